"""From pieces to cut to edits: whole lines go with a line break, pieces of lines leave one space or a paragraph break.

All pieces are decided on one text; their union is taken here, then lines are joined once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from newsclean.document import Document
from newsclean.edits import Edit, Span

__all__ = ["Cut", "cut_edits", "line_gap"]

#: What may be left alone on a line whose words all went, and goes with them.
_ORPHANS = (
    " \t\r\x0b\x0c\x85\u2009\u2028\u2029\u3000\u00a0\u202f.,;:|/>\u00bb\u00ab\u2022\u00b7*()[]<"
    "\u203a\u2192\u2013\u2014-+_=~\u200b\ufeff\ufffc!?&"
)
_SPACES = " \t\u00a0\u202f\u2009\u200b\ufeff\ufffc"
_NO_SPACE_BEFORE = ".,)]\u2026"


class Cut(NamedTuple):
    """A piece of one line that goes: ``text[start:end]``, for which rule, and what stays in its place."""

    start: int
    end: int
    line: int
    rule: str
    category: str
    leaves: str = "space"
    rejoins: bool = False
    rank: int = 0  # how sure the rule is, 0 the surest: the surest of several gives the edit its name


def cut_edits(document: Document, cuts: Iterable[Cut]) -> list[Edit]:
    """Return the edits that make ``cuts``, sorted, none overlapping.

    Cuts of one line that overlap, or that only spaces part, become one, under the rule of the longest (of the surest,
    where they are as long).
    A line with no word left goes whole.
    Between what stands before and after whole lines that go, the larger of the gaps stays, so that
    paragraphs are neither merged nor pushed apart.
    """
    by_line: dict[int, list[Cut]] = {}
    for cut in sorted(cuts):
        pieces = by_line.setdefault(cut.line, [])
        if pieces and not document.text[pieces[-1].end : cut.start].strip(_SPACES):  # touching, or only spaces between
            last = pieces[-1]
            longest = max(last, cut, key=lambda c: (c.end - c.start, -c.rank))
            leaves = "paragraph" if "paragraph" in (last.leaves, cut.leaves) else longest.leaves
            pieces[-1] = longest._replace(start=last.start, end=max(last.end, cut.end), leaves=leaves)
        else:
            pieces.append(cut)
    edits: list[Edit] = []
    whole: dict[int, Cut] = {}
    for number, pieces in sorted(by_line.items()):
        if _nothing_left(document, number, pieces):
            whole[number] = max(pieces, key=lambda c: c.end - c.start)
        else:
            edits.extend(_inline_edit(document, number, piece) for piece in pieces)
    edits.extend(_line_edits(document, whole))
    return sorted(edits)


def _nothing_left(document: Document, number: int, pieces: list[Cut]) -> bool:
    line = document.lines[number]
    place = line.start
    for piece in pieces:
        if document.text[place : piece.start].strip(_ORPHANS):
            return False
        place = max(place, piece.end)
    return not document.text[place : line.end].strip(_ORPHANS)


def _inline_edit(document: Document, number: int, cut: Cut) -> Edit:
    text = document.text
    line = document.lines[number]
    start, end = cut.start, cut.end
    while start > line.start and text[start - 1] in _SPACES:
        start -= 1
    while end < line.end and text[end] in _SPACES:
        end += 1
    if start <= line.inner:
        start, new = max(line.inner, line.start), ""
    elif end >= line.outer:
        end, new = line.outer, ""  # white space behind it may go with whole lines below
    elif cut.leaves == "paragraph":
        new = "\n\n"
    elif text[end] in _NO_SPACE_BEFORE:
        new = ""
    else:
        new = " "
    return Edit(Span(start, end), text[start:end], new, cut.rule)


def _line_edits(document: Document, whole: dict[int, Cut]) -> list[Edit]:
    lines = document.lines
    edits: list[Edit] = []
    groups: list[list[int]] = []
    previous = -1  # the last line of the group, or a blank one behind it
    for number in whole:  # in ascending order
        if groups and all(lines[n].blank for n in range(previous + 1, number)):
            groups[-1].append(number)
        else:
            groups.append([number])
        previous = number
    for group in groups:
        start, end, joint = line_gap(document, group[0], group[-1], all(whole[n].rejoins for n in group))
        for number, following in zip(group, [*group[1:], None], strict=True):
            stop = end if following is None else lines[following].start
            begin = start if number == group[0] else lines[number].start
            new = joint if number == group[0] else ""
            edits.append(Edit(Span(begin, stop), document.text[begin:stop], new, whole[number].rule))
    return edits


def line_gap(document: Document, first: int, last: int, rejoins: bool = False) -> tuple[int, int, str]:
    """Return what to cut so that lines ``first`` to ``last`` go: ``text[start:end]``, and what joins its sides.

    The larger of the gaps before and after stays. At the start of the text the gap after goes, at its end the
    one before. With ``rejoins``, two halves of one sentence are joined with a space.
    """
    lines = document.lines
    before = first - 1
    while before >= 0 and lines[before].blank:
        before -= 1
    after = last + 1
    while after < len(lines) and lines[after].blank:
        after += 1
    if after == len(lines):
        return (lines[before].outer if before >= 0 else 0), len(document.text), ""
    if before < 0:
        return 0, lines[after].start, ""
    if rejoins and _halves(document, before, after):
        return lines[before].outer, lines[after].inner, " "
    if first - before >= after - last:
        return lines[first].start, lines[after].start, ""
    return lines[before].end, lines[last].end, ""


def _halves(document: Document, before: int, after: int) -> bool:
    """Whether one sentence runs from line ``before`` on to line ``after``."""
    text, lines = document.text, document.lines
    last, following = text[lines[before].outer - 1], text[lines[after].inner]
    return (last.islower() or last == ",") and following.islower() and lines[before].outer - lines[before].inner >= 15
