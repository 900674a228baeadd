"""Learn the weights of the zones from labelled documents, with held-out sites, and write them to the package.

    python bench/train_zones.py FOLDER... [--write] [--report FILE]

A linear-chain conditional random field over the lines, trained with a cost for each wrong line (softmax-margin):
a paragraph lost costs far more than a line of clutter left. How the lines are worded is learned first, from the lines
alone (:mod:`train_wording`). Each site is held out once (by folds of sites); what is reported are the figures on
held-out sites. Needs numpy, scipy and scikit-learn (development only).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from bank import load_bank, varied
from labelled import DROP, KEEP, Labelled, load_folder, words
from newsclean.cleaners.boilerplate import StripBoilerplate, zone_evidence
from newsclean.cleaners.code import StripCode
from newsclean.document import Document
from newsclean.edits import apply
from newsclean.rules.model import Rule
from newsclean.zones.decide import taken
from newsclean.zones.evidence import Evidence
from newsclean.zones.features import features
from newsclean.zones.model import ARTICLE, ZONES, Weights
from newsclean.zones.shapes import Shape, shape_of
from train_wording import Line, Wording, cross_scored, learn
from train_wording import fold_of as wording_fold
from train_wording import write as write_wording

HEAD, _, INSERT, END = range(4)
FOLDS = 6
TARGET = Path(__file__).parent.parent / "src" / "newsclean" / "data" / "zones" / "weights.json"
STEPS_ALLOWED = np.array(  # from (row) to (column): head comes first, nothing follows the end
    [[1, 1, 0, 0], [0, 1, 1, 1], [0, 1, 1, 0], [0, 0, 0, 1]], dtype=bool
)
START_ALLOWED = np.array([1, 1, 0, 0], dtype=bool)


@dataclass
class Sample:
    """One document as the model sees it: a row for each line with words; ``names`` once its wording is scored."""

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
    evidence: list[Evidence]
    shapes: list[Shape]
    copy: int
    text: str

    @property
    def varied(self) -> bool:
        return "*" in self.path


def without_code(doc: Labelled) -> tuple[str, list[str]]:
    """Return text and labels as they are after the code stage."""
    text, labels = doc.text, doc.labels
    edits = sorted(StripCode().edits(Document(text)), reverse=True)
    for edit in edits:
        labels = labels[: edit.span.start] + [KEEP] * len(edit.new) + labels[edit.span.end :]
    return apply(text, edits), labels


def sample(doc: Labelled, folder: str, cleaner: StripBoilerplate, copy: int = 0, dropped: float = 0.0) -> Sample | None:
    """Return the document as the model sees it; copies but the first do without a share of the rules.

    The rules were written looking at these pages and know their wordings; those of an unseen page they know less
    well. So the model must learn from pages on which part of the rules says nothing.
    """
    text, labels = without_code(doc)
    document = Document(text)

    def used(rule: Rule) -> bool:
        draw = hashlib.sha1(f"{rule.id} {doc.path[-20:]} {copy}".encode()).digest()
        return not copy or int.from_bytes(draw[:2]) >= dropped * 65536

    _, cuts, evidence = zone_evidence(cleaner, document, used)
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
        start, end = (e.start, e.end) if e.part else (line.start, line.end)
        for a, _ in words(text[start:end]):
            label = labels[start + a]
            if label == KEEP:
                keep[i] += 1
                cut_keep[i] += gone[start + a]
            elif label == DROP:
                drop[i] += 1
                cut_drop[i] += gone[start + a]
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
    shapes = [shape_of(document, e.start, e.end) for e in evidence]
    lines = [text[e.start : e.end] for e in evidence]
    if copy:
        folder += "~"
    return Sample(
        folder,
        doc.site,
        [],
        allowed,
        keep,
        drop,
        cut_keep,
        cut_drop,
        weight,
        lines,
        doc.path,
        evidence,
        shapes,
        copy,
        text,
    )


def labelled_lines(samples: list[Sample]) -> list[Line]:
    """Return the lines with one label, each once for each site."""
    found = {
        Line(s.lines[i], bool(s.drop_words[i]), s.site): None
        for s in samples
        for i in range(len(s.lines))
        if (s.keep_words[i] > 0) != (s.drop_words[i] > 0)
    }
    return list(found)


def name(samples: list[Sample], score: Callable[[Sample], Wording]) -> None:
    """Fill in the features of the samples, their wording scored by the model that ``score`` gives for each."""
    for s in samples:
        model = score(s)
        s.shapes = [shape._replace(wording=model(line)) for shape, line in zip(s.shapes, s.lines, strict=True)]
        s.names = [list(map(sys.intern, names)) for names in features(Document(s.text), s.evidence, s.shapes)]


def word(samples: list[Sample], unseen: list[Sample], prose: list[Line]) -> Wording:
    """Score how all lines are worded and name the features: of ``samples`` by models that did not see their site, of
    ``unseen`` by the model of all samples, which is returned."""
    lines = labelled_lines(samples) + prose
    models = cross_scored(lines)
    name(samples, lambda s: models[wording_fold(s.site)])
    final = learn(lines)
    name(unseen, lambda s: final)
    return final


def parts(doc: Labelled) -> tuple[list[list[list[str]]], ...] | None:
    """Return what stands before, from and after the article: lines as [characters, labels]; None without an article."""
    lines, place = [], 0
    for line in doc.text.split("\n"):
        lines.append([list(line), doc.labels[place : place + len(line)]])
        place += len(line) + 1
    kept = [
        i
        for i, (line, labels) in enumerate(lines)
        if KEEP in (x for c, x in zip(line, labels, strict=True) if c.isalnum())
    ]
    return (lines[: kept[0]], lines[kept[0] : kept[-1] + 1], lines[kept[-1] + 1 :]) if kept else None


def crossed(a: Labelled, b: Labelled) -> Labelled | None:
    """Return the article of ``a`` between the head and end matter of ``b``: other neighbours for both."""
    one, other = parts(a), parts(b)
    if one is None or other is None:
        return None
    lines = [*other[0], *one[1], *other[2]]
    text = "\n".join("".join(line) for line, _ in lines)
    labels = [label for i, (_, labels) in enumerate(lines) for label in ([KEEP] if i else []) + labels]
    return Labelled(f"{a.path}+{b.path[-16:]}", a.site, a.kind, text, labels, [""] * len(text))


class Chain:
    """The model over batches of documents."""

    def __init__(self, samples: list[Sample], index: dict[str, int], options: argparse.Namespace) -> None:
        self.samples = samples
        self.lengths = np.array([len(s.names) for s in samples])
        starts = np.concatenate([[0], np.cumsum(self.lengths)])
        self.batches = []
        for docs in np.array_split(np.argsort(self.lengths), max(1, len(samples) // 40)):
            place = np.arange(int(self.lengths[docs].max()))[:, None]
            alive = place < self.lengths[docs]
            self.batches.append((docs, np.where(alive, starts[docs] + place, starts[docs]), alive))
        rows, cols = [], []
        row = 0
        for s in samples:
            for names in s.names:
                for name in set(names):
                    if name in index:
                        rows.append(row)
                        cols.append(index[name])
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

    def run(self, emissions: np.ndarray, steps: np.ndarray, start: np.ndarray) -> tuple[np.ndarray, ...]:
        """Return log Z for each document, P(zone) for each row, and expected step counts (weighted).

        Scaled forward-backward, in batches of documents of like length.
        """
        top = emissions.max(1)
        scaled = np.exp(emissions - top[:, None])
        move, first = np.exp(steps), np.exp(start)
        log_z = np.zeros(len(self.lengths))
        p = np.empty_like(emissions)
        expected = np.zeros((4, 4))
        for docs, rows, alive in self.batches:  # rows: line x document; alive: the same, true where the line exists
            count = len(rows)
            e = scaled[rows]
            forward, norms = np.empty(e.shape), np.ones(e.shape[:2])
            now = first * e[0]
            for t in range(count):
                if t:
                    now = np.where(alive[t][:, None], (forward[t - 1] @ move) * e[t], forward[t - 1])
                norms[t] = now.sum(1) + 1e-300
                forward[t] = now / norms[t][:, None]
            log_z[docs] = ((np.log(norms) + top[rows]) * alive).sum(0)
            back = np.ones(e.shape[1:])
            weights = self.weights[docs]
            for t in range(count - 1, -1, -1):
                both = forward[t] * back
                both /= both.sum(1)[:, None] + 1e-300
                live = alive[t]
                p[rows[t][live]] = both[live]
                if t:
                    ahead = e[t] * back / norms[t][:, None]
                    expected += ((forward[t - 1] * (weights * live)[:, None]).T @ ahead) * move
                    back = np.where(live[:, None], ahead @ move.T, back)
        return log_z, p, expected


def train(samples: list[Sample], options: argparse.Namespace) -> tuple[dict[str, int], np.ndarray, np.ndarray]:
    """Return the features and their weights, and those of the steps: the mean of models that each saw a part.

    Every model leaves out other varied copies and other sites, so that what only one site or one wording taught is
    averaged away.
    """
    models = []
    for bag in range(options.bags):
        if options.bags > 1:
            part = [
                s
                for s in samples
                if _in_bag(f"{s.site} {bag}", 0.8) and (not s.varied or _in_bag(f"{s.path} {bag}", 0.5))
            ]
        else:
            part = samples
        models.append(train_one(part, options))
    names = sorted({name for index, _, _ in models for name in index})
    index = {name: i for i, name in enumerate(names)}
    w = np.zeros((len(names), 4))
    for one, weights, _ in models:
        for name, i in one.items():
            w[index[name]] += (weights[i] - weights[i, ARTICLE]) / len(models)
    return index, w, sum(steps for _, _, steps in models) / len(models)


def _in_bag(name: str, share: float) -> bool:
    return int.from_bytes(hashlib.sha1(name.encode("utf-8", "surrogatepass")).digest()[:2]) < share * 65536


def train_one(samples: list[Sample], options: argparse.Namespace) -> tuple[dict[str, int], np.ndarray, np.ndarray]:
    seen: dict[str, set[str]] = defaultdict(set)
    for s in samples:
        for names in s.names:
            for name in names:
                seen[name].add(s.site)
    index = {name: i for i, name in enumerate(sorted(n for n, s in seen.items() if len(s) >= options.sites))}
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
        out.append(p[row : row + length])
        row += length
    return out


def gone_lines(s: Sample, p: np.ndarray, level: str, at: float, prose: float) -> np.ndarray:
    model = Weights({}, (), (), {level: at}, {level: prose})
    return np.array([t.goes for t in taken(s.evidence, s.shapes, p.tolist(), level, model)], dtype=bool)


def figures(samples: list[Sample], out: list[np.ndarray]) -> dict[str, tuple[float, float, float]]:
    """Return folder -> (recall, macro recall, loss) in words, rules' cuts included."""
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    macro: dict[str, list[float]] = defaultdict(list)
    for s, gone in zip(samples, out, strict=True):
        lost = np.where(gone, s.keep_words, s.cut_keep).sum()
        hit = np.where(gone, s.drop_words, s.cut_drop).sum()
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


