"""CSV and TSV with a header; a field may stand in quotation marks, and hold line breaks then (RFC 4180).

Bytes are read as Latin-1 here, so that every byte is one character and rows can be cut whatever they hold; each field
is UTF-8 all the same, and one that is not makes a reject of its row alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from newsclean.corpus.errors import InputError
from newsclean.corpus.model import Batch, Place, Record, Reject, shown
from newsclean.corpus.readers.base import Reader, text_of
from newsclean.corpus.readers.jsonl import BOM
from newsclean.corpus.source import LONGEST, TOO_LONG, Source

__all__ = ["TableReader", "dialect_of"]

_BOM = BOM.decode("latin-1")


def dialect_of(kind: str, quotes: bool) -> dict[str, Any]:
    """Return the options of the ``csv`` module for a kind of table."""
    # The limit is the module's, for the whole process; a document may be longer than its 128 KiB.
    csv.field_size_limit(max(csv.field_size_limit(), (1 << 31) - 1))
    quoting = csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE
    mark = '"' if quotes else None
    return {"delimiter": "\t" if kind == "tsv" else ",", "quoting": quoting, "quotechar": mark}


@dataclass(frozen=True, kw_only=True)
class TableReader(Reader):
    """See the module; ``raw`` of a record is its row as (bytes as stored, the line end included; fields)."""

    kind: str = "csv"
    header: tuple[str, ...] = ()

    def columns(self, most: int | None = None) -> tuple[str, ...]:
        with Source(self.path, self.compression) as source:
            try:
                row = next(csv.reader(_Lines(source), **dialect_of(self.kind, self.settings.quotes)), [])
            except csv.Error as error:
                raise InputError(f"{self.path}: has no {self.kind.upper()} header in its first line: {error}") from None
        return tuple(_utf8(field, "replace") for field in [row[0].removeprefix(_BOM), *row[1:]]) if row else ()

    def dialect(self) -> Any:
        return self.header, self.settings.quotes

    def batches(self, start: Place) -> Iterator[Batch]:
        with Source(self.path, self.compression) as source:
            source.skip(start.offset)
            lines = _Lines(source)
            rows = csv.reader(lines, **dialect_of(self.kind, self.settings.quotes))
            line = start.line
            going = True
            while going:
                problem = None
                while lines.size < self.settings.batch_bytes and problem is None:
                    try:
                        next(rows)
                        lines.end_row()
                    except StopIteration:
                        going = False
                        break
                    except _TooLongError as error:
                        problem = str(error)
                    except csv.Error:  # said again, with its line, when the batch is read
                        lines.end_row()
                left_out = lines.drop_row() if problem else 0
                raw = lines.take()
                if source.damage:
                    raw = raw[: raw.rfind(b"\n") + 1]
                end = Place(source.offset, line + raw.count(b"\n") + left_out)
                if problem and not source.damage:
                    yield Batch(start, end, raw, source.told, damage=problem, damaged=end.line - left_out + 1)
                elif raw or source.damage:
                    yield Batch(start, end, raw, source.told, bool(source.damage), source.damage, end.line + 1)
                start, line = end, end.line

    def records(self, batch: Batch) -> Iterator[Record | Reject]:
        lines = _Lines(_Bytes(batch.raw))
        rows = csv.reader(lines, **dialect_of(self.kind, self.settings.quotes))
        line = batch.start.line + 1
        header = batch.start.offset == 0
        while True:
            problem = ""
            row: list[str] = []
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                problem = f"bad {self.kind.upper()}: {error}"
            raw = lines.take()
            number, line = line, line + raw.count(b"\n")
            if header:
                header = False
            elif problem:
                yield Reject(number, problem, shown(raw))
            elif row:
                yield self._record(number, row, raw)

    def _record(self, number: int, row: list[str], raw: bytes) -> Record | Reject:
        if len(row) != len(self.header):
            to = number + raw.count(b"\n") - 1
            where = f" (lines {number} to {to}: is a quotation mark not closed?)" if to > number else ""
            return Reject(number, f"{len(row)} fields where the header has {len(self.header)}{where}", shown(raw))
        try:
            fields = dict(zip(self.header, map(_utf8, row), strict=True))
        except UnicodeDecodeError as error:
            bad = error.object[error.start]
            return Reject(number, f"bad UTF-8: byte 0x{bad:02x}", shown(raw))
        found = text_of(fields, self.settings, number, raw)
        return found if isinstance(found, Reject) else Record(number, *found, fields, raw)


class _TooLongError(csv.Error):
    """A row that is not kept, since no document is so long."""


class _Lines:
    """Lines for ``csv.reader``, which takes no more of them than a row needs; what it took is kept as it stood."""

    def __init__(self, source: Source | _Bytes) -> None:
        self._source = source
        self._taken: list[bytes] = []
        self._row = 0  # where in these the row begins
        self._row_size = 0
        self.size = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        raw = self._source.line()
        if not raw:
            raise StopIteration
        self._taken.append(raw)
        self.size += len(raw)
        self._row_size += len(raw)
        if self._source.overlong or self._row_size > LONGEST:
            raise _TooLongError(f"the row is {TOO_LONG}; is a quotation mark not closed?")
        return raw.decode("latin-1")

    def end_row(self) -> None:
        """What is taken from now on is another row."""
        self._row = len(self._taken)
        self._row_size = 0

    def drop_row(self) -> int:
        """Forget what was taken of this row; return how many lines that was."""
        dropped = b"".join(self._taken[self._row :]).count(b"\n")
        del self._taken[self._row :]
        self.end_row()
        return dropped

    def take(self) -> bytes:
        """Return what was taken since the last time."""
        raw = b"".join(self._taken)
        self._taken = []
        self.size = 0
        self.end_row()
        return raw


class _Bytes:
    """Bytes in memory, by lines."""

    overlong = False

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._at = 0

    def line(self) -> bytes:
        end = self._raw.find(b"\n", self._at) + 1 or len(self._raw)
        piece = self._raw[self._at : end]
        self._at = end
        return piece


def _utf8(field: str, errors: str = "strict") -> str:
    return field if field.isascii() else field.encode("latin-1").decode("utf-8", errors)
