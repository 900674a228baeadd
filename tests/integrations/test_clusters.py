"""Spark in local mode and Ray on a local cluster: what is particular to each, beside the contract."""

from __future__ import annotations

import json
from typing import Any

import clusters
import pytest
from adapters import REMOVED, needed

from newsclean import OptionError, Pipeline, clean

TEXT = "Lire aussi : Notre dossier\n\nL’été arrive."
STRICT = Pipeline([json.loads])


@pytest.fixture
def frame() -> Any:
    needed("spark")
    return clusters.spark().createDataFrame([("a", TEXT), ("b", None), ("c", "")], "key string, text string")


@pytest.fixture
def dataset() -> Any:
    needed("ray")
    return clusters.ray().data.from_items([{"key": "a", "text": TEXT}, {"key": "b", "text": ""}])


def texts(frame: Any) -> list[str | None]:
    return [row["text"] for row in frame.collect()]


def test_spark_columns_are_cleaned_by_a_function(frame: Any) -> None:
    from newsclean.integrations.spark import clean_udf

    assert texts(frame.withColumn("text", clean_udf()("text"))) == [clean(TEXT), None, ""]
    assert texts(frame.withColumn("text", clean_udf(Pipeline([str.upper]))("text", "key")))[0] == TEXT.upper()
    with pytest.raises(Exception, match="document 'a': JSONDecodeError"):
        frame.select(clean_udf(STRICT)("text", "key")).collect()


def test_spark_schema_is_told_before_anything_runs(frame: Any) -> None:
    from newsclean.integrations.spark import NewsClean

    after = NewsClean(removed=True).clean(frame)
    assert after.columns == ["key", "text", REMOVED]
    assert after.selectExpr(f"inline({REMOVED})").columns == ["start", "end", "rule", "category", "text"]
    assert frame.columns == ["key", "text"]
    with pytest.raises(OptionError, match="unknown column 'txt'; did you mean 'text'"):
        NewsClean(text="txt").clean(frame)


def test_spark_counts_rules(frame: Any) -> None:
    from newsclean.integrations.spark import NewsClean, rule_counts

    counts = rule_counts(clusters.spark())
    cleaned = NewsClean(counts=counts).clean(frame.union(frame))

    assert (cleaned.columns, texts(cleaned)) == (["key", "text"], [clean(TEXT), None, ""] * 2)
    assert counts.value == {"fr/read-also": 2}
    grouped = NewsClean(removed=True).clean(frame).selectExpr(f"inline({REMOVED})").groupBy("rule").count()
    assert [tuple(row) for row in grouped.collect()] == [("fr/read-also", 1)]


def test_spark_builds_the_rules_once_in_each_python_process(frame: Any) -> None:
    from newsclean.integrations.spark import NewsClean

    cleaner = NewsClean(pipeline=Pipeline.default(level="safe"))

    def made(batches: Any) -> Any:
        import os

        import pyarrow as pa

        from newsclean.rules.engine import rule_set

        list(cleaner(batches))
        yield pa.RecordBatch.from_pydict({"pid": [os.getpid()], "made": [rule_set.cache_info().misses]})

    once = [frame.coalesce(1).mapInArrow(made, "pid long, made long").collect()[0] for _ in range(2)]
    by_process = {row["pid"]: [r["made"] for r in once if r["pid"] == row["pid"]] for row in once}
    assert all(len(set(counts)) == 1 for counts in by_process.values())


def test_ray_takes_an_instance_as_a_function_too(dataset: Any) -> None:
    from newsclean.integrations.ray import NewsClean

    rows = dataset.map_batches(NewsClean(removed=True, id="key"), batch_format="pyarrow").take_all()

    assert [row["text"] for row in rows] == [clean(TEXT), ""]
    assert [[piece["rule"] for piece in row[REMOVED]] for row in rows] == [["fr/read-also"], []]


def test_ray_wrong_use_is_told(dataset: Any) -> None:
    from newsclean.integrations.ray import NewsClean

    with pytest.raises(Exception, match="takes Arrow tables"):
        dataset.map_batches(NewsClean()).take_all()
    with pytest.raises(TypeError, match=r"must be a newsclean\.Pipeline"):
        NewsClean("safe")  # type: ignore[arg-type]
