"""Zones: head matter, article, inserts, end matter, found by one linear pass of dynamic programming over the lines.

A linear-chain model: each feature of a line speaks for or against each zone, each step from line to line has a
weight, and forward-backward gives the probability of each zone on each line. The weights are data
(``data/zones/weights.json``), learned by ``bench/train_zones.py`` from labelled documents with held-out sites.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

__all__ = ["ARTICLE", "ZONES", "Weights", "probabilities", "weights"]

#: The zones, in the order of the numbers in the weights file.
ZONES = ("head", "article", "insert", "end")
ARTICLE = 1
_NEVER = -1e9


@dataclass(frozen=True)
class Weights:
    """The model.

    Attributes:
        features: name -> one weight for each zone.
        steps: steps[from][to], in logs; a step that never happens is -1e9 (nothing follows end matter).
        start: one weight for each zone on the first line.
        thresholds: level -> probability of not being the article from which a line goes.
        prose_thresholds: the same for lines that read like prose.
    """

    features: dict[str, tuple[float, ...]]
    steps: tuple[tuple[float, ...], ...]
    start: tuple[float, ...]
    thresholds: dict[str, float]
    prose_thresholds: dict[str, float]


@cache
def weights() -> Weights:
    """Return the weights of this package."""
    file = resources.files("newsclean") / "data" / "zones" / "weights.json"
    data = json.loads(file.read_text("utf-8"))
    return Weights(
        {name: tuple(values) for name, values in data["features"].items()},
        tuple(tuple(row) for row in data["steps"]),
        tuple(data["start"]),
        data["thresholds"],
        data["prose_thresholds"],
    )


def probabilities(lines: Sequence[Sequence[str]], model: Weights) -> list[tuple[float, ...]]:
    """Return for each line the probability of each zone.

    Args:
        lines: for each line the names of its features; a name without a weight counts nothing.

    Cost: linear in the number of lines and features.
    """
    table = model.features
    emissions: list[list[float]] = []
    for names in lines:
        h = a = i = e = 0.0
        for name in names:
            found = table.get(name)
            if found is not None:
                h += found[0]
                a += found[1]
                i += found[2]
                e += found[3]
        top = max(h, a, i, e)
        emissions.append([math.exp(h - top), math.exp(a - top), math.exp(i - top), math.exp(e - top)])
    if not emissions:
        return []
    steps = [[math.exp(max(w, -700.0)) if w > _NEVER / 2 else 0.0 for w in row] for row in model.steps]
    columns = list(zip(*steps, strict=True))
    forward: list[list[float]] = []
    now = [math.exp(s) * x if s > _NEVER / 2 else 0.0 for s, x in zip(model.start, emissions[0], strict=True)]
    now = _scaled(now)
    forward.append(now)
    for emission in emissions[1:]:
        p, q, r, s = now
        now = _scaled([(p * c[0] + q * c[1] + r * c[2] + s * c[3]) * x for c, x in zip(columns, emission, strict=True)])
        forward.append(now)
    out: list[tuple[float, ...]] = [()] * len(emissions)
    backward = [1.0, 1.0, 1.0, 1.0]
    for k in range(len(emissions) - 1, -1, -1):
        both = _scaled([f * b for f, b in zip(forward[k], backward, strict=True)])
        out[k] = tuple(both)
        if k:
            p, q, r, s = (b * x for b, x in zip(backward, emissions[k], strict=True))
            backward = _scaled([row[0] * p + row[1] * q + row[2] * r + row[3] * s for row in steps])
    return out


def _scaled(values: list[float]) -> list[float]:
    total = sum(values)
    if total <= 0.0:
        return [0.0, 1.0, 0.0, 0.0]  # nothing is possible: call it the article
    return [value / total for value in values]
