"""Every adapter as one function, so that one contract can be asked of all: records in, records out.

``run(records, pipeline, removed)`` sends the records through the real engine and gives back what it made of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import clusters
import pytest

from optional import missing

Records = list[dict[str, Any]]
Run = Callable[[Records, Any, bool], Records]

REMOVED = "newsclean_removed"


@dataclass(frozen=True, kw_only=True)
class Adapter:
    """One adapter.

    Attributes:
        name: the extra and the module.
        run: see above.
        none: whether a document without text can exist in the engine.
        surrogates: whether its strings can hold lone surrogates.
    """

    name: str
    run: Run
    none: bool = True
    surrogates: bool = False


ADAPTERS: list[Adapter] = []


def adapter(name: str, **traits: Any) -> Callable[[Run], Run]:
    def listed(run: Run) -> Run:
        ADAPTERS.append(Adapter(name=name, run=run, **traits))
        return run

    return listed


def needed(name: str) -> Any:
    """Return the adapter's module; see :func:`optional.missing`."""
    try:
        return import_module(f"newsclean.integrations.{name}")
    except ImportError as error:
        missing(error)


def installed() -> list[Adapter]:
    """Return the adapters whose tools are there; the test of its page says of each other one what would bring it."""

    def there(adapter: Adapter) -> bool:
        try:
            needed(adapter.name)
        except pytest.skip.Exception:
            return False
        return True

    return [adapter for adapter in ADAPTERS if there(adapter)]


@adapter("polars")
def run_polars(records: Records, pipeline: Any, removed: bool) -> Records:
    import polars as pl

    text = pl.col("text").newsclean
    frame = pl.DataFrame(records, schema={"id": pl.String, "text": pl.String, "source": pl.String, "n": pl.Int64})
    if not removed:
        return frame.lazy().with_columns(text.clean(pipeline, id="id")).collect().to_dicts()
    explained = text.explain(pipeline, id="id").alias("explained")
    return frame.with_columns(explained).drop("text").unnest("explained").to_dicts()


@adapter("pandas", surrogates=True)
def run_pandas(records: Records, pipeline: Any, removed: bool) -> Records:
    import pandas as pd

    frame = pd.DataFrame(records, columns=["id", "text", "source", "n"], dtype=object)
    if removed:
        frame = frame.drop(columns="text").join(frame["text"].newsclean.explain(pipeline, id=frame["id"]))
    else:
        frame["text"] = frame["text"].newsclean.clean(pipeline, id=frame["id"])
    return frame.to_dict("records")


@adapter("datasets")
def run_datasets(records: Records, pipeline: Any, removed: bool) -> Records:
    import datasets

    from newsclean.integrations.datasets import NewsClean

    kinds = {"id": "string", "text": "string", "source": "string", "n": "int64"}
    features = datasets.Features({name: datasets.Value(kind) for name, kind in kinds.items()})
    dataset = datasets.Dataset.from_dict({name: [r[name] for r in records] for name in kinds}, features=features)
    cleaner = NewsClean(pipeline=pipeline, removed=removed)
    return dataset.map(cleaner, batched=True, features=cleaner.features(features)).to_list()


@adapter("duckdb")
def run_duckdb(records: Records, pipeline: Any, removed: bool) -> Records:
    import duckdb
    import pyarrow as pa

    from newsclean.integrations.duckdb import register

    kinds = {"id": pa.string(), "text": pa.string(), "source": pa.string(), "n": pa.int64()}
    with duckdb.connect() as connection:
        register(connection, pipeline)
        connection.register("pages", pa.Table.from_pylist(records, schema=pa.schema(kinds)))
        more = ", newsclean_removed(text, id) AS newsclean_removed" if removed else ""
        query = f"SELECT * REPLACE (newsclean(text, id) AS text){more} FROM pages"
        return connection.sql(query).to_arrow_table().to_pylist()


