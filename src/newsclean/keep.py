"""Text that is never removed: the removals that touch it are not made."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import itemgetter

import regex

from newsclean.edits import Edit, Span

__all__ = ["kept"]


def kept(text: str, edits: Sequence[Edit], patterns: Iterable[str]) -> list[Edit]:
    """Return the edits without the removals that touch text which a pattern fits.

    A removal next to one that is not made leaves the white space that parted the two: no words are glued together.
    """
    spans = [[match.span() for match in regex.finditer(pattern, text)] for pattern in patterns]
    ordered = sorted(edits)
    stays = [_removes(edit) and any(_touches(edit.span, found) for found in spans) for edit in ordered]
    out: list[Edit] = []
    for k, edit in enumerate(ordered):
        if not stays[k]:
            before = k > 0 and stays[k - 1] and ordered[k - 1].span.end == edit.span.start
            after = k + 1 < len(stays) and stays[k + 1] and ordered[k + 1].span.start == edit.span.end
            out.append(_parted(text, edit) if before or after else edit)
    return out


def _touches(span: Span, found: list[tuple[int, int]]) -> bool:
    k = bisect_left(found, span.end, key=itemgetter(0))  # the first that begins behind the span
    return k > 0 and found[k - 1][1] > span.start


def _removes(edit: Edit) -> bool:
    """Whether an edit takes words away, or leaves nothing of what could be seen."""
    if sum(map(str.isalnum, edit.old)) > sum(map(str.isalnum, edit.new)):
        return True
    return not edit.new.strip() and any(c.isprintable() and not c.isspace() for c in edit.old)


def _parted(text: str, edit: Edit) -> Edit:
    """Return the removal with the white space at its ends, where without it two words would touch."""
    (start, end), old, new, _ = edit
    if new or start == 0 or end == len(text) or text[start - 1].isspace() or text[end].isspace():
        return edit
    gaps = (old[: len(old) - len(old.lstrip())], old[len(old.rstrip()) :])
    return edit._replace(new=max(gaps, key=len))