def report(found: list[tuple[Sample, np.ndarray]], levels: dict[str, tuple[float, ...]], show: int) -> None:
    """Print the figures of held-out sites; a folder with ~ holds the copies that do without part of the rules."""
    samples = [s for s, _ in found]

    def line(name: str, out: list[np.ndarray]) -> None:
        table = figures(samples, out)
        print(f"{name:22}" + "  ".join(f"{f}: R {r:.3f} M {m:.3f} L {100 * x:.2f}%" for f, (r, m, x) in table.items()))

    line("rules alone", [np.zeros(len(s.names), dtype=bool) for s in samples])
    for level, pair in levels.items():
        out = [gone_lines(s, q, level, *pair) for s, q in found]
        line(f"{level} {pair[0]}/{pair[1]}", out)
        if not show or level != "standard":
            continue
        rows = [
            (s.keep_words[i], s.drop_words[i] - s.cut_drop[i], 1 - q[i][ARTICLE], s.lines[i], s.path, gone[i])
            for (s, q), gone in zip(found, out, strict=True)
            if not s.copy
            for i in range(len(gone))
        ]
        lost = sorted((r for r in rows if r[5] and r[0]), key=lambda r: -r[0])
        missed = sorted((r for r in rows if not r[5] and not r[0] and r[1] > 0), key=lambda r: -r[1])
        for title, some in (("LOST", lost), ("MISSED", missed)):
            print(f"--- {title}: {len(some)} lines")
            for keep, drop, chance, text, path, _ in some[:show]:
                print(f"{int(keep or drop):4d} {chance:.2f} {'/'.join(path.split('/')[-2:])[:40]:40s} | {text[:140]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--l2", type=float, default=1.5)
    parser.add_argument("--lost", type=float, default=3.0, help="cost of a line of prose lost")
    parser.add_argument("--missed", type=float, default=0.4, help="cost of a line of boilerplate left")
    parser.add_argument("--sites", type=int, default=2, help="a feature must occur on so many sites")
    parser.add_argument("--prose", type=Path, help="folder of text files: a sentence of an article on each line")
    parser.add_argument("--copies", type=int, default=2, help="copies of each page with part of the rules")
    parser.add_argument("--dropped", type=float, default=0.5, help="share of the rules that a copy does without")
    parser.add_argument(
        "--crossed", action=argparse.BooleanOptionalAction, default=True, help="articles in other pages"
    )
    parser.add_argument("--iterations", type=int, default=90)
    parser.add_argument("--show", type=int, default=0, help="show the worst lines on held-out sites")
    parser.add_argument("--write", action="store_true", help="train on all of it and write the weights")
    parser.add_argument("--no-folds", action="store_true", help="leave out the report on held-out sites")
    parser.add_argument("--bank", type=Path, help="folder of notices to vary the pages with")
    parser.add_argument("--varied", type=int, default=2, help="varied copies of each page")
    parser.add_argument("--bags", type=int, default=1, help="models on parts of the data, whose mean is taken")
    parser.add_argument("--test", nargs="*", type=Path, default=[], help="folders to report on, not to learn from")
    parser.add_argument("--levels", default="standard=0.9/0.98,aggressive=0.4/0.6", help="level=threshold/for prose")
    options = parser.parse_args()
    levels = {
        level: tuple(map(float, pair.split("/")))
        for level, pair in (item.split("=") for item in options.levels.split(","))
    }
    cleaner = StripBoilerplate(level="standard")
    samples: list[Sample] = []
    digest = hashlib.sha256()
    documents = [(folder, doc) for folder in options.folders for doc in load_folder(folder)]
    for folder, doc in documents:
        digest.update(doc.text.encode("utf-8", "surrogatepass") + "".join(x[0] for x in doc.labels).encode())
        for copy in range(1 + (options.copies if len(doc.text) < 20_000 else 0)):
            found = sample(doc, folder.name, cleaner, copy, options.dropped)
            if found is not None:
                samples.append(found)
    short = [(folder.name, doc) for folder, doc in documents if len(doc.text) < 20_000]
    for fold in range(FOLDS if options.crossed else 0):  # within a fold, so that a held-out site stays held out
        inside = [(folder, doc) for folder, doc in short if fold_of(doc.site) == fold]
        chance = random.Random(fold)
        for folder, doc in inside:
            made = crossed(doc, chance.choice(inside)[1])
            found = sample(made, folder, cleaner, options.copies + 1, options.dropped) if made else None
            if found is not None:
                samples.append(found)
    bank = load_bank(options.bank) if options.bank else {}
    for folder, doc in short if bank else []:
        for number in range(options.varied):
            made = varied(doc, bank, f"{Path(doc.path).stem} {number}")
            found = sample(made, folder, cleaner, options.copies + 2 + number, options.dropped)
            if found is not None:
                samples.append(found)
    prose = [
        Line(line, False, f"prose {number % 100}")
        for path in (sorted(options.prose.glob("*.txt")) if options.prose else [])
        for number, line in enumerate(path.read_text("utf-8").splitlines())
        if line.strip()
    ]
    print(f"{len(samples)} documents, {sum(len(s.lines) for s in samples)} lines, data {digest.hexdigest()[:16]}")
    p: list[np.ndarray] = [np.zeros((0, 4))] * len(samples)
    for fold in range(0 if options.no_folds else FOLDS):
        inside = [s for s in samples if fold_of(s.site) != fold]
        outside = [i for i, s in enumerate(samples) if fold_of(s.site) == fold and s.copy < 2]
        if not outside:
            continue
        word(inside, [samples[i] for i in outside], prose)
        index, w, steps = train(inside, options)
        for i, values in zip(outside, predict([samples[i] for i in outside], index, w, steps, options), strict=True):
            p[i] = values
        print(f"fold {fold}: {len(inside)} documents, {len(index)} features", file=sys.stderr)

    tests = [s for f in options.test for doc in load_folder(f) if (s := sample(doc, f.name, cleaner)) is not None]
    if options.test or options.write:
        wording = word(samples, tests, prose)
        index, w, steps = train(samples, options)
    if options.test:
        report(list(zip(tests, predict(tests, index, w, steps, options), strict=True)), levels, options.show)
    if not options.no_folds:
        report([(s, q) for s, q in zip(samples, p, strict=True) if len(q)], levels, options.show)
    if options.write:
        write_wording(wording, digest.hexdigest()[:16])
        table = {
            name: [round(float(x), 3) for x in w[i] - w[i, ARTICLE]]
            for name, i in index.items()
            if np.abs(w[i] - w[i, ARTICLE]).max() >= 0.02
        }
        data = {
            "about": "learned by bench/train_zones.py; zones: " + ", ".join(ZONES),
            "data": digest.hexdigest()[:16],
            "documents": len(samples),
            "thresholds": {level: pair[0] for level, pair in levels.items()},
            "prose_thresholds": {level: pair[1] for level, pair in levels.items()},
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
