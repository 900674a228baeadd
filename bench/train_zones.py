"""Learn the weights of the zones from labelled documents, with held-out sites, and write them to the package.

    python bench/train_zones.py FOLDER... [--write] [--report FILE]

A linear-chain conditional random field over the lines, trained with a cost for each wrong line (softmax-margin):
a paragraph lost costs far more than a line of clutter left. Each site is held out once (by folds of sites); what is
reported are the figures on held-out sites. Needs numpy and scipy (development only).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from labelled import DROP, KEEP, Labelled, load_folder, words
from newsclean.cleaners.boilerplate import StripBoilerplate, zone_evidence
from newsclean.cleaners.code import StripCode
from newsclean.document import Document
from newsclean.edits import apply
from newsclean.zones.features import features
from newsclean.zones.model import ZONES

HEAD, ARTICLE, INSERT, END = range(4)
FOLDS = 6
TARGET = Path(__file__).parent.parent / "src" / "newsclean" / "data" / "zones" / "weights.json"
STEPS_ALLOWED = np.array(  # from (row) to (column): head comes first, nothing follows the end
    [[1, 1, 0, 0], [0, 1, 1, 1], [0, 1, 1, 0], [0, 0, 0, 1]], dtype=bool
)
START_ALLOWED = np.array([1, 1, 0, 0], dtype=bool)


@dataclass
class Sample:
    """One document as the model sees it: a row for each line with words."""

    folder: str
    site: str
    names: list[list[str]]
    allowed: np.ndarray  # lines x zones: what the labels allow
    keep_words: np.ndarray
    drop_words: np.ndarray
    cut_keep: np.ndarray  # of these, what the rules cut already
    cut_drop: np.ndarray
    weight: float
    lines: list[str]
    path: str


def without_code(doc: Labelled) -> tuple[str, list[str]]:
    """Return text and labels as they are after the code stage."""
    text, labels = doc.text, doc.labels
    edits = sorted(StripCode().edits(Document(text)), reverse=True)
    for edit in edits:
        labels = labels[: edit.span.start] + [KEEP] * len(edit.new) + labels[edit.span.end :]
    return apply(text, edits), labels


def sample(doc: Labelled, folder: str, cleaner: StripBoilerplate) -> Sample | None:
    text, labels = without_code(doc)
    document = Document(text)
    matches, cuts, evidence = zone_evidence(cleaner, document)
    if not evidence:
        return None
    gone = np.zeros(len(text), dtype=bool)
    for cut in cuts:
        gone[cut.start : cut.end] = True
    count = len(evidence)
    keep, drop = np.zeros(count), np.zeros(count)
    cut_keep, cut_drop = np.zeros(count), np.zeros(count)
    for i, e in enumerate(evidence):
        line = document.lines[e.line]
        for a, b in words(text[line.start : line.end]):
            label = labels[line.start + a]
            if label == KEEP:
                keep[i] += 1
                cut_keep[i] += gone[line.start + a]
            elif label == DROP:
                drop[i] += 1
                cut_drop[i] += gone[line.start + a]
    is_keep = keep > 0
    is_drop = (drop > 0) & ~is_keep
    kept = np.flatnonzero(is_keep)
    first, last = (kept[0], kept[-1]) if len(kept) else (count, -1)
    allowed = np.ones((count, 4), dtype=bool)
    for i in range(count):
        if is_keep[i]:
            allowed[i] = [0, 1, 0, 0]
        elif is_drop[i]:
            zone = HEAD if i < first else END if i > last else INSERT
            if not len(kept):
                zone = END
            allowed[i] = [zone == z for z in range(4)]
            if not len(kept):
                allowed[i] = [1, 0, 0, 1]
    weight = min(1.0, 40.0 / count) ** 0.5
    lines = [text[document.lines[e.line].inner : document.lines[e.line].outer] for e in evidence]
    return Sample(
        folder, doc.site, features(document, evidence), allowed, keep, drop, cut_keep, cut_drop, weight, lines, doc.path
    )


class Chain:
    """The model over padded batches: log-space forward-backward for all documents at once."""

    def __init__(self, samples: list[Sample], index: dict[str, int], options: argparse.Namespace) -> None:
        self.samples = samples
        self.lengths = np.array([len(s.names) for s in samples])
        self.most = int(self.lengths.max())
        self.count = len(samples)
        rows, cols = [], []
        row = 0
        self.rows = np.full((self.count, self.most), -1)
        for d, s in enumerate(samples):
            for i, names in enumerate(s.names):
                for name in set(names):
                    if name in index:
                        rows.append(row)
                        cols.append(index[name])
                self.rows[d, i] = row
                row += 1
        self.x = sparse.csr_matrix((np.ones(len(rows)), (rows, cols)), shape=(row, len(index)))
        self.xt = self.x.T.tocsr()
        self.allowed = np.concatenate([s.allowed for s in samples])
        keep = np.concatenate([s.keep_words for s in samples])
        drop = np.concatenate([s.drop_words for s in samples])
        self.cost = np.zeros((row, 4))
        lost = options.lost * (1 + np.log1p(keep)) * (keep > 0)
        self.cost[:, [HEAD, INSERT, END]] += lost[:, None]
        self.cost[:, ARTICLE] += options.missed * (1 + 0.5 * np.log1p(drop)) * ((drop > 0) & (keep == 0))
        self.weights = np.array([s.weight for s in samples])
        self.row_weights = np.concatenate([np.full(len(s.names), s.weight) for s in samples])
        self.doc_of_row = np.concatenate([np.full(len(s.names), d) for d, s in enumerate(samples)])

    def run(
        self, emissions: np.ndarray, steps: np.ndarray, start: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return log Z for each document, P(zone) for each row, and expected step counts (weighted)."""
        d, n = self.count, self.most
        padded = np.zeros((d, n, 4))
        padded[self.doc_of_row, self._position()] = emissions
        forward = np.empty((n, d, 4))
        forward[0] = start + padded[:, 0]
        for t in range(1, n):
            alive = (t < self.lengths)[:, None]
            step = _lse(forward[t - 1][:, :, None] + steps[None], 1) + padded[:, t]
            forward[t] = np.where(alive, step, forward[t - 1])
        log_z = _lse(forward[n - 1], 1)
        backward = np.zeros((d, 4))
        p = np.empty((d, n, 4))
        expected = np.zeros((4, 4))
        for t in range(n - 1, -1, -1):
            p[:, t] = np.exp(np.minimum(forward[t] + backward - log_z[:, None], 0))
            if t:
                alive = t < self.lengths
                joint = (
                    forward[t - 1][:, :, None]
                    + steps[None]
                    + (padded[:, t] + backward)[:, None, :]
                    - log_z[:, None, None]
                )
                joint = np.exp(np.minimum(joint, 0)) * (self.weights * alive)[:, None, None]
                expected += joint.sum(0)
                new = _lse(steps[None] + (padded[:, t] + backward)[:, None, :], 2)
                backward = np.where(alive[:, None], new, backward)
        return log_z, p[self.doc_of_row, self._position()], expected

    def _position(self) -> np.ndarray:
        if not hasattr(self, "_places"):
            self._places = np.concatenate([np.arange(length) for length in self.lengths])
        return self._places


