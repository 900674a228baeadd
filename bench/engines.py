"""What each engine adds to the time of cleaning: its adapter against a plain loop over the same documents.

    python bench/engines.py [--count 400] [--size 3000] [--rounds 5] [--only polars,ray] [--json FILE]

Each round runs the loop, the adapter and the loop again, on one core and on documents the engine already holds;
starting the engine and building the rules are done before. The overhead is the median over the rounds of adapter /
loop - 1, so what else the machine does meanwhile touches both. Times are of the processor, but for Spark and Ray,
whose work is done in other processes: theirs are of the clock, and hold a fixed part (a job is planned and started)
that shrinks as ``--count`` grows. With ``removed`` it is told what was removed as well, against a loop of
``explain``. spaCy's loop cleans and tokenizes. An adapter whose tool is not installed is left out; ``make test-
engines`` installs all.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import newsclean
import speed_corpus as corpus
from newsclean.integrations.core import chosen, pieces

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "integrations"))
sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

Rows = list[dict[str, Any]]
#: Rows in, and out comes a function that cleans them once (``removed``: and tells what was removed).
Engine = Callable[[Rows, bool], Callable[[], object]]

PIPELINE = chosen(None)


def loop(rows: Rows, removed: bool) -> Callable[[], object]:
    if removed:
        return lambda: [pieces(PIPELINE.explain(row["text"])) for row in rows]
    return lambda: [PIPELINE(row["text"]) for row in rows]


def tokenized(rows: Rows, removed: bool) -> Callable[[], object]:
    import spacy

    nlp = spacy.blank("fr")
    return lambda: [nlp(PIPELINE.explain(row["text"]).text) for row in rows]


def polars(rows: Rows, removed: bool) -> Callable[[], object]:
    import polars as pl

    import newsclean.integrations.polars  # noqa: F401

    frame, text = pl.DataFrame(rows), pl.col("text").newsclean
    return lambda: frame.select(text.explain(id="id") if removed else text.clean(id="id"))


def pandas(rows: Rows, removed: bool) -> Callable[[], object]:
    import pandas as pd

    import newsclean.integrations.pandas  # noqa: F401

    texts = pd.DataFrame(rows)["text"]
    return texts.newsclean.explain if removed else texts.newsclean.clean


def datasets(rows: Rows, removed: bool) -> Callable[[], object]:
    import datasets

    from newsclean.integrations.datasets import NewsClean

    datasets.disable_progress_bars()
    dataset, cleaner = datasets.Dataset.from_list(rows), NewsClean(removed=removed)
    features = cleaner.features(dataset.features)
    return lambda: dataset.map(cleaner, batched=True, features=features, load_from_cache_file=False)


def duckdb(rows: Rows, removed: bool) -> Callable[[], object]:
    import duckdb
    import pyarrow as pa

    from newsclean.integrations.duckdb import register

    connection = duckdb.connect()
    register(connection)
    connection.register("pages", pa.Table.from_pylist(rows))
    function = "newsclean_removed" if removed else "newsclean"
    return lambda: connection.sql(f"SELECT {function}(text, id) FROM pages").to_arrow_table()


def datatrove(rows: Rows, removed: bool) -> Callable[[], object]:
    from datatrove.data import Document

    from newsclean.integrations.datatrove import NewsClean

    def run() -> None:
        for _ in NewsClean(removed=removed, rules=removed)(Document(row["text"], row["id"]) for row in rows):
            pass

    return run


def langchain(rows: Rows, removed: bool) -> Callable[[], object]:
    from langchain_core.documents import Document

    from newsclean.integrations.langchain import NewsClean

    documents = [Document(row["text"], id=row["id"]) for row in rows]
    return lambda: NewsClean(removed=removed).transform_documents(documents)


def haystack(rows: Rows, removed: bool) -> Callable[[], object]:
    import haystack

    from newsclean.integrations.haystack import NewsClean

    graph = haystack.Pipeline()
    graph.add_component("clean", NewsClean(removed=removed))
    documents = [haystack.Document(id=row["id"], content=row["text"]) for row in rows]
    return lambda: graph.run({"clean": {"documents": documents}})


def llamaindex(rows: Rows, removed: bool) -> Callable[[], object]:
    from llama_index.core.ingestion import IngestionPipeline
    from llama_index.core.schema import Document

    from newsclean.integrations.llamaindex import NewsClean

    documents = [Document(text=row["text"], id_=row["id"]) for row in rows]
    ingestion = IngestionPipeline(transformations=[NewsClean(removed=removed)], disable_cache=True)
    return lambda: ingestion.run(documents=documents)


def spacy(rows: Rows, removed: bool) -> Callable[[], object]:
    import spacy

    from newsclean.integrations.spacy import add_newsclean

    nlp = add_newsclean(spacy.blank("fr"))
    return lambda: [nlp(row["text"]) for row in rows]


def spark(rows: Rows, removed: bool) -> Callable[[], object]:
    import clusters

    from newsclean.integrations.spark import NewsClean

    frame = clusters.spark().createDataFrame(rows, "id string, text string").coalesce(1).cache()
    frame.count()
    cleaned = NewsClean(removed=removed).clean(frame)
    return lambda: cleaned.write.format("noop").mode("overwrite").save()


def ray(rows: Rows, removed: bool) -> Callable[[], object]:
    import clusters
    import pyarrow as pa

    from newsclean.integrations.ray import NewsClean

    dataset = clusters.ray().data.from_arrow(pa.Table.from_pylist(rows))
    return lambda: dataset.map_batches(NewsClean(removed=removed), batch_format="pyarrow").materialize()


#: Each engine, and the package whose version is told.
ENGINES: dict[str, tuple[Engine, str]] = {
    "polars": (polars, "polars"),
    "pandas": (pandas, "pandas"),
    "datasets": (datasets, "datasets"),
    "duckdb": (duckdb, "duckdb"),
    "datatrove": (datatrove, "datatrove"),
    "langchain": (langchain, "langchain-core"),
    "haystack": (haystack, "haystack-ai"),
    "llamaindex": (llamaindex, "llama-index-core"),
    "spacy": (spacy, "spacy"),
    "spark": (spark, "pyspark"),
    "ray": (ray, "ray"),
}


def overhead(name: str, rows: Rows, removed: bool, rounds: int) -> float:
    """Return the median of adapter / loop - 1 over rounds of one after the other."""
    clock = time.perf_counter if name in ("spark", "ray") else time.process_time
    plain = (tokenized if name == "spacy" else loop)(rows, removed)
    adapted = ENGINES[name][0](rows, removed)
    plain(), adapted()

    def seconds(run: Callable[[], object]) -> float:
        start = clock()
        run()
        return clock() - start

    def once() -> float:
        before, between, after = seconds(plain), seconds(adapted), seconds(plain)
        return 2 * between / (before + after) - 1

    return statistics.median(once() for _ in range(rounds))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--size", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default=",".join(ENGINES))
    parser.add_argument("--json")
    options = parser.parse_args()
    rows = [{"id": f"d{n}", "text": text} for n, text in enumerate(corpus.mixed(options.size, options.count))]
    megabytes = corpus.size_of([row["text"] for row in rows]) / 1e6
    print(f"{options.count} documents, {megabytes:.1f} MB; newsclean {newsclean.__version__}", file=sys.stderr)
    print("| engine | version | overhead | overhead, with `removed` |\n| --- | --- | --- | --- |")
    found = {}
    for name in options.only.split(","):
        package = ENGINES[name][1]
        try:
            both = [overhead(name, rows, removed, options.rounds) for removed in (False, True)]
            found[name] = {"version": version(package), "overhead": both[0], "overhead_removed": both[1]}
        except (ImportError, PackageNotFoundError) as error:
            print(f"left out: {error}", file=sys.stderr)
            continue
        print(f"| {name} | {version(package)} | {both[0]:+.1%} | {both[1]:+.1%} |", flush=True)
    if options.json:
        Path(options.json).write_text(json.dumps(found, indent=2), "utf-8")


if __name__ == "__main__":
    main()
