"""Stage T over a whole document: which lines to typeset, and their edits in offsets of the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from newsclean.edits import Edit, Span
from newsclean.language import Gate
from newsclean.normalize import code
from newsclean.normalize.gates import scan
from newsclean.normalize.joined import joined
from newsclean.normalize.manner import Manner
from newsclean.normalize.protect import view
from newsclean.normalize.spans import within
from newsclean.normalize.typography import typeset

__all__ = ["edits"]


_CURLY = "\N{RIGHT SINGLE QUOTATION MARK}"
_MARK = re.compile(_CURLY)
_ELSEWHERE = re.compile(rf"{_CURLY}(?:(?<![^\W\d_]{_CURLY})|(?![^\W\d_]))")  # the mark first: a search skips to it
_FEW = 4  # lines for which a scan of the text is not worth its time


def edits(text: str, lines: Iterable[tuple[int, int]], manner: Manner, language: str | None = None) -> list[Edit]:
    """Return what French typography asks for in the given lines; nothing in code or in a paragraph not French."""
    out: list[Edit] = []
    fences = code.fences(text)
    gate = Gate(text, language)
    lines = list(lines)
    rest = _beside_apostrophes(text, lines, manner)
    for start, end in lines:
        if fences and within(start, fences):
            continue
        line = text[start:end]
        if rest is not None and start not in rest and _only_apostrophes(line):
            if gate.is_french(line):
                places = [start + match.start() for match in _MARK.finditer(line)]
                out += [Edit(Span(at, at + 1), _CURLY, "'", "fr/apostrophe") for at in places]
            continue
        steps = typeset(line, manner).steps
        if not steps or not gate.is_french(line):
            continue
        found = joined(line, steps)
        out += [edit._replace(span=Span(edit.span.start + start, edit.span.end + start)) for edit in found]
    return out


def _beside_apostrophes(text: str, lines: Sequence[tuple[int, int]], manner: Manner) -> frozenset[int] | None:
    """Return where the lines start that ask for more than straight apostrophes; None if that is not known.

    On many a page every line has typographic apostrophes, and nothing else is wrong with most of them: what the gates
    say of the text with straight ones tells which.
    """
    if len(lines) < _FEW or manner.apostrophe != "'" or _CURLY not in text:
        return None
    return frozenset(start for start, _ in scan(text.replace(_CURLY, "'"), manner, "T").typed)


def _only_apostrophes(line: str) -> bool:
    """Whether all typographic apostrophes of a line stand between letters, and no part of it is protected.

    An address may hold the straight one and not the other ("@"): the view of the two lines is then not the same.
    """
    return "@" not in line and not _ELSEWHERE.search(line) and view(line) is line
