"""From spans of code to edits: how the text closes over what went.

Lines that were code go with their line break, and the larger of the two gaps around them stays. Inside a line one
space is left between two words, none before a comma or a full stop, none at the ends of the line.
"""

from __future__ import annotations

from newsclean.code.found import Found
from newsclean.edits import Edit, Span

_NO_SPACE_BEFORE = ",.)]\u2026"
_NO_SPACE_AFTER = "([\u2019'"


def merge(text: str, found: list[Found]) -> list[Found]:
    """Return the spans in order, joined where they overlap or where only white space stands between them."""
    out: list[Found] = []
    for f in sorted(found, key=lambda f: (f.start, -f.end)):
        if out:
            last = out[-1]
            if f.start <= last.end or (f.start - last.end < 200 and not text[last.end : f.start].strip()):
                end = max(last.end, f.end)
                bigger = f if f.end - f.start > last.end - last.start else last
                out[-1] = Found(
                    last.start,
                    end,
                    bigger.rule,
                    max(f.sure, last.sure),
                    last.inline and f.inline and not _empty(text, last, f),
                    last.tag and f.tag,
                )
                continue
        out.append(f)
    return out


def _empty(text: str, first: Found, second: Found) -> bool:
    """Whether the two are an element with nothing in it: it stood between words, not around them."""
    return text[first.start + 1 : first.start + 2] not in "/" and text.startswith(("/", "[/"), second.start + 1)


def edits(text: str, found: list[Found]) -> list[Edit]:
    """Return the edits that take ``found`` (merged, in order) out of ``text``."""
    out: list[Edit] = []
    for f in found:
        start, end, new = _close(text, f)
        if out and start < out[-1].span.end:
            start = out[-1].span.end
        if start < end:
            out.append(Edit(Span(start, end), text[start:end], new, f.rule))
    return out


def _close(text: str, f: Found) -> tuple[int, int, str]:
    start, end, size = f.start, f.end, len(text)
    left, right = start, end
    while left > 0 and text[left - 1] != "\n" and text[left - 1].isspace():
        left -= 1
    while right < size and text[right] != "\n" and text[right].isspace():
        right += 1
    at_start = left == 0 or text[left - 1] == "\n"
    at_end = right == size or text[right] == "\n"
    if at_start and at_end:
        return (*_lines(text, left, right), "")
    if at_start:
        return start, right, ""
    if at_end:
        return left, end, ""
    before, after = text[left - 1], text[right]
    if left == start and right == end:  # glued on both sides
        if f.inline:
            return start, end, ""
        if "\n" in text[start:end]:
            return start, end, "\n\n" if "\n\n" in text[start:end] else "\n"
        apart = after.isalnum() or after in '\u00ab\u201c"' or (f.tag and after == "-")
        joined = before.isalnum() or before in '.!?\u2026\u00bb\u201d":;,)'
        return start, end, " " if apart and joined else ""
    if after in _NO_SPACE_BEFORE or before in _NO_SPACE_AFTER:
        return left, right, ""
    if "\n" in text[start:end] and before in ".!?\u2026\u00bb":
        return left, right, "\n\n" if "\n\n" in text[start:end] else "\n"
    if left < start and right > end:
        return start, right, ""
    return start, end, ""


def _lines(text: str, left: int, right: int) -> tuple[int, int]:
    """Return the span to remove for whole lines ``text[left:right]``: the larger gap around them stays."""
    size = len(text)
    above = left
    while above > 0 and text[above - 1].isspace():
        above -= 1
    below = right
    while below < size and text[below].isspace():
        below += 1
    if above == 0:
        below_line = text.rfind("\n", right, below) + 1
        return 0, max(right, below_line) if below < size else size
    if below == size:
        return above, right
    if text.count("\n", above, left) >= text.count("\n", right, below):
        return left, text.rfind("\n", right, below) + 1
    return above, right