def _lse(a: np.ndarray, axis: int) -> np.ndarray:
    top = a.max(axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0)
    return np.log(np.exp(a - top).sum(axis=axis) + 1e-300) + top.squeeze(axis)


def train(samples: list[Sample], options: argparse.Namespace) -> tuple[dict[str, int], np.ndarray, np.ndarray]:
    seen: dict[str, set[str]] = defaultdict(set)
    for s in samples:
        for names in s.names:
            for name in names:
                seen[name].add(s.site)
    index = {name: i for i, name in enumerate(sorted(n for n, sites in seen.items() if len(sites) >= options.sites))}
    chain = Chain(samples, index, options)
    size = len(index) * 4
    never = np.where(STEPS_ALLOWED, 0.0, -1e4)
    never_start = np.where(START_ALLOWED, 0.0, -1e4)
    gold_mask = np.where(chain.allowed, 0.0, -1e4)

    def objective(theta: np.ndarray) -> tuple[float, np.ndarray]:
        w = theta[:size].reshape(-1, 4)
        steps = theta[size:].reshape(4, 4) + never
        emissions = chain.x @ w
        z_gold, p_gold, e_gold = chain.run(emissions + gold_mask, steps, never_start)
        z_all, p_all, e_all = chain.run(emissions + chain.cost, steps, never_start)
        value = float((chain.weights * (z_all - z_gold)).sum() + options.l2 * (theta**2).sum())
        grad_w = chain.xt @ ((p_all - p_gold) * chain.row_weights[:, None])
        grad = np.concatenate([grad_w.ravel(), (e_all - e_gold).ravel()]) + 2 * options.l2 * theta
        return value, grad

    result = minimize(
        objective, np.zeros(size + 16), jac=True, method="L-BFGS-B", options={"maxiter": options.iterations}
    )
    theta = result.x
    return index, theta[:size].reshape(-1, 4), theta[size:].reshape(4, 4) + never


def predict(
    samples: list[Sample], index: dict[str, int], w: np.ndarray, steps: np.ndarray, options
) -> list[np.ndarray]:
    chain = Chain(samples, index, options)
    _, p, _ = chain.run(chain.x @ w, steps, np.where(START_ALLOWED, 0.0, -1e4))
    out, row = [], 0
    for length in chain.lengths:
        out.append(1 - p[row : row + length, ARTICLE])
        row += length
    return out


