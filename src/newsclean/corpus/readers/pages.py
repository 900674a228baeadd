"""What the pages of a Parquet row group unpack to, told from their headers before any of them is unpacked.

The sizes in the footer may say anything; those in the page headers are the ones that the memory is taken by. Two ways
lead from a small file to much memory: pages that compress well, and values that are stored once and repeated (by a
dictionary, by a shared beginning, or as a count of equal values).

Source: the Parquet format, ``parquet.thrift`` (FileMetaData, PageHeader, Encoding).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, BinaryIO, NamedTuple

from newsclean.corpus.extras import require
from newsclean.corpus.readers.thrift import read_struct

__all__ = ["Chunk", "Need", "chunks", "need"]

_WIDTHS = {"BOOLEAN": 1, "INT32": 4, "INT64": 8, "INT96": 12, "FLOAT": 4, "DOUBLE": 8}
_LEVELS = 8  # bytes of a value besides its own: where it stands in lists, and where a string begins
_NAME = 4  # bytes of a value that stands in a dictionary
_MOST_REPEATED = 64 << 20  # bytes
_DICTIONARIES = (2, 8)  # PLAIN_DICTIONARY, RLE_DICTIONARY
_SHARED = 7  # DELTA_BYTE_ARRAY: each value says how much of the one before it is kept
_DICTIONARY_PAGE = 2
_LONGEST_HEADER = 16 << 20  # bytes; the same as Arrow's
_COMPRESSIONS = ("snappy", "gzip", "brotli", "zstd", "lz4_raw")
_LARGEST_LOOKED_INTO = 16 << 20  # bytes of a dictionary; writers end them at 1 MiB


class _Page(NamedTuple):
    at: int  # where it begins, behind its header
    kind: int
    stored: int
    size: int
    values: int
    encoding: int | None


@dataclass(frozen=True, slots=True)
class Need:
    """Bytes of memory that reading a row group takes, at most.

    Attributes:
        held: whatever is read of it: the largest page and the dictionary of each column.
        row: for each row that is read at once; where rows hold lists, on average.
        lists: for one row, if it alone held all the values that are in lists.
        stored: bytes of the row group in the file.
        repeated: columns of strings in lists, stored once and named often, of which ``row`` and ``lists`` count the
            names only: all may stand in one row, and nobody knows before they are read.
    """

    held: int
    row: int
    lists: int
    stored: int
    repeated: tuple[str, ...] = ()


class Chunk(NamedTuple):
    """The pages of a column of a row group, as the footer tells of them."""

    values: int
    at: int  # byte of the file
    stored: int  # bytes


def chunks(path: str) -> list[list[Chunk]]:
    """Return the columns of each row group.

    pyarrow tells this too, but where a footer is damaged in certain places, being asked ends the process.

    Raises:
        ValueError: the footer is damaged.
        OSError: the file cannot be read.
    """
    with open(path, "rb") as file:
        size = file.seek(-8, os.SEEK_END) + 8
        length = int.from_bytes(file.read(4), "little")
        if length + 8 > size:
            raise ValueError("the footer is damaged")
        file.seek(-8 - length, os.SEEK_END)
        raw = file.read(length)
    try:
        groups = read_struct(raw)[0].get(4) or []
        return [[_chunk(column.get(3) or {}) for column in group.get(1) or []] for group in groups]
    except (IndexError, AttributeError, TypeError):
        raise ValueError("the footer is damaged") from None


def _chunk(about: dict[int, Any]) -> Chunk:
    dictionary, data = about.get(11) or 0, about.get(9, 0)
    return Chunk(about.get(5, 0), dictionary if 0 < dictionary < data else data, about.get(7, 0))


def need(path: str, group: Sequence[Chunk], schema: Any, rows: int) -> Need:
    """Return what a row group of so many rows takes; reads the headers of its pages, and dictionaries that are small.

    Raises:
        ValueError: there is no page where one should be.
        OSError: the file cannot be read.

    Cost: O(pages) time; the memory of one header, or of a dictionary of up to 16 MiB.
    """
    held = row = lists = stored = 0
    repeated: list[str] = []
    if len(group) != len(schema):
        raise ValueError(f"{len(group)} columns where the schema has {len(schema)}")
    with open(path, "rb") as file:
        for number, chunk in enumerate(group):
            column = schema.column(number)
            found = _column(file, chunk, column)
            held += found.held
            stored += found.stored
            each, in_lists = found.each, found.all
            if column.max_repetition_level and found.repeated > _MOST_REPEATED:
                repeated.append(column.path)
                each = _NAME
            elif column.max_repetition_level:
                in_lists += found.repeated
            row += (each + _LEVELS) * max(1, -(-found.values // max(1, rows)))
            if column.max_repetition_level:
                lists += in_lists
    return Need(held, row, lists, stored, tuple(repeated))


@dataclass(slots=True)
class _Column:
    """What the pages of a column say: bytes held, stored, of the longest value, of all values, of those named often."""

    held: int = 0
    stored: int = 0
    each: int = 0
    values: int = 0
    all: int = 0
    repeated: int = 0


def _column(file: BinaryIO, chunk: Chunk, column: Any) -> _Column:
    found = _Column(each=_WIDTHS.get(column.physical_type, column.length))
    strings = column.physical_type == "BYTE_ARRAY"
    largest = dictionary = longest = 0
    for page in _pages(file, chunk):
        found.stored += page.stored
        if page.kind == _DICTIONARY_PAGE:
            dictionary = max(dictionary, page.size)
            longest = max(longest, _longest(file, page) if strings else 0)
            continue
        largest = max(largest, page.size)
        found.values += page.values
        if not strings:
            found.all += (found.each + _LEVELS) * page.values
        elif page.encoding in _DICTIONARIES:
            found.each = max(found.each, longest)
            found.all += (_NAME + _LEVELS) * page.values
            found.repeated += longest * page.values
        else:
            found.each = max(found.each, page.size if page.encoding == _SHARED else page.size // max(1, page.values))
            found.all += page.size + _LEVELS * page.values
    found.held = largest + 2 * dictionary  # as it was stored, and as values
    return found


def _pages(file: BinaryIO, chunk: Chunk) -> Iterator[_Page]:
    """Yield the pages of a column of a row group, until there are all its values."""
    at, end, left = chunk.at, chunk.at + chunk.stored, chunk.values
    while left > 0 and 0 <= at < end:
        header, length = _header(file, at)
        kind, size, stored = (header.get(key) for key in (1, 2, 3))
        if not (isinstance(kind, int) and isinstance(size, int) and isinstance(stored, int)) or min(size, stored) < 0:
            raise ValueError(f"no page at byte {at}")
        of: dict[int, Any] = next((header[key] for key in (5, 7, 8) if isinstance(header.get(key), dict)), {})
        values, encoding = of.get(1), of.get(4 if 8 in header else 2)
        values = values if isinstance(values, int) and values > 0 else 0
        yield _Page(at + length, kind, stored, size, values, encoding)
        left -= values if kind != _DICTIONARY_PAGE else 0
        at += length + stored


def _longest(file: BinaryIO, page: _Page) -> int:
    """Return the bytes of the longest string of a dictionary, or more where that is not easily told.

    How it is compressed is tried, not asked: where the footer names a compression that there is not, asking ends the
    process.
    """
    if page.size > _LARGEST_LOOKED_INTO or page.stored > _LARGEST_LOOKED_INTO:
        return page.size
    file.seek(page.at)
    raw = file.read(page.stored)
    found = [size for plain in _plain(raw, page.size) if (size := _longest_of(plain, page.values)) is not None]
    return max(found, default=page.size)


def _plain(raw: bytes, size: int) -> Iterator[bytes]:
    """Yield what ``size`` bytes may have been before they were compressed, by any means that makes sense of them."""
    pa = require("pyarrow", "Parquet")
    if len(raw) == size:
        yield raw
    for name in _COMPRESSIONS:
        with suppress(ValueError, OSError, pa.ArrowException):
            plain: bytes = pa.Codec(name).decompress(raw, decompressed_size=size, asbytes=True)
            if len(plain) == size:
                yield plain


def _longest_of(raw: bytes, values: int) -> int | None:
    """Return the bytes of the longest of strings that stand one behind the other, each behind its length."""
    at = longest = 0
    for _ in range(values):
        length = int.from_bytes(raw[at : at + 4], "little")
        longest = max(longest, length)
        at += 4 + length
        if at > len(raw):
            return None
    return longest if at == len(raw) else None


def _header(file: BinaryIO, at: int) -> tuple[dict[int, Any], int]:
    """Return the header that begins at byte ``at``, and how long it is."""
    length = 1 << 10
    while True:
        file.seek(at)
        raw = file.read(length)
        try:
            return read_struct(raw)
        except IndexError:
            if len(raw) < length or length >= _LONGEST_HEADER:
                raise ValueError(f"no page at byte {at}") from None
            length <<= 3
