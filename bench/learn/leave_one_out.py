"""What is gained on real pages: learn from all pages of a site but one, clean that one, compare with `clean` without.

    python bench/learn/leave_one_out.py FOLDER [--min-pages 3] [--min-documents 2]

FOLDER holds labelled documents as JSON: ``{"text", "lines": [{"text", "keep", "drop_spans"}], "site", "html_id"}``;
several documents may be the same page as different extractors left it.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from newsclean import Pipeline
from newsclean.learn import Options, learn_corpus
from quality import alone, whole

WORD = re.compile(r"[^\W_]+")


class Score:
    """Words of boilerplate and of prose, and how many of each went."""

    def __init__(self) -> None:
        self.counts = [0, 0, 0, 0]

    def add(self, record: dict[str, Any], remove: Callable[[str], list[tuple[int, int]]]) -> None:
        text = record["text"]
        gone = bytearray(len(text))
        for start, end in remove(text):
            gone[start:end] = b"\1" * (end - start)
        start = 0
        for line in record["lines"]:
            end = start + len(line["text"])
            spans = [(start + a, start + b) for a, b in line.get("drop_spans") or []]
            for match in WORD.finditer(text, start, end):
                drop = line["keep"] is False or any(a <= match.start() < b for a, b in spans)
                if drop or line["keep"]:
                    self.counts[2 * (not drop)] += 1
                    self.counts[2 * (not drop) + 1] += gone[match.start()]
            start = end + 1

    def __str__(self) -> str:
        drop, hit, keep, lost = self.counts
        recall, loss = hit / max(1, drop), lost / max(1, keep)
        return f"recall {recall:.4f} ({hit} of {drop}), loss {loss:.5f} ({lost} of {keep})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--min-pages", type=int, default=3)
    parser.add_argument("--min-documents", type=int, default=2)
    given = parser.parse_args()
    sites: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for path in sorted(given.folder.glob("*.json")):
        record = json.loads(path.read_text("utf-8"))
        sites[record["site"]][record["html_id"]].append(record)
    plain = Pipeline.default()
    totals = [Score(), Score(), Score()]
    for site, pages in sorted(sites.items()):
        if len(pages) < given.min_pages:
            continue
        scores, rules = [Score(), Score(), Score()], 0
        for left_out, documents in pages.items():
            others = [record for name, records in pages.items() if name != left_out for record in records]
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "pages.jsonl"
                lines = (json.dumps({"site": site, "id": r["id"], "text": r["text"]}) for r in others)
                path.write_text("\n".join(lines) + "\n", "utf-8")
                pack = learn_corpus(path, options=Options(min_documents=given.min_documents))
            rules += len(pack.learned)
            removers = (alone(pack), whole(plain), whole(plain.with_rules(*pack.rules)))
            for record in documents:
                for number, remove in enumerate(removers):
                    scores[number].add(record, remove)
                    totals[number].add(record, remove)
        print(f"{site}: {len(pages)} pages, {rules / len(pages):.0f} rules each time")
        show(scores)
    print("all")
    show(totals)


def show(scores: list[Score]) -> None:
    for name, score in zip(("the pack alone", "clean", "clean with the pack"), scores, strict=True):
        print(f"    {name:<20} {score}")


if __name__ == "__main__":
    main()