def figures(samples: list[Sample], p: list[np.ndarray], threshold: float) -> dict[str, tuple[float, float, float]]:
    """Return folder -> (recall, macro recall, loss) in words, rules' cuts included."""
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    macro: dict[str, list[float]] = defaultdict(list)
    for s, gone in zip(samples, p, strict=True):
        out = gone > threshold
        lost = np.where(out, s.keep_words, s.cut_keep).sum()
        hit = np.where(out, s.drop_words, s.cut_drop).sum()
        t = totals[s.folder]
        t["lost"] += lost
        t["keep"] += s.keep_words.sum()
        t["hit"] += hit
        t["drop"] += s.drop_words.sum()
        if s.drop_words.sum():
            macro[s.folder].append(hit / s.drop_words.sum())
    return {
        f: (t["hit"] / max(1, t["drop"]), float(np.mean(macro[f])) if macro[f] else 1.0, t["lost"] / max(1, t["keep"]))
        for f, t in totals.items()
    }


def fold_of(site: str) -> int:
    return int(hashlib.sha1(site.encode()).hexdigest(), 16) % FOLDS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--l2", type=float, default=0.05)
    parser.add_argument("--lost", type=float, default=1.0, help="cost of a line of prose lost")
    parser.add_argument("--missed", type=float, default=0.3, help="cost of a line of boilerplate left")
    parser.add_argument("--sites", type=int, default=2, help="a feature must occur on so many sites")
    parser.add_argument("--iterations", type=int, default=120)
    parser.add_argument("--thresholds", default="0.5,0.7,0.8,0.9,0.95,0.98")
    parser.add_argument("--show", type=int, default=0, help="show the worst lines on held-out sites")
    parser.add_argument("--at", type=float, default=0.9)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--level", default="standard=0.9,aggressive=0.5")
    options = parser.parse_args()
    cleaner = StripBoilerplate(level="standard")
    samples: list[Sample] = []
    digest = hashlib.sha256()
    for folder in options.folders:
        for doc in load_folder(folder):
            digest.update(doc.text.encode("utf-8", "surrogatepass") + "".join(x[0] for x in doc.labels).encode())
            found = sample(doc, folder.name, cleaner)
            if found is not None:
                samples.append(found)
    print(f"{len(samples)} documents, {sum(len(s.names) for s in samples)} lines, data {digest.hexdigest()[:16]}")
    p: list[np.ndarray] = [np.zeros(0)] * len(samples)
    for fold in range(FOLDS):
        inside = [s for s in samples if fold_of(s.site) != fold]
        outside = [i for i, s in enumerate(samples) if fold_of(s.site) == fold]
        if not outside:
            continue
        index, w, steps = train(inside, options)
        for i, values in zip(outside, predict([samples[i] for i in outside], index, w, steps, options), strict=True):
            p[i] = values
        print(f"fold {fold}: {len(inside)} documents, {len(index)} features", file=sys.stderr)
    print(f"rules alone: { {f: tuple(round(x, 4) for x in v) for f, v in figures(samples, p, 2.0).items()} }")
    for threshold in map(float, options.thresholds.split(",")):
        table = figures(samples, p, threshold)
        print(
            f"{threshold:5.2f} "
            + "  ".join(f"{f}: R {r:.3f} M {m:.3f} L {100 * x:.2f}%" for f, (r, m, x) in table.items())
        )
    if options.show:
        lost = sorted(
            (
                (s.keep_words[i], q[i], s.lines[i], s.path)
                for s, q in zip(samples, p, strict=True)
                for i in range(len(q))
                if q[i] > options.at and s.keep_words[i]
            ),
            key=lambda x: -x[0],
        )
        missed = sorted(
            (
                (s.drop_words[i] - s.cut_drop[i], q[i], s.lines[i], s.path)
                for s, q in zip(samples, p, strict=True)
                for i in range(len(q))
                if q[i] <= options.at and s.drop_words[i] > s.cut_drop[i] and not s.keep_words[i]
            ),
            key=lambda x: -x[0],
        )
        for name, rows in (("LOST", lost), ("MISSED", missed)):
            print(f"--- {name}: {len(rows)} lines")
            for count, prob, line, path in rows[: options.show]:
                print(f"{int(count):4d} {prob:.2f} {'/'.join(path.split('/')[-2:])[:40]:40s} | {line[:140]}")
    if options.write:
        index, w, steps = train(samples, options)
        table = {
            name: [round(float(x), 3) for x in w[i] - w[i, ARTICLE]]
            for name, i in index.items()
            if np.abs(w[i] - w[i, ARTICLE]).max() >= 0.02
        }
        data = {
            "about": "learned by bench/train_zones.py; zones: " + ", ".join(ZONES),
            "data": digest.hexdigest()[:16],
            "documents": len(samples),
            "thresholds": {k: float(v) for k, v in (pair.split("=") for pair in options.level.split(","))},
            "start": [0.0 if ok else -1e9 for ok in START_ALLOWED],
            "steps": [
                [round(float(x), 3) if ok else -1e9 for x, ok in zip(row, oks, strict=True)]
                for row, oks in zip(steps, STEPS_ALLOWED, strict=True)
            ],
            "features": dict(sorted(table.items())),
        }
        text = json.dumps(data, ensure_ascii=False)
        text = text.replace('"features": {', '"features": {\n').replace("], ", "],\n")
        TARGET.write_text(text + "\n", "utf-8")
        print(f"wrote {TARGET} ({len(table)} features)")


if __name__ == "__main__":
    main()
