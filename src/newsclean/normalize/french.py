"""Stage T over a whole document: which lines to typeset, and their edits in offsets of the document."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newsclean.edits import Edit, Span
from newsclean.language import Gate
from newsclean.normalize import code
from newsclean.normalize.joined import joined
from newsclean.normalize.manner import Manner
from newsclean.normalize.protect import view
from newsclean.normalize.spans import within
from newsclean.normalize.typography import typeset

__all__ = ["edits"]


_CURLY = "\N{RIGHT SINGLE QUOTATION MARK}"
_MARK = re.compile(_CURLY)
_ELSEWHERE = re.compile(rf"{_CURLY}(?:(?<![^\W\d_]{_CURLY})|(?![^\W\d_]))")  # the mark first: a search skips to it


def edits(
    text: str,
    lines: Iterable[tuple[int, int]],
    manner: Manner,
    language: str | None = None,
    beside: frozenset[int] | None = None,
) -> list[Edit]:
    """Return what French typography asks for in the given lines; nothing in code or in a paragraph not French.

    ``beside``: where the lines start that ask for more than straight apostrophes; None if that is not known.
    """
    out: list[Edit] = []
    fences = code.fences(text)
    gate = Gate(text, language)
    for start, end in lines:
        if fences and within(start, fences):
            continue
        line = text[start:end]
        if beside is not None and start not in beside and _only_apostrophes(line):
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


def _only_apostrophes(line: str) -> bool:
    """Whether all typographic apostrophes of a line stand between letters, and no part of it is protected.

    An address may hold the straight one and not the other ("@"): the view of the two lines is then not the same.
    """
    return "@" not in line and not _ELSEWHERE.search(line) and view(line) is line
