"""Every adapter as one function, so that one contract can be asked of all: records in, records out.

``run(records, pipeline, removed)`` sends the records through the real engine and gives back what it made of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import pytest

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
    """Return the adapter's module; skip the test or test file where its tool is not installed, fail where it had to be.

    ``make test-engines`` sets NEWSCLEAN_ENGINES=all: there nothing may be missing.
    """
    try:
        return import_module(f"newsclean.integrations.{name}")
    except ImportError as error:
        if os.environ.get("NEWSCLEAN_ENGINES") == "all":
            raise
        pytest.skip(str(error), allow_module_level=True)


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
