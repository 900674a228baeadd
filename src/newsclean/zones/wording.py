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
    words, pairs = _looked_up(line)
    return [*words, *map(" ".join, pairs)]


def _looked_up(line: str) -> tuple[dict[str, None], dict[tuple[str, str], None]]:
    """Return the words and marks of a line, and the pairs of them, as the keys of dictionaries: each once, in order."""
    tokens = _TOKEN.findall(line[:LOOK].translate(_DIGITS))[:_MOST]
    tokens.append("$" if len(line) <= LOOK else "&")
    return dict.fromkeys(tokens), dict.fromkeys(zip(("^", *tokens), tokens, strict=False))


@cache
def _weights() -> tuple[dict[str, float], dict[tuple[str, str], float], float]:
    """Return the weights of words and marks, those of pairs, and where the sum begins."""
    file = resources.files("newsclean") / "data" / "zones" / "wording.json"
    data = json.loads(file.read_text("utf-8"))
    words: dict[str, float] = {}
    pairs: dict[tuple[str, str], float] = {}
    for gram, weight in data["weights"].items():
        before, space, token = gram.partition(" ")
        if space:
            pairs[before, token] = weight
        else:
            words[gram] = weight
    return words, pairs, data["bias"]


def wording(line: str) -> int:
    """Return how like a notice a line in the folded view is worded: from 0, like an article, to 11.

    Cost: at most 200 code points are looked at.
    """
    weights, weights_of_pairs, total = _weights()
    words, pairs = _looked_up(line)
    for weight in (*map(weights.get, words), *map(weights_of_pairs.get, pairs)):
        if weight is not None:
            total += weight
    return bisect_right(EDGES, total)
