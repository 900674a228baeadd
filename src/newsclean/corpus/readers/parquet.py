"""Parquet, row group by row group; a batch is an Arrow table as bytes (IPC), types and metadata as in the file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from newsclean.corpus.errors import InputError, StoppedError
from newsclean.corpus.extras import require
from newsclean.corpus.model import Batch, Place, Record, Reject, shown
from newsclean.corpus.readers.base import Reader, text_of
from newsclean.corpus.readers.pages import Chunk, Need, chunks, need
from newsclean.corpus.source import LONGEST, TOO_LONG

__all__ = ["ParquetReader", "from_ipc", "to_ipc"]

_MOST_HELD = 4 * LONGEST  # bytes that a row group may take at once, however little of it is stored
_MOST_TIMES = 100  # more than that, where it is no more times what is stored: text compresses five to ten times
_AT_ONCE = LONGEST >> 2  # bytes of the rows that are read at once, at most, if that is not one row


@dataclass(frozen=True, kw_only=True)
class ParquetReader(Reader):
    """See the module; in a place, ``offset`` counts row groups. ``raw`` of a record is its row in the batch."""

    kind = "parquet"

    def columns(self, most: int | None = None) -> tuple[str, ...]:
        with self._open() as file:
            return tuple(file.schema_arrow.names)

    def batches(self, start: Place) -> Iterator[Batch]:
        """Yield batches; one without rows for a file without rows, so that its columns are known."""
        size = os.path.getsize(self.path)
        with self._open() as file:
            metadata = file.metadata
            if metadata.num_rows == 0:
                yield Batch(start, start, to_ipc(file.schema_arrow.empty_table()), size, True)
                return
            stored = _chunks(self.path)
            line = sum(metadata.row_group(g).num_rows for g in range(start.offset))
            for group in range(start.offset, metadata.num_row_groups):
                behind = line + metadata.row_group(group).num_rows
                read = size * behind // metadata.num_rows
                for table in self._tables(file, group, stored):
                    here = Place(group, line)
                    if isinstance(table, str):
                        damage = f"{table}; rows {line + 1} to {behind} could not be read"
                        empty = to_ipc(file.schema_arrow.empty_table())
                        yield Batch(here, Place(group + 1, behind), empty, read, damage=damage, damaged=line + 1)
                        break
                    line += table.num_rows
                    if here.line >= start.line:
                        yield Batch(here, Place(group + (line == behind), line), to_ipc(table), read)
                line = behind

    def records(self, batch: Batch) -> Iterator[Record | Reject]:
        table = from_ipc(batch.raw)
        columns = {name: _values(table.column(name)) for name in table.column_names if self._wanted(name)}
        for row in range(table.num_rows):
            number = batch.start.line + row + 1
            fields = {name: values[row] for name, values in columns.items()}
            bad = next((value for value in fields.values() if isinstance(value, UnicodeDecodeError)), None)
            if bad is not None:
                yield Reject(number, f"bad UTF-8: byte 0x{bad.object[bad.start]:02x}", shown(bad.object))
                continue
            found = text_of(fields, self.settings, number, "")
            if not isinstance(found, Reject) and len(found[0]) > LONGEST:
                found = Reject(number, f"the text is {TOO_LONG}", shown(found[0]), found[1])
            yield found if isinstance(found, Reject) else Record(number, *found, fields, row)

    def _wanted(self, name: str) -> bool:
        return not self.native or name in (self.settings.text_key, self.settings.id_key or "id")

    def _open(self, **options: Any) -> Any:
        pa, pq = require("pyarrow", "Parquet"), require("pyarrow.parquet", "Parquet")
        try:
            return pq.ParquetFile(self.path, pre_buffer=False, buffer_size=1 << 20, **options)
        except (pa.ArrowException, UnicodeDecodeError) as error:
            raise InputError(f"{self.path}: not a Parquet file: {error}") from None
        except OSError as error:
            raise InputError(f"{self.path}: cannot be read: {error.strerror or error}") from None

    def _tables(self, file: Any, group: int, stored: list[list[Chunk]]) -> Iterator[Any]:
        """Yield a row group in tables of about ``batch_bytes``; where it is damaged, why, and no more of it."""
        pa = require("pyarrow", "Parquet")
        about, schema = file.metadata.row_group(group), file.schema_arrow
        width = max(1, about.total_byte_size // max(1, about.num_rows))
        try:
            if group >= len(stored):
                raise ValueError("the footer does not tell where its pages are")
            takes = need(self.path, stored[group], file.schema, about.num_rows)
            bound = max(_MOST_HELD, _MOST_TIMES * takes.stored)
            most = max(takes.held + takes.row, takes.lists)
            if most > bound:
                yield _too_much(group, takes, most)
                return
            rows = max(1, min(self.settings.batch_bytes // width, _AT_ONCE // takes.row, 1 << 16))
            if takes.repeated:
                file = self._open(read_dictionary=list(takes.repeated))
            for batch in file.iter_batches(batch_size=rows, row_groups=[group], use_threads=False):
                for part, size in _parts(batch) if takes.repeated else [(batch, 0)]:
                    if size > bound:
                        yield _too_much(group, takes, size)
                        return
                    table = pa.Table.from_batches([part])
                    yield table.cast(schema) if takes.repeated else table.replace_schema_metadata(schema.metadata)
        except (OSError, ValueError, pa.ArrowException) as error:
            if getattr(error, "errno", None):  # the disk, not the data
                raise StoppedError(f"{self.path}: cannot be read further: {error}") from None
            yield f"row group {group + 1} is damaged: {error}"


def _chunks(path: str) -> list[list[Chunk]]:
    """Return the columns of each row group, of none if the footer is damaged."""
    try:
        return chunks(path)
    except ValueError:
        return []


def _too_much(group: int, takes: Need, size: int) -> str:
    return (
        f"row group {group + 1} may unpack to {size >> 20:,} MiB at once, from {takes.stored:,} bytes; "
        "if that is meant, write the file anew with smaller row groups"
    )


def _parts(batch: Any) -> Iterator[tuple[Any, int]]:
    """Cut rows apart until their strings, written out, are not too many; with how many bytes they are then."""
    size = sum(map(_written_out, batch.columns))
    if size <= _AT_ONCE or batch.num_rows == 1:
        yield batch, size
        return
    half = batch.num_rows // 2
    yield from _parts(batch.slice(0, half))
    yield from _parts(batch.slice(half))


def _written_out(array: Any) -> int:
    """Return the bytes of the strings that an array names by their place in a dictionary."""
    pa, pc = require("pyarrow", "Parquet"), require("pyarrow.compute", "Parquet")
    if pa.types.is_dictionary(array.type):
        return pc.sum(pc.take(pc.cast(pc.binary_length(array.dictionary), pa.int64()), array.indices)).as_py() or 0
    if pa.types.is_struct(array.type):
        return sum(_written_out(array.field(i)) for i in range(array.type.num_fields))
    if pa.types.is_map(array.type):  # its keys and items are those of all rows, whichever of them these are
        start, end = array.offsets[0].as_py(), array.offsets[-1].as_py()
        return sum(_written_out(all_.slice(start, end - start)) for all_ in (array.keys, array.items))
    return _written_out(array.flatten()) if pa.types.is_nested(array.type) else 0


def to_ipc(table: Any) -> bytes:
    """Return an Arrow table as a complete IPC stream."""
    pa = require("pyarrow", "Parquet")
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    raw: bytes = sink.getvalue().to_pybytes()
    return raw


def from_ipc(raw: Any) -> Any:
    """Return the table of an IPC stream."""
    return require("pyarrow", "Parquet").ipc.open_stream(raw).read_all()


def _values(column: Any) -> list[Any]:
    """Return a column as Python values; strings that are no UTF-8 as the error they give."""
    try:
        values: list[Any] = column.to_pylist()
        return values
    except UnicodeDecodeError:
        return [_value(column[i]) for i in range(len(column))]


def _value(scalar: Any) -> Any:
    try:
        return scalar.as_py()
    except UnicodeDecodeError as error:
        return error
