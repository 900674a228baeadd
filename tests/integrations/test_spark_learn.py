"""Learning on Spark gives the pack that one machine gives."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from optional import missing

try:
    import duckdb  # noqa: F401
    import pyspark  # noqa: F401
    import rensa  # noqa: F401
except ImportError as error:
    missing(error)

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench" / "learn"))

from invented import pages
from pyspark.sql import SparkSession

from newsclean.integrations.spark_learn import learn
from newsclean.learn import Options, learn_corpus


@pytest.fixture(scope="module")
def spark() -> Any:
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    yield session
    session.stop()


def test_spark_and_one_machine_learn_the_same_pack(spark: Any, tmp_path: Path) -> None:
    records = [{key: record[key] for key in ("site", "id", "text")} for record in pages(2, 30, 5, "train")]
    for number in range(12):  # runs of lines too, and a name that SQL must quote
        menu = "Le kiosque du quai\nÉco\nA+\nOK"
        records.append({"site": r"l'écho \ quai", "id": str(number), "text": f"{menu}\n\n{records[number]['text']}"})
    path = tmp_path / "pages.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    options = Options(include=("table",))

    here = learn_corpus(path, options=options)
    there = learn(spark.createDataFrame(records).repartition(3), options=options)

    assert there.to_toml() == here.to_toml()
    assert there == here
    assert any("lines that recur together" in one.rule.why for one in here.learned)
    assert not spark.catalog.listTables()


def test_a_column_that_is_not_there_is_named(spark: Any) -> None:
    frame = spark.createDataFrame([{"text": "a", "host": "b"}])

    with pytest.raises(ValueError, match="no column 'site'; its columns are: "):
        learn(frame)