@adapter("datatrove", none=False, surrogates=True)
def run_datatrove(records: Records, pipeline: Any, removed: bool) -> Records:
    import tempfile

    from datatrove.data import Document
    from datatrove.executor import LocalPipelineExecutor

    from newsclean.integrations.datatrove import NewsClean

    documents = [Document(r["text"], r["id"], metadata={k: r[k] for k in ("source", "n")}) for r in records]
    out: Records = []

    def given(data: Any, rank: int, world_size: int) -> Any:
        yield from documents

    def collect(data: Any, rank: int, world_size: int) -> Any:
        for document in data:
            out.append({"id": document.id, "text": document.text, **document.metadata})
            yield document

    with tempfile.TemporaryDirectory() as logs:
        step = NewsClean(pipeline, removed=removed)
        LocalPipelineExecutor([given, step, collect], logging_dir=logs).run()
    return out


@adapter("langchain", none=False)
def run_langchain(records: Records, pipeline: Any, removed: bool) -> Records:
    from langchain_core.documents import Document

    from newsclean.integrations.langchain import NewsClean

    documents = [Document(r["text"], id=r["id"], metadata={k: r[k] for k in ("source", "n")}) for r in records]
    cleaned = NewsClean(pipeline, removed=removed).transform_documents(documents)
    return [{"id": document.id, "text": document.page_content, **document.metadata} for document in cleaned]


@adapter("haystack", surrogates=True)
def run_haystack(records: Records, pipeline: Any, removed: bool) -> Records:
    import haystack

    from newsclean.integrations.haystack import NewsClean

    graph = haystack.Pipeline()
    graph.add_component("clean", NewsClean(pipeline, removed=removed))
    documents = [
        haystack.Document(id=r["id"], content=r["text"], meta={k: r[k] for k in ("source", "n")}) for r in records
    ]
    cleaned = graph.run({"clean": {"documents": documents}})["clean"]["documents"]
    return [{"id": document.id, "text": document.content, **document.meta} for document in cleaned]


@adapter("llamaindex", none=False)
def run_llamaindex(records: Records, pipeline: Any, removed: bool) -> Records:
    from llama_index.core.ingestion import IngestionPipeline
    from llama_index.core.schema import Document

    from newsclean.integrations.llamaindex import NewsClean

    documents = [Document(text=r["text"], id_=r["id"], metadata={k: r[k] for k in ("source", "n")}) for r in records]
    ingestion = IngestionPipeline(transformations=[NewsClean(pipeline=pipeline, removed=removed)], disable_cache=True)
    return [{"id": node.node_id, "text": node.text, **node.metadata} for node in ingestion.run(documents=documents)]


@adapter("spacy", none=False)
def run_spacy(records: Records, pipeline: Any, removed: bool) -> Records:
    import spacy

    from newsclean.integrations.core import pieces
    from newsclean.integrations.spacy import Text, add_newsclean

    nlp = add_newsclean(spacy.blank("fr"), pipeline)
    rows = []
    for doc, record in nlp.pipe([(Text(r["text"], r["id"]), r) for r in records], as_tuples=True):
        row = {"id": doc._.newsclean.id, "text": doc.text, "source": record["source"], "n": record["n"]}
        rows.append({**row, REMOVED: pieces(doc._.newsclean)} if removed else row)
    return rows


@adapter("spark")
def run_spark(records: Records, pipeline: Any, removed: bool) -> Records:
    from newsclean.integrations.spark import NewsClean

    frame = clusters.spark().createDataFrame(records, "id string, text string, source string, n long")
    rows = NewsClean(pipeline=pipeline, removed=removed).clean(frame).collect()
    return [row.asDict(recursive=True) for row in rows]


@adapter("ray")
def run_ray(records: Records, pipeline: Any, removed: bool) -> Records:
    import pyarrow as pa

    from newsclean.integrations.ray import NewsClean

    NewsClean(pipeline)  # complains here, not in an actor
    kinds = {"id": pa.string(), "text": pa.string(), "source": pa.string(), "n": pa.int64()}
    dataset = clusters.ray().data.from_arrow(pa.Table.from_pylist(records, schema=pa.schema(kinds)))
    options = {"pipeline": pipeline, "removed": removed}
    pool = clusters.ray().data.ActorPoolStrategy(size=1)
    return dataset.map_batches(
        NewsClean, batch_format="pyarrow", compute=pool, fn_constructor_kwargs=options
    ).take_all()
