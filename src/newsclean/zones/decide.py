"""From zones to cuts: which lines go, and under which marker's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from newsclean.document import Document
from newsclean.rules.cuts import Cut
from newsclean.rules.engine import Match
from newsclean.zones.features import Evidence, features, line_evidence
from newsclean.zones.model import ARTICLE, ZONES, Weights, probabilities, weights
from newsclean.zones.shapes import shape_of

__all__ = ["PROSE", "Taken", "cut_lengths", "taken", "zone_cuts"]


def cut_lengths(cuts: Sequence[Cut]) -> dict[int, int]:
    """Return line -> how many code points of it are cut."""
    lengths: dict[int, int] = {}
    for cut in cuts:
        lengths[cut.line] = lengths.get(cut.line, 0) + cut.end - cut.start
    return lengths


class Taken(NamedTuple):
    """What the zones say of one line: whether it goes, in which zone, and below which marker."""

    goes: bool
    zone: str
    rule: str
    category: str


def taken(
    evidence: Sequence[Evidence], kinds: Sequence[str], chances: Sequence[Sequence[float]], level: str, model: Weights
) -> list[Taken]:
    """Return for each line whether it goes at ``level``.

    A line goes when the probability that it is not the article passes the threshold of the level. A line that reads
    like prose needs more: the higher threshold, and a marker (a line that a rule covers) above it in the same zone.

    Args:
        evidence: what rules say of each line.
        kinds: the shape of each line.
        chances: for each line the probability of each zone.
    """
    threshold = model.thresholds[level]
    prose = model.prose_thresholds[level]
    out: list[Taken] = []
    rule = category = ""
    for e, kind, p in zip(evidence, kinds, chances, strict=True):
        gone = 1.0 - p[ARTICLE]
        if e.covered >= 2 and e.category:
            rule, category = e.rule, e.category
        like_prose = kind in PROSE and e.covered < 3
        enough = gone > prose and (rule != "" or level == "aggressive") if like_prose else gone > threshold
        goes = e.cut >= 4 or enough
        zone = ZONES[max((z for z in range(len(ZONES)) if z != ARTICLE), key=p.__getitem__)]
        out.append(Taken(goes, zone, rule, category))
        if not goes:
            rule = category = ""
    return out


#: Shapes that prose has too.
PROSE = ("prose", "sentence", "question", "block")


def zone_cuts(
    document: Document,
    matches: Sequence[Match],
    cuts: Sequence[Cut],
    level: str,
    categories: Mapping[str, int],
    model: Weights | None = None,
) -> list[Cut]:
    """Return the lines that the zones take, as whole-line cuts.

    Args:
        matches: where rules fit, hints included.
        cuts: what the rules cut already.
        level: a level without a threshold in the model has no zones.
        categories: a line is taken only if the category of its marker is one of these.

    The rule of a cut is ``zone/<zone>:<rule of the marker>``: of the line itself, or of the last line above it in
    the same zone that a rule covers; without one, ``zone/<zone>``.
    """
    model = model or weights()
    if level not in model.thresholds:
        return []
    evidence = line_evidence(document, matches, cut_lengths(cuts))
    shapes = [shape_of(document, e.start, e.end) for e in evidence]
    chances = probabilities(features(document, evidence, shapes), model)
    out: list[Cut] = []
    for e, line_taken in zip(evidence, taken(evidence, [s.kind for s in shapes], chances, level, model), strict=True):
        category = line_taken.category or ("nav" if line_taken.zone == "head" else "other")
        if line_taken.goes and e.cut < 4 and category in categories:
            line = document.lines[e.line]
            rule = f"zone/{line_taken.zone}:{line_taken.rule}" if line_taken.rule else f"zone/{line_taken.zone}"
            out.append(Cut(line.inner, line.outer, e.line, rule, category))
    return out
