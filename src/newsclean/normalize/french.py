"""Stage T over a whole document: which lines to typeset, and their edits in offsets of the document."""

from __future__ import annotations

from collections.abc import Iterable

from newsclean.edits import Edit, Span
from newsclean.language import Gate
from newsclean.normalize import code
from newsclean.normalize.joined import joined
from newsclean.normalize.manner import Manner
from newsclean.normalize.spans import within
from newsclean.normalize.typography import typeset

__all__ = ["edits"]


def edits(text: str, lines: Iterable[tuple[int, int]], manner: Manner, language: str | None = None) -> list[Edit]:
    """Return what French typography asks for in the given lines; nothing in code or in a paragraph not French."""
    out: list[Edit] = []
    fences = code.fences(text)
    gate = Gate(text, language)
    for start, end in lines:
        if fences and within(start, fences):
            continue
        line = text[start:end]
        steps = typeset(line, manner).steps
        if not steps or not gate.is_french(line):
            continue
        found = joined(line, steps)
        out += [edit._replace(span=Span(edit.span.start + start, edit.span.end + start)) for edit in found]
    return out
