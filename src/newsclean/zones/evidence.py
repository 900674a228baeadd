"""The evidence on each piece of a document: what rules fit it, what of it is cut, whether it goes on from above."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from newsclean.document import Document
from newsclean.rules.cuts import Cut
from newsclean.rules.engine import Match
from newsclean.zones.pieces import Piece, inside, pieces

__all__ = ["Evidence", "line_evidence", "matched_evidence"]


class Evidence(NamedTuple):
    """What the rules say of one piece with words: a line, or a sentence of one (see :mod:`.pieces`).

    Attributes:
        line: the number of its line in the document.
        start, end: its words without bullets: ``text[start:end]``.
        part: which part of its line it is; "" for all of it.
        category, rule, level: of the rule that covers most of it; "" without one.
        covered: share of it that rules cover, in quarters (0 to 4).
        cut: share of it that is cut already, in quarters.
        goes_on: how sure it is that it goes on with the sentence of the line above: 0, 1 or 2.
    """

    line: int
    start: int
    end: int
    part: str
    category: str
    rule: str
    level: str
    covered: int
    cut: int
    goes_on: int = 0


def line_evidence(document: Document, matches: Sequence[Match], cuts: Sequence[Cut]) -> list[Evidence]:
    """Return the evidence for every piece that has words, in order.

    Args:
        matches: where rules fit, hints included.
        cuts: what rules cut already.
    """
    by_line = _by_line(document, matches)
    gone: dict[int, list[tuple[int, int]]] = {}
    for cut in cuts:
        gone.setdefault(cut.line, []).append((cut.start, cut.end))
    return _joined_up(document, _evidence(pieces(document, by_line), by_line, gone))


def matched_evidence(document: Document, matches: Sequence[Match]) -> list[Evidence]:
    """Return those of :func:`line_evidence` whose lines a rule fits, as they are where nothing is cut."""
    by_line = _by_line(document, matches)
    return _evidence(pieces(document, by_line, sorted(by_line)), by_line, {})


def _by_line(document: Document, matches: Sequence[Match]) -> dict[int, list[tuple[int, int, Match]]]:
    """Return line -> what of it rules fit: start, end, match."""
    by_line: dict[int, list[tuple[int, int, Match]]] = {}
    lines = document.lines
    for match in matches:
        start, end, number, _ = match
        if end <= lines[number].end:
            if start < end:
                by_line.setdefault(number, []).append((start, end, match))
            continue
        last = bisect_right(document.line_starts, end - 1) - 1
        for number in range(match.line, last + 1):
            line = lines[number]
            a, b = max(start, line.start), min(end, line.end)
            if a < b:
                by_line.setdefault(number, []).append((a, b, match))
    return by_line


def _evidence(
    judged: Sequence[Piece],
    by_line: Mapping[int, Sequence[tuple[int, int, Match]]],
    gone: Mapping[int, Sequence[tuple[int, int]]],
) -> list[Evidence]:
    out: list[Evidence] = []
    for piece in judged:
        number, start, end, part = piece
        found = by_line.get(number, ())
        if part and found:
            found = inside(start, end, found)
        size = end - start
        cut_share = 0
        if number in gone:
            cut_share = min(4, 4 * sum(max(0, min(b, end) - max(a, start)) for a, b in gone[number]) // size)
        if not found:
            out.append(Evidence(number, start, end, part, "", "", "", 0, cut_share))
            continue
        if len(found) == 1:
            a, b, match = found[0]
            rule, covered = match.rule, max(0, b - max(a, 0))
        else:
            rule = max(found, key=lambda f: (f[1] - f[0], f[2].rule.level != "hint"))[2].rule
            covered = place = 0
            for a, b, _ in sorted(found, key=lambda f: f[:2]):
                covered += max(0, b - max(a, place))
                place = max(place, b)
        share = min(4, 4 * covered // size)
        out.append(Evidence(number, start, end, part, rule.category, rule.id, rule.level, share, cut_share))
    return out


def _joined_up(document: Document, evidence: list[Evidence]) -> list[Evidence]:
    """Say of each line whether it goes on with the sentence of the line above.

    Extractors that give each link, name or quotation a line of its own leave a sentence in pieces: the mark that
    belongs behind a word begins the next line, or a quotation is opened at the end of a line.
    """
    plain, text, lines = document.plain, document.text, document.lines
    for i in range(1, len(evidence)):
        e, above = evidence[i], evidence[i - 1].end
        begin = lines[e.line].inner
        if evidence[i - 1].line == e.line:
            continue
        if plain[begin] in _GOES_ON or text[begin] == "?" or _OPEN.search(plain, max(0, above - 4), above):
            evidence[i] = e._replace(goes_on=2)
        elif plain[begin].islower() and plain[above - 1] not in _CLOSES:
            evidence[i] = e._replace(goes_on=1)
    return evidence


_GOES_ON = ",;:.!)\x02"  # what no line begins with that begins a sentence ("?" may stand for an icon in the view)
_OPEN = re.compile(r"(?:[(\x01]|\b(?:[cdjlmnst]|qu)') ?\Z", re.IGNORECASE)
_CLOSES = ".!?\x02\x03"
