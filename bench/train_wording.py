"""Learn how notices are worded: a logistic regression over the words and pairs of words of single lines.

The lines of a site are scored by a model that never saw the site, as those of an unseen page will be, so that the zones
learn how far such a score can be trusted. Needs scikit-learn (development only).
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from newsclean.fold import fold
from newsclean.zones.wording import EDGES, LOOK, grams

__all__ = ["Line", "Wording", "cross_scored", "learn", "write"]

FOLDS = 5
_SITES = 4  # a word must occur on so many sites
_STRENGTH = 0.2  # inverse of the regularisation
_SMALLEST = 0.02  # a weight that is not worth keeping
TARGET = Path(__file__).parent.parent / "src" / "newsclean" / "data" / "zones" / "wording.json"


class Line(NamedTuple):
    """One labelled line or sentence."""

    text: str
    notice: bool
    site: str


class Wording:
    """What was learned: a weight for each gram, and one for every line."""

    def __init__(self, weights: dict[str, float], bias: float) -> None:
        self.weights, self.bias = weights, bias
        self._known: dict[str, int] = {}

    def __call__(self, text: str) -> int:
        """Return the step of one line, as :func:`newsclean.zones.wording.wording` does."""
        line = fold(text[: LOOK + 1])
        if line not in self._known:
            get = self.weights.get
            self._known[line] = bisect_right(EDGES, self.bias + sum(get(gram, 0.0) for gram in grams(line)))
        return self._known[line]


def learn(lines: Iterable[Line]) -> Wording:
    """Return what the lines teach; the same line counts once for each site."""
    lines = list(dict.fromkeys(lines))
    found = {text: grams(fold(text[: LOOK + 1])) for text in {line.text for line in lines}}
    sites: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        for gram in found[line.text]:
            if len(sites[gram]) < _SITES:
                sites[gram].add(line.site)
    index = {gram: i for i, gram in enumerate(sorted(g for g, seen in sites.items() if len(seen) >= _SITES))}
    columns = [sorted(index[gram] for gram in found[line.text] if gram in index) for line in lines]
    pointers = np.cumsum([0, *map(len, columns)])
    flat = np.concatenate([np.array(row, dtype=np.int64) for row in columns])
    x = sparse.csr_matrix((np.ones(len(flat)), flat, pointers), shape=(len(lines), len(index)))
    model = LogisticRegression(C=_STRENGTH, solver="liblinear", max_iter=200, random_state=0)
    model.fit(x, [line.notice for line in lines])
    weights = {
        gram: value for gram, i in index.items() if abs(value := round(float(model.coef_[0, i]), 3)) >= _SMALLEST
    }
    return Wording(weights, round(float(model.intercept_[0]), 3))


def fold_of(site: str) -> int:
    return int(hashlib.sha1(f"wording {site}".encode()).hexdigest(), 16) % FOLDS


def cross_scored(lines: Iterable[Line]) -> dict[int, Wording]:
    """Return for each fold of sites what the lines of the other sites teach."""
    lines = list(lines)
    return {fold: learn(line for line in lines if fold_of(line.site) != fold) for fold in range(FOLDS)}


def write(model: Wording, digest: str) -> None:
    data = {
        "about": "learned by bench/train_zones.py; in logits, for each word, mark and pair of a line",
        "data": digest,
        "bias": model.bias,
        "weights": model.weights,
    }
    text = json.dumps(data, ensure_ascii=True).replace('"weights": {', '"weights": {\n').replace(', "', ',\n"')
    TARGET.write_text(text + "\n", "utf-8")
