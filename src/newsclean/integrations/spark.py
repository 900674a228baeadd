"""Spark: whole frames through ``mapInArrow``, or one column through a ``pandas_udf``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from newsclean.integrations.arrow import clean_table
from newsclean.integrations.core import REMOVED, chosen, column_named, id_column, needs
from newsclean.pipeline import Pipeline

with needs("spark"):
    import pandas as pd
    from pyspark.accumulators import AccumulatorParam
    from pyspark.sql.functions import pandas_udf
    from pyspark.sql.types import ArrayType, LongType, StringType, StructField, StructType

    from newsclean.integrations.pandas import NewsCleanAccessor

from newsclean.integrations.spark_learn import learn

__all__ = ["NewsClean", "clean_udf", "learn", "rule_counts"]

_PIECE = StructType(
    [
        StructField("start", LongType()),
        StructField("end", LongType()),
        StructField("rule", StringType()),
        StructField("category", StringType()),
        StructField("text", StringType()),
    ]
)


@dataclass(frozen=True, kw_only=True)
class NewsClean:
    """Clean one column of a frame; all other columns, their order and their types stay.

    It is sent to the executors, which need newsclean installed; there each Python process builds the rules once.

    Args:
        pipeline: what cleans; None: what :func:`newsclean.clean` runs.
        text: the column of the texts; null in it stays null.
        id: the column of the ids, for errors; None: "id" where there is one, else the row in its batch.
        removed: add the column ``newsclean_removed``, an array of structs: what was removed.
        counts: an accumulator of :func:`rule_counts`, which then counts removals by rule.
    """

    pipeline: Pipeline | None = None
    text: str = "text"
    id: str | None = None
    removed: bool = False
    counts: Any = None

    def __post_init__(self) -> None:
        chosen(self.pipeline)  # complains here, not on an executor

    def clean(self, frame: Any) -> Any:
        """Return the frame that is ``frame``, cleaned; like all of Spark's, it is computed when it is asked for.

        Raises:
            OptionError: a column is not there.
        """
        column_named(self.text, frame.columns)
        id_column(self.id, frame.columns)
        return frame.mapInArrow(self, self.schema(frame.schema))

    def schema(self, before: Any) -> Any:
        """Return the schema of what comes out, for ``frame.mapInArrow(cleaner, cleaner.schema(frame.schema))``."""
        more = [StructField(REMOVED, ArrayType(_PIECE))] if self.removed else []
        return StructType([*before.fields, *more])

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        """Yield the Arrow batches, cleaned.

        Raises:
            DocumentError: the first document that failed, with its id; Spark tells it as a PythonException.
        """
        pipeline = chosen(self.pipeline)
        for batch in batches:
            recorded = self.removed or self.counts is not None
            cleaned = clean_table(pipeline, batch, text=self.text, id=self.id, removed=recorded)
            if self.counts is not None:
                found = cleaned.column(cleaned.num_columns - 1).to_pylist()
                self.counts.add(Counter(piece["rule"] for pieces in found for piece in pieces or ()))
            yield cleaned if self.removed or not recorded else cleaned.select(batch.schema.names)


def clean_udf(pipeline: Pipeline | None = None) -> Any:
    """Return a function of columns: ``frame.withColumn("text", clean_udf()("text", "id"))``; the id is for errors only.

    Args:
        pipeline: what cleans; None: what :func:`newsclean.clean` runs.
    """
    run = chosen(pipeline)

    @pandas_udf("string")
    def newsclean(*columns: pd.Series) -> pd.Series:
        return NewsCleanAccessor(columns[0]).clean(run, id=columns[1] if len(columns) > 1 else None)

    return newsclean


def rule_counts(spark: Any) -> Any:
    """Return an accumulator for ``NewsClean(counts=...)``; its ``value`` is a Counter: rule id -> removals.

    Spark counts the work of a task that it runs twice (a retry, a frame computed again) twice; for exact counts use
    ``removed=True`` and group by rule.
    """
    return spark.sparkContext.accumulator(Counter(), _Counts())


class _Counts(AccumulatorParam):
    def zero(self, value: Counter[str]) -> Counter[str]:
        return Counter()

    def addInPlace(self, value1: Counter[str], value2: Counter[str]) -> Counter[str]:
        value1.update(value2)
        return value1
