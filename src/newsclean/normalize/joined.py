"""The edits of several steps as one list, quickly where no two of them meet, as nearly always here."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.edits import Edit, Span
from newsclean.provenance import compose

__all__ = ["joined"]


def joined(text: str, steps: Sequence[list[Edit]]) -> list[Edit]:
    """Return what :func:`newsclean.provenance.compose` returns for steps of sorted edits."""
    if not steps:
        return []
    total = steps[0]
    for step in steps[1:]:
        apart = _apart(total, step)
        total = compose(text, [total, step]) if apart is None else apart
    return total


def _apart(first: list[Edit], second: list[Edit]) -> list[Edit] | None:
    """Return both lists as one, in offsets of the text before ``first``; None if two edits touch."""
    out: list[Edit] = []
    k = shift = 0
    count = len(first)
    for edit in second:
        (start, end), old, new, rule = edit
        while k < count:
            before = first[k]
            if before[0][0] + shift + len(before[2]) >= start:
                break
            out.append(before)
            shift += len(before[2]) - len(before[1])
            k += 1
        if k < count and first[k][0][0] + shift <= end:
            return None
        out.append(Edit(Span(start - shift, end - shift), old, new, rule) if shift else edit)
    out += first[k:]
    return out
