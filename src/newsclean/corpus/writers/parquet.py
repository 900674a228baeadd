"""Parquet: parts are kept aside while a run goes on, and make the file in the end.

A Parquet file cannot be appended to after a kill: its index stands at its end. So each batch is stored as a complete
Arrow stream with its length before it, in a side file that *can* be cut back to the last checkpoint. The file is made
of these parts alone, in one pass at the end, with row groups of fixed measure; a kill in the middle of that pass costs
the pass, and the next one gives the same bytes.

From Parquet, types and metadata are those of the input. From other formats a column has the one type that holds all
its values exactly (integers and floats: float; objects: all their fields); where there is none, JSON text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsclean.corpus.extras import require
from newsclean.corpus.model import EDITS, SPANS, Batch, Cleaned
from newsclean.corpus.readers.parquet import from_ipc, to_ipc
from newsclean.corpus.splice import dumps
from newsclean.corpus.writers.base import Writer, is_utf8

__all__ = ["ParquetWriter"]

_GROUP_BYTES = 64 << 20  # of Arrow memory: what assembling holds
_GROUP_ROWS = 1 << 17
_JSON = {b"newsclean": b"json"}  # marks, between parts and file, a column of JSON text


class _MixedError(Exception):
    """A column whose values do not fit the type that its parts promised; it becomes JSON text."""


@dataclass(frozen=True, kw_only=True)
class ParquetWriter(Writer):
    """See the module."""

    kind = "parquet"
    assembles = True

    def refuses(self, cleaned: Cleaned) -> str | None:
        good = _storable(self.row(cleaned))
        return None if good else "a lone surrogate, which Parquet cannot hold: write JSONL"

    def encode(self, records: Sequence[Cleaned], batch: Batch, native: bool) -> bytes:
        if not (native or records):
            return b""
        ipc = to_ipc(self._native(records, batch) if native else self._inferred(records))
        return len(ipc).to_bytes(8, "little") + ipc

    def nothing(self) -> bytes:
        pa = require("pyarrow", "Parquet")
        ipc = to_ipc(pa.table({self.settings.text_key: pa.array([], pa.string())}))
        return len(ipc).to_bytes(8, "little") + ipc

    def assemble(self, parts: Path, target: Path) -> None:
        as_json: set[str] = set()
        while True:
            schema = _unified(parts, as_json)
            try:
                _write(parts, target, schema)
                return
            except _MixedError as error:
                as_json.add(str(error))

    def _native(self, records: Sequence[Cleaned], batch: Batch) -> Any:
        pa = require("pyarrow", "Parquet")
        table = from_ipc(batch.raw)
        if len(records) != table.num_rows:
            table = table.take(pa.array([c.record.raw for c in records], pa.int64()))
        place = table.schema.get_field_index(self.settings.text_key)
        field = table.schema.field(place)
        if not (pa.types.is_string(field.type) or pa.types.is_large_string(field.type)):
            field = field.with_type(pa.string())
        table = table.set_column(place, field, pa.array([c.text for c in records], field.type))
        for name in self.settings.added:
            table = table.append_column(name, pa.array([c.extra[name] for c in records], _added_type(name)))
        # The "huggingface" note lists all columns; with one more it is wrong, and `datasets` would refuse the file.
        metadata = dict(table.schema.metadata or {})
        if self.settings.added and metadata.pop(b"huggingface", None):
            table = table.replace_schema_metadata(metadata or None)
        return table

    def _inferred(self, records: Sequence[Cleaned]) -> Any:
        pa = require("pyarrow", "Parquet")
        rows = [self.row(c) for c in records]
        names = dict.fromkeys(name for row in rows for name in row)
        fields, arrays = [], []
        for name in names:
            values = [row.get(name) for row in rows]
            if name in self.settings.added:
                array, metadata = pa.array(values, _added_type(name)), None
            else:
                array, metadata = _array(values)
            arrays.append(array)
            fields.append(pa.field(name, array.type, metadata=metadata))
        return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


def _array(values: list[Any]) -> tuple[Any, dict[bytes, bytes] | None]:
    """Return values as an Arrow array of the type that holds them exactly, or as JSON text, marked."""
    pa = require("pyarrow", "Parquet")
    kinds = {type(value) for value in values} - {type(None)}
    if bool not in kinds or len(kinds) == 1:  # Arrow would take True for 1.0 among floats
        try:
            array = pa.array(values)
            if _writable(array.type):
                return array, None
        except (pa.ArrowException, ArithmeticError, ValueError, TypeError, RecursionError):
            pass
    return pa.array([None if v is None else dumps(v).decode("utf-8") for v in values], pa.string()), _JSON


def _writable(type_: Any, levels: int = 20) -> bool:
    """Whether Parquet has a way to write a type: no struct without fields, and not too many levels."""
    pa = require("pyarrow", "Parquet")
    if pa.types.is_struct(type_):
        return levels > 0 and type_.num_fields > 0 and all(_writable(field.type, levels - 1) for field in type_)
    return not pa.types.is_list(type_) or (levels > 0 and _writable(type_.value_type, levels - 1))


def _added_type(name: str) -> Any:
    pa = require("pyarrow", "Parquet")
    strings = {EDITS: ("rule", "removed", "new"), SPANS: ("rule", "category")}[name]
    offsets = [("start", pa.int64()), ("end", pa.int64())]
    return pa.list_(pa.struct(offsets + [(string, pa.string()) for string in strings]))


def _parts(path: Path) -> Iterator[Any]:
    """Yield the side file once for each part, open where the stream of that part begins."""
    pa = require("pyarrow", "Parquet")
    with pa.OSFile(str(path)) as source:  # not mapped: what is mapped counts as memory
        while head := source.read(8):
            behind = source.tell() + int.from_bytes(head, "little")
            yield source
            source.seek(behind)


def _unified(parts: Path, as_json: set[str]) -> Any:
    """Return the schema that holds the values of all parts; adds to ``as_json`` the columns that must be JSON text."""
    pa = require("pyarrow", "Parquet")
    fields: dict[str, Any] = {}
    first = last = None
    for part in _parts(parts):
        schema = pa.ipc.open_stream(part).schema
        if last is not None and schema.equals(last, check_metadata=True):
            continue
        first, last = first or schema, schema
        for field in schema:
            known = fields.setdefault(field.name, field)
            if field.metadata == _JSON:
                as_json.add(field.name)
            elif not known.equals(field):
                try:
                    both = [pa.schema([known]), pa.schema([field])]
                    fields[field.name] = pa.unify_schemas(both, promote_options="permissive").field(0)
                except pa.ArrowException:
                    as_json.add(field.name)
    for name, field in fields.items():
        if name in as_json:
            fields[name] = pa.field(name, pa.string(), metadata=_JSON)
        elif first is not last:  # parts differ: one may lack a column
            fields[name] = field.with_nullable(True)
    return pa.schema(fields.values(), metadata=first.metadata if first is not None else None)


def _write(parts: Path, target: Path, schema: Any) -> None:
    pa, pq = require("pyarrow", "Parquet"), require("pyarrow.parquet", "Parquet")
    plain = pa.schema([f.remove_metadata() if f.metadata == _JSON else f for f in schema], metadata=schema.metadata)
    held: list[Any] = []
    size = rows = 0
    with open(target, "wb") as file, pq.ParquetWriter(file, plain, compression="zstd") as writer:

        def flush() -> None:
            nonlocal held, size, rows
            if rows:
                writer.write_table(pa.concat_tables(held), row_group_size=_GROUP_ROWS)
            held, size, rows = [], 0, 0

        for part in _parts(parts):
            table = _fitted(from_ipc(part), schema, plain)
            held.append(table)
            size += table.nbytes
            rows += table.num_rows
            if size >= _GROUP_BYTES or rows >= _GROUP_ROWS:
                flush()
        flush()


def _fitted(table: Any, schema: Any, plain: Any) -> Any:
    """Return a part with the columns of the file."""
    pa = require("pyarrow", "Parquet")
    if table.schema.equals(plain) and not any(field.metadata == _JSON for field in schema):
        return table.cast(plain)
    columns = []
    for field in schema:
        place = table.schema.get_field_index(field.name)
        if place < 0:
            columns.append(pa.nulls(table.num_rows, field.type))
            continue
        column = table.column(place)
        if field.metadata == _JSON:
            if table.schema.field(place).metadata != _JSON:
                texts = [None if v is None else dumps(v).decode("utf-8") for v in column.to_pylist()]
                column = pa.array(texts, pa.string())
        elif column.type != field.type:
            try:
                column = column.cast(field.type)
            except pa.ArrowException:
                raise _MixedError(field.name) from None
        columns.append(column)
    return pa.Table.from_arrays(columns, schema=plain)


def _storable(value: Any) -> bool:
    if isinstance(value, str):
        return is_utf8(value)
    if isinstance(value, dict):
        return all(_storable(k) and _storable(v) for k, v in value.items())
    return all(map(_storable, value)) if isinstance(value, list) else True
