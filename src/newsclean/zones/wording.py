"""How like a notice a line is worded: a sum of weights of its words and of its pairs of words.

Learned from the words alone, whatever stands around a line, so that the zones can weigh it like any other evidence:
also of the lines above and below. The weights are data (``data/zones/wording.json``), learned by
``bench/train_zones.py``.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from functools import cache
from importlib import resources

__all__ = ["EDGES", "LOOK", "grams", "wording"]

#: So many code points of a line are read.
LOOK = 200
#: Where the steps of :func:`wording` begin, in logits.
EDGES = (-6.0, -4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 6.0)

_DIGITS = str.maketrans("123456789", "000000000")
_TOKEN = re.compile(r"[a-z]+|0+|[^\w\s]")
_MOST = 40  # words and marks


def grams(line: str) -> list[str]:
    """Return what is looked up of a line in the folded view: its words, its marks, and what stands next to what.

    Each once, and in order: a sum of floats in the order of a set would differ from process to process.
    Digits are all 0; "^" stands before the line and "$" behind it, or "&" where it goes on.
    """
    tokens = _TOKEN.findall(line[:LOOK].translate(_DIGITS))[:_MOST]
    tokens.append("$" if len(line) <= LOOK else "&")
    pairs = [f"{before} {token}" for before, token in zip(("^", *tokens), tokens, strict=False)]
    return list(dict.fromkeys(tokens + pairs))


@cache
def _weights() -> tuple[dict[str, float], float]:
    file = resources.files("newsclean") / "data" / "zones" / "wording.json"
    data = json.loads(file.read_text("utf-8"))
    return data["weights"], data["bias"]


def wording(line: str) -> int:
    """Return how like a notice a line in the folded view is worded: from 0, like an article, to 11.

    Cost: at most 200 code points are looked at.
    """
    weights, total = _weights()
    for weight in map(weights.get, grams(line)):
        if weight is not None:
            total += weight
    return bisect_right(EDGES, total)
