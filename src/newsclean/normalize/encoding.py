"""Stage E: what went wrong when the text was encoded or decoded, line by line."""

from __future__ import annotations

from collections.abc import Iterable

from newsclean.edits import Edit, Span
from newsclean.normalize import code, entities, mojibake
from newsclean.normalize.chars import as_edits, make
from newsclean.normalize.joined import joined
from newsclean.normalize.spans import within

__all__ = ["edits"]

_ROUNDS = 5


def edits(text: str, lines: Iterable[tuple[int, int]]) -> list[Edit]:
    """Return the edits that repair the encoding of the given lines of ``text``; see the rules ``encoding/...``."""
    fences = code.fences(text)
    out: list[Edit] = []
    for start, end in lines:
        line = text[start:end]
        steps = _repair(line, decode=not (fences and within(start, fences)))
        found = joined(line, steps)
        out += [edit._replace(span=Span(edit.span.start + start, edit.span.end + start)) for edit in found]
    return out


def _repair(line: str, decode: bool) -> list[list[Edit]]:
    steps: list[list[Edit]] = []
    for _ in range(_ROUNDS):
        before = line
        if decode:
            changes = entities.references(line)
            if changes:
                steps.append(as_edits(line, changes))
                line = make(line, changes)
        for rule, repair in mojibake.STEPS:
            new = repair(line)
            if new != line:
                steps.append(as_edits(line, mojibake.aligned(line, new, rule)))
                line = new
        if line == before:
            break
    return steps
