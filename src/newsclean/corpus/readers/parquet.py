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

__all__ = ["ParquetReader", "from_ipc", "to_ipc"]


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
            line = sum(metadata.row_group(g).num_rows for g in range(start.offset))
            for group in range(start.offset, metadata.num_row_groups):
                behind = line + metadata.row_group(group).num_rows
                read = size * behind // metadata.num_rows
                for table in self._tables(file, group):
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
            yield found if isinstance(found, Reject) else Record(number, *found, fields, row)

    def _wanted(self, name: str) -> bool:
        return not self.native or name in (self.settings.text_key, self.settings.id_key or "id")

    def _open(self) -> Any:
        pa, pq = require("pyarrow", "Parquet"), require("pyarrow.parquet", "Parquet")
        try:
            return pq.ParquetFile(self.path, pre_buffer=False, buffer_size=1 << 20)
        except pa.ArrowInvalid as error:
            raise InputError(f"{self.path}: not a Parquet file: {error}") from None
        except OSError as error:
            raise InputError(f"{self.path}: cannot be read: {error.strerror or error}") from None

    def _tables(self, file: Any, group: int) -> Iterator[Any]:
        """Yield a row group in tables of about ``batch_bytes``; where it is damaged, why, and no more of it."""
        pa = require("pyarrow", "Parquet")
        about = file.metadata.row_group(group)
        width = max(1, about.total_byte_size // max(1, about.num_rows))
        rows = max(1, min(self.settings.batch_bytes // width, 1 << 16))
        try:
            for batch in file.iter_batches(batch_size=rows, row_groups=[group], use_threads=False):
                yield pa.Table.from_batches([batch], schema=file.schema_arrow)
        except (OSError, pa.ArrowException) as error:
            if getattr(error, "errno", None):  # the disk, not the data
                raise StoppedError(f"{self.path}: cannot be read further: {error}") from None
            yield f"row group {group + 1} is damaged: {error}"


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
