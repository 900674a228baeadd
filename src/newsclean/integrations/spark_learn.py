"""Spark: what ``newsclean learn`` does, on a cluster; the same documents give the same pack as on one machine.

    from newsclean.integrations.spark_learn import learn

    pack = learn(spark.read.parquet("crawl/"), by="url")
    Path("learned.toml").write_text(pack.to_toml(), "utf-8")

Texts are cut to pieces and counted by the executors; the driver sees the candidates and a few documents for each. The
executors need ``newsclean[learn]`` too.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Any

from newsclean.learn.engine import Batches, Mapper, require
from newsclean.learn.gather import gather
from newsclean.learn.ingest import doc_of, pieces_of, source_of
from newsclean.learn.options import Options
from newsclean.learn.pack import Pack

__all__ = ["learn"]

_DOCUMENTS = "doc BIGINT, site STRING, id STRING, text BINARY"
_PIECES = "doc BIGINT, site STRING, kind TINYINT, line INT, place INT, piece BIGINT, raw BIGINT, flags TINYINT"
_TABLE = re.compile(r"\b(FROM|JOIN)(\s+)([a-z_]+)\b")


def learn(
    frame: Any,
    *,
    text: str = "text",
    by: str = "site",
    id: str | None = None,
    options: Options | None = None,
) -> Pack:
    """Return the pack of what recurs in the documents of a data frame.

    Rows without a text or a source are passed over.

    Args:
        frame: a Spark data frame.
        text: its column of texts.
        by: the column that names the source; of an address the host counts.
        id: a column of ids, for the samples; None: "id", where there is one.
        options: see :class:`newsclean.learn.Options`.

    Raises:
        ValueError: a column that the frame does not have; the message lists its columns.
    """
    name = id or ("id" if "id" in frame.columns else None)
    for column in filter(None, (text, by, name)):
        if column not in frame.columns:
            raise ValueError(f"the frame has no column {column!r}; its columns are: {', '.join(frame.columns)}")
    columns = [frame[by].cast("string").alias("site"), frame[text].cast("string").alias("text")]
    if name is not None:
        columns.append(frame[name].cast("string").alias("id"))
    with _Spark(frame.sparkSession) as engine:
        documents = engine.add("documents", frame.select(*columns).mapInArrow(_documents, _DOCUMENTS))
        engine.add("pieces", documents.mapInArrow(_pieces, _PIECES))
        return gather(engine, options or Options())


def _documents(batches: Batches) -> Batches:
    arrow = require("pyarrow")
    for batch in batches:
        rows = []
        for row in batch.to_pylist():
            if row["text"] is None or not row["site"]:
                continue
            raw, site = row["text"].encode("utf-8", "surrogatepass"), source_of(row["site"])
            rows.append({"doc": doc_of(site, raw), "site": site, "id": row.get("id") or "", "text": raw})
        kinds = (arrow.int64(), arrow.string(), arrow.string(), arrow.binary())
        schema = arrow.schema(list(zip(("doc", "site", "id", "text"), kinds, strict=True)))
        yield arrow.RecordBatch.from_pylist(rows, schema)


def _pieces(batches: Batches) -> Batches:
    for batch in batches:
        yield from pieces_of(batch).to_batches()


class _Spark:
    """An :class:`newsclean.learn.engine.Engine` on a Spark session; its tables are temporary views of its own."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._prefix = f"newsclean_{uuid.uuid4().hex}_"
        self._names: set[str] = set()

    def __enter__(self) -> _Spark:
        return self

    def __exit__(self, *error: object) -> None:
        for name in self._names:
            self._session.catalog.dropTempView(self._prefix + name)

    def add(self, name: str, frame: Any) -> Any:
        """Make a table of a frame, and return it; it is worked out here, once, and no plan grows with the steps."""
        made = frame.localCheckpoint()
        made.createOrReplaceTempView(self._prefix + name)
        self._names.add(name)
        return made

    def _sql(self, sql: str) -> Any:
        def named(match: re.Match[str]) -> str:
            known = match[3] in self._names
            return f"{match[1]}{match[2]}{self._prefix if known else ''}{match[3]}"

        return self._session.sql(_TABLE.sub(named, sql))

    def table(self, name: str, sql: str) -> None:
        self.add(name, self._sql(sql))

    def mapped(self, name: str, sql: str, function: Mapper, columns: Mapping[str, str]) -> None:
        schema = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        self.add(name, self._sql(sql).mapInArrow(function, schema))

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self._sql(sql).collect()]

    def listed(self, column: str) -> str:
        return f"collect_list({column})"

    def strung(self, column: str, order: str) -> str:
        pairs = f"array_sort(collect_list(named_struct('o', {order}, 'v', {column})))"
        return f"concat_ws(',', transform({pairs}, s -> cast(s.v AS STRING)))"

    def quoted(self, text: str) -> str:
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
