"""How much of the furniture of invented sites is learned, at what loss, and what that adds to `clean` on unseen pages.

    python bench/learn/quality.py [--sites 20] [--pages 200] [--unseen 50] [--keep PACK]

Recall: words of furniture that stands on five pages of its site or more, removed by the learned rules alone. Loss:
words of the article that they remove.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from invented import pages

from newsclean import Pipeline
from newsclean.document import Document
from newsclean.learn import Pack, learn_corpus
from newsclean.rules.cuts import cut_edits
from newsclean.rules.decide import LEVEL_RANK, decided
from newsclean.rules.engine import RuleSet
from newsclean.rules.model import CATEGORIES

WORD = re.compile(r"[^\W_]+")
Spans = list[tuple[int, int]]


def alone(pack: Pack) -> Callable[[str], Spans]:
    """Return what removes by the learned rules and nothing else."""
    rules = RuleSet(pack.rules)
    ranks = dict.fromkeys(CATEGORIES, LEVEL_RANK["standard"])

    def spans(text: str) -> Spans:
        document = Document(text)
        edits = cut_edits(document, decided(document, rules.matches(document), ranks))
        return [(edit.span.start, edit.span.end) for edit in edits]

    return spans


def whole(pipeline: Pipeline) -> Callable[[str], Spans]:
    """Return what removes by a pipeline."""
    return lambda text: [(a.span.start, a.span.end) for a in pipeline.annotate(text)]


def measure(
    records: Iterable[dict[str, Any]], remove: Callable[[str], Spans], wanted: set[tuple[str, str]] | None = None
) -> tuple[float, float, Counter[str], list[str]]:
    """Return recall and loss in words, what was missed (by notice) and some of what was lost."""
    hit = drop = lost = keep = 0
    missed: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    examples: list[str] = []
    for record in records:
        text = record["text"]
        gone = bytearray(len(text))
        for start, end in remove(text):
            gone[start:end] = b"\1" * (end - start)
        furniture = bytearray(len(text))
        for start, end, name in record["drop"]:
            furniture[start:end] = b"\1" * (end - start)
            if wanted is not None and (record["site"], name) not in wanted:
                furniture[start:end] = b"\2" * (end - start)
            else:
                words = [m.start() for m in WORD.finditer(text, start, end)]
                found = sum(gone[a] for a in words)
                drop += len(words)
                hit += found
                if found < len(words):
                    missed[f"{record['site']} {name} {text[start:end]!r}"] += len(words) - found
        for match in WORD.finditer(text):
            if not furniture[match.start()]:
                keep += 1
                if gone[match.start()]:
                    lost += 1
                    kinds[record["kind"]] += 1
                    if len(examples) < 40:
                        examples.append(
                            f"{record['id']} {record['kind']}: {text[match.start() - 20 : match.end() + 40]!r}"
                        )
    return hit / max(drop, 1), lost / max(keep, 1), missed, [f"words by kind of page: {dict(kinds)}", *examples]


def frequent(records: Iterable[dict[str, Any]], least: int = 5) -> set[tuple[str, str]]:
    """Return (site, notice) of the furniture that stands on ``least`` pages or more."""
    on: dict[tuple[str, str], int] = defaultdict(int)
    for record in records:
        for name in {name for _, _, name in record["drop"]}:
            on[record["site"], name] += 1
    return {key for key, count in on.items() if count >= least}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=20)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--unseen", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="write the pack there")
    parser.add_argument("--show", type=int, default=0, help="what was missed and lost")
    given = parser.parse_args()
    train = list(pages(given.sites, given.pages, given.seed, "train"))
    unseen = list(pages(given.sites, given.unseen, given.seed, "unseen"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "train.jsonl"
        path.write_text("".join(json.dumps(record) + "\n" for record in train), "utf-8")
        pack = learn_corpus(path)
    if given.keep:
        given.keep.write_text(pack.to_toml(), "utf-8")
    wanted = frequent(train)
    print(f"{len(train)} pages, {pack.groups} distinct; {len(pack.learned)} rules learned, {len(pack.held)} held back")
    with_pack = Pipeline.default().with_rules(*pack.rules)
    runs: list[tuple[str, list[dict[str, Any]], Callable[[str], Spans]]] = [
        ("the pack alone, pages learned from", train, alone(pack)),
        ("the pack alone, unseen pages", unseen, alone(pack)),
        ("clean, unseen pages", unseen, whole(Pipeline.default())),
        ("clean with the pack, unseen pages", unseen, whole(with_pack)),
    ]
    for name, records, remove in runs:
        recall, loss, missed, lost = measure(records, remove, wanted)
        print(f"{name}: recall {recall:.4f}, loss {loss:.5f}")
        for what, count in missed.most_common(given.show):
            print(f"    missed {count}: {what}")
        for what in lost[: given.show]:
            print(f"    lost {what}")


if __name__ == "__main__":
    main()
