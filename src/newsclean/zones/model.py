"""Zones: head matter, article, inserts, end matter, found by one linear pass of dynamic programming over the lines.

A linear-chain model: each feature of a line speaks for or against each zone, each step from line to line has a
weight, and forward-backward gives the probability of each zone on each line. The weights are data
(``data/zones/weights.json``), learned by ``bench/train_zones.py`` from labelled documents with held-out sites.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, TypeAlias

from newsclean.zones.features import Observation
from newsclean.zones.shapes import Shape

__all__ = ["ARTICLE", "ZONES", "Vector", "Weights", "probabilities", "weights"]

#: The zones, in the order of the numbers in the weights file.
ZONES = ("head", "article", "insert", "end")
ARTICLE = 1
_NEVER = -1e9

Vector: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True)
class Weights:
    """The model.

    Attributes:
        features: name -> one weight for each zone.
        steps: steps[from][to], in logs; a step that never happens is -1e9 (nothing follows end matter).
        start: one weight for each zone on the first line.
        thresholds: level -> probability of not being the article from which a line goes.
        prose_thresholds: the same for lines that read like prose.
        sums, looks: what was worked out before, of observations and of lines that read so.
    """

    features: dict[str, tuple[float, ...]]
    steps: tuple[tuple[float, ...], ...]
    start: tuple[float, ...]
    thresholds: dict[str, float]
    prose_thresholds: dict[str, float]
    sums: dict[Observation, Vector] = field(default_factory=dict, init=False, repr=False, compare=False)
    looks: dict[str, tuple[Shape, Vector]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def known(self, seen: Observation) -> Vector:
        """Return the sum of the weights of what is seen; worked out once."""
        found = self.sums.get(seen)
        if found is None:
            found = self.sums[seen] = self.sum(*seen)
        return found

    def sum(self, say: Callable[..., list[str]], *told: Any) -> Vector:
        """Return the sum of the weights of all features that ``say(*told)`` names, for each zone."""
        h = a = i = e = 0.0
        get = self.features.get
        for name in say(*told):
            found = get(name)
            if found is not None:
                h += found[0]
                a += found[1]
                i += found[2]
                e += found[3]
        return h, a, i, e


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


def probabilities(
    lines: Sequence[Sequence[Observation]], model: Weights, looks: Sequence[Vector] | None = None
) -> list[tuple[float, ...]]:
    """Return for each line the probability of each zone.

    Args:
        lines: for each line what is seen of it; a feature without a weight counts nothing.
        looks: for each line the sum of the weights of its look.

    Cost: linear in the number of lines and features.
    """
    if not lines:
        return []
    exp, sums = math.exp, model.sums
    emissions: list[Vector] = []
    for line, (h, a, i, e) in zip(lines, looks or [_ZERO] * len(lines), strict=True):
        for seen in line:
            found = sums.get(seen)
            if found is None:
                found = sums[seen] = model.sum(*seen)  # few kinds of them: this dictionary is soon complete
            w, x, y, z = found
            h += w
            a += x
            i += y
            e += z
        top = max(h, a, i, e)
        emissions.append((exp(h - top), exp(a - top), exp(i - top), exp(e - top)))
    return _forward_backward(emissions, model)


_ZERO: Vector = (0.0, 0.0, 0.0, 0.0)


def _forward_backward(emissions: Sequence[Vector], model: Weights) -> list[tuple[float, ...]]:
    steps = [[math.exp(max(w, -700.0)) if w > _NEVER / 2 else 0.0 for w in row] for row in model.steps]
    (hh, ha, hi, he), (ah, aa, ai, ae), (ih, ia, ii, ie), (eh, ea, ei, ee) = steps
    w, x, y, z = emissions[0]
    h, a, i, e = (math.exp(s) if s > _NEVER / 2 else 0.0 for s in model.start)
    now = _scaled(h * w, a * x, i * y, e * z)
    forward = [now]
    for w, x, y, z in emissions[1:]:
        h, a, i, e = now
        p = (h * hh + a * ah + i * ih + e * eh) * w
        q = (h * ha + a * aa + i * ia + e * ea) * x
        r = (h * hi + a * ai + i * ii + e * ei) * y
        s = (h * he + a * ae + i * ie + e * ee) * z
        total = p + q + r + s
        now = (p / total, q / total, r / total, s / total) if total > 0.0 else _UNKNOWN
        forward.append(now)
    out: list[tuple[float, ...]] = [now]
    h = a = i = e = 1.0  # from here on: what lies behind
    for k in range(len(emissions) - 1, 0, -1):
        w, x, y, z = emissions[k]
        h, a, i, e = h * w, a * x, i * y, e * z
        p = hh * h + ha * a + hi * i + he * e
        q = ah * h + aa * a + ai * i + ae * e
        r = ih * h + ia * a + ii * i + ie * e
        s = eh * h + ea * a + ei * i + ee * e
        total = p + q + r + s
        h, a, i, e = (p / total, q / total, r / total, s / total) if total > 0.0 else _UNKNOWN
        w, x, y, z = forward[k - 1]
        out.append(_scaled(w * h, x * a, y * i, z * e))
    out.reverse()
    return out


_UNKNOWN: Vector = (0.0, 1.0, 0.0, 0.0)  # nothing is possible: call it the article


def _scaled(h: float, a: float, i: float, e: float) -> Vector:
    total = h + a + i + e
    return (h / total, a / total, i / total, e / total) if total > 0.0 else _UNKNOWN
