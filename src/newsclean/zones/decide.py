"""From zones to cuts: which lines go, and under which marker's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from newsclean.document import Document
from newsclean.rules.cuts import Cut
from newsclean.rules.engine import Match
from newsclean.zones.features import features, line_evidence
from newsclean.zones.model import ARTICLE, ZONES, Weights, probabilities, weights

__all__ = ["cut_lengths", "zone_cuts"]


def cut_lengths(cuts: Sequence[Cut]) -> dict[int, int]:
    """Return line -> how many code points of it are cut."""
    lengths: dict[int, int] = {}
    for cut in cuts:
        lengths[cut.line] = lengths.get(cut.line, 0) + cut.end - cut.start
    return lengths


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

    The rule of a cut is ``zone/<zone>:<rule of the marker>``: the line itself, or the last line above it in the
    same zone, that a rule covers; without one, ``zone/<zone>``.
    """
    model = model or weights()
    threshold = model.thresholds.get(level)
    if threshold is None:
        return []
    lengths = cut_lengths(cuts)
    evidence = line_evidence(document, matches, lengths)
    out: list[Cut] = []
    marker, category, inside = "", "", False
    for e, p in zip(evidence, probabilities(features(document, evidence), model), strict=True):
        if e.cut < 4 and 1.0 - p[ARTICLE] <= threshold:
            inside = False
            continue
        if not inside or e.covered >= 2:
            marker, category = (e.rule, e.category) if e.category else ("", "")
        inside = True
        zone = ZONES[max((z for z in range(len(ZONES)) if z != ARTICLE), key=p.__getitem__)]
        what = category or ("nav" if zone == "head" else "other")
        if e.cut < 4 and what in categories:
            line = document.lines[e.line]
            out.append(Cut(line.inner, line.outer, e.line, f"zone/{zone}:{marker}" if marker else f"zone/{zone}", what))
    return out
