"""Where code stands in a text: fenced blocks and spans between backticks. Recognised before everything else."""

from __future__ import annotations

import regex

from newsclean.normalize.chars import H

__all__ = ["fences", "inline"]

_FENCE = regex.compile(r"^[ ]{0,3}(?P<mark>`{3,}|~{3,})(?P<rest>[^\n]*)$", regex.MULTILINE)
_BLANK = regex.compile(rf"[{H}\r]*")
# A backtick inside a word is a bad apostrophe (l`an), not the edge of code.
_TICKS = regex.compile(r"`+")


def fences(text: str) -> list[tuple[int, int]]:
    """Return the fenced blocks of ``text`` as half-open ranges, from the opening fence to the end of the closing one.

    A fence that is never closed fences nothing: "~~~" alone on a line of scraped prose is an ornament.
    """
    if not ("`" in text and "```" in text) and not ("~" in text and "~~~" in text):
        return []
    blocks = []
    open_at: int | None = None
    mark = ""
    for match in _FENCE.finditer(text):
        if open_at is None:
            if "`" in match["mark"] and "`" in match["rest"]:
                continue
            open_at, mark = match.start(), match["mark"]
        elif match["mark"].startswith(mark) and _BLANK.fullmatch(match["rest"]):
            blocks.append((open_at, match.end()))
            open_at = None
    return blocks


def inline(line: str) -> list[tuple[int, int]]:
    """Return the code spans of one line: between two runs of one or two backticks of the same length."""
    if "`" not in line:
        return []
    spans = []
    opened: dict[int, int] = {}
    for match in _TICKS.finditer(line):
        start, end = match.span()
        size = end - start
        if size > 2:
            continue
        if size in opened and not line[end : end + 1].isalnum() and opened[size] + size < start:
            spans.append((opened[size], end))
            opened.clear()
        elif not (start and line[start - 1].isalnum()):
            opened.setdefault(size, start)
    return spans
