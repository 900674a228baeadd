"""How long learning from many lines takes, and how much memory.

    python bench/learn/scale.py FOLDER [--lines 5000000] [--sites 300] [--workers 2] [--memory 1GB]

makes the corpus in FOLDER once (JSONL, zstd), then learns from it. ``--lines`` counts lines with words.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from pathlib import Path

import zstandard
from invented import Site, article, page

from newsclean.learn import learn_corpus
from newsclean.learn.ingest import Read


def make(path: Path, lines: int, sites: int) -> None:
    """Write pages of all sites, in turn, until there are enough lines."""
    every = [Site(number, 1) for number in range(sites)]
    chance = random.Random(1)
    written = count = 0
    with open(path, "wb") as file, zstandard.ZstdCompressor(3).stream_writer(file) as out:
        while written < lines:
            site = every[count % sites]
            _, body = article(site, chance)
            text, _ = page(site, body, chance)
            record = {"site": site.host, "id": f"{site.host}/{count}", "text": text}
            out.write(json.dumps(record, ensure_ascii=False).encode("utf-8") + b"\n")
            written += sum(map(bool, text.split("\n")))
            count += 1


def peak() -> tuple[float, float]:
    """Return the most memory that this process held, and the largest of its workers, in MB."""
    own, workers = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own / 1024, workers / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lines", type=int, default=5_000_000)
    parser.add_argument("--sites", type=int, default=300)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--memory", default="1GB")
    given = parser.parse_args()
    path = given.folder / f"{given.lines}-{given.sites}.jsonl.zst"
    if not path.exists():
        given.folder.mkdir(parents=True, exist_ok=True)
        make(path, given.lines, given.sites)
    start = time.perf_counter()
    seconds = [0.0]

    def read(found: Read) -> None:
        seconds[0] = time.perf_counter() - start
        print(f"read {found.documents:,} documents in {seconds[0]:.0f} s; peak {peak()[0]:.0f} MB", flush=True)

    pack = learn_corpus(path, workers=given.workers, memory=given.memory, temp=given.folder, read=read)
    total = time.perf_counter() - start
    own, workers = peak()
    print(
        f"{given.lines:,} lines, {pack.documents:,} documents of {pack.sites} sites ({pack.groups:,} distinct): "
        f"{len(pack.learned):,} rules in {total:.0f} s ({seconds[0]:.0f} s of them reading); "
        f"peak {own:.0f} MB, {workers:.0f} MB in a worker"
    )


if __name__ == "__main__":
    main()
