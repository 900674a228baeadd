"""Small Parquet files that unpack to much: rows come few at a time; what fits in no memory is told, the rest read."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from corpora import rejects, rows
from hypothesis import example, given
from hypothesis import strategies as st

from newsclean.corpus import clean_corpus
from newsclean.corpus.model import START, Record
from newsclean.corpus.readers import pages, parquet
from newsclean.corpus.readers.pages import chunks, need
from newsclean.corpus.readers.parquet import ParquetReader
from newsclean.corpus.readers.thrift import read_struct
from newsclean.errors import NewscleanError

pa = pytest.importorskip("pyarrow", reason='needs pip install "newsclean[corpus]"')
pq = pytest.importorskip("pyarrow.parquet")

GOOD = "Le marché rouvre lundi."
MIB = 1 << 20


def often(value: str, times: int) -> Any:
    """Return a column that stores a value once and names it ``times`` times."""
    return pa.DictionaryArray.from_arrays(pa.array([0] * times, pa.int32()), pa.array([value]))


def lists(values: Any, *ends: int) -> Any:
    return pa.ListArray.from_arrays(pa.array([0, *ends], pa.int32()), values)


def write(path: Path, columns: dict[str, Any], **options: Any) -> Path:
    pq.write_table(pa.table(columns), path, compression="zstd", store_schema=False, **options)
    return path


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make all bounds small: the same bombs, smaller."""
    monkeypatch.setattr(parquet, "_MOST_HELD", 4 * MIB)
    monkeypatch.setattr(parquet, "_AT_ONCE", MIB)
    monkeypatch.setattr(parquet, "LONGEST", MIB)
    monkeypatch.setattr(pages, "_MOST_REPEATED", MIB)


def test_a_long_value_that_is_named_often_is_read_a_few_rows_at_a_time(tmp_path: Path) -> None:
    path = write(tmp_path / "in.parquet", {"text": often("x" * (8 * MIB), 5000)})
    assert path.stat().st_size < 2000  # and 40 GB of text
    first = [batch for batch, _ in zip(ParquetReader(path=str(path)).batches(START), range(3), strict=False)]

    assert [batch.end.line - batch.start.line for batch in first] == [7, 7, 7]
    assert all(len(batch.raw) < 65 * MIB for batch in first)


@pytest.mark.parametrize(
    "columns, options",
    [
        ({"text": [GOOD, "x" * (8 * MIB)]}, {"use_dictionary": False}),
        ({"text": [GOOD, GOOD], **{f"c{i}": ["x" * MIB] * 2 for i in range(6)}}, {"use_dictionary": False}),
        ({"text": [GOOD, GOOD], "n": lists(pa.array([0] * 600_000, pa.int8()), 1, 600_000)}, {}),
        ({"text": [GOOD, GOOD], "a": lists(often("x" * 500, 20_000), 20_000, 20_000)}, {}),
    ],
    ids=["a page", "many columns", "a list", "a list of one string"],
)
def test_a_row_group_that_fits_in_no_memory_is_told_and_the_next_one_read(
    tmp_path: Path, small: None, columns: dict[str, Any], options: dict[str, Any]
) -> None:
    table = pa.table(columns)
    next_one = [pa.array([[] if pa.types.is_list(field.type) else GOOD]).cast(field.type) for field in table.schema]
    with pq.ParquetWriter(tmp_path / "in.parquet", table.schema, compression="zstd", **options) as writer:
        writer.write_table(table)
        writer.write_table(pa.Table.from_arrays(next_one, schema=table.schema))
    assert (tmp_path / "in.parquet").stat().st_size < 10_000
    clean_corpus(tmp_path / "in.parquet", tmp_path / "out.parquet", workers=1, pipeline=str.strip)

    assert [row["text"] for row in rows(tmp_path / "out.parquet")] == [GOOD]
    (told,) = rejects(tmp_path / "out.parquet")
    assert told["line"] == 1
    said = str(told["reason"])
    assert said.startswith("row group 1 may unpack to ")
    assert "write the file anew with smaller row groups; rows 1 to 2 could not be read" in said


def test_only_the_row_whose_list_is_too_long_is_lost(tmp_path: Path, small: None) -> None:
    ends = [*range(10, 30), 20_000]
    write(tmp_path / "in.parquet", {"text": [GOOD] * 21, "tags": lists(often("x" * 2000, 20_000), *ends)})
    clean_corpus(tmp_path / "in.parquet", tmp_path / "out.parquet", workers=1, pipeline=str.strip)

    assert len(rows(tmp_path / "out.parquet")) == 20
    (told,) = rejects(tmp_path / "out.parquet")
    assert told["line"] == 21
    assert "rows 21 to 21 could not be read" in str(told["reason"])


def test_a_text_that_no_document_is_as_long_as_is_a_reject(tmp_path: Path, small: None) -> None:
    write(tmp_path / "in.parquet", {"text": [GOOD, "x" * (MIB + 1), GOOD]})
    clean_corpus(tmp_path / "in.parquet", tmp_path / "out.parquet", workers=1, pipeline=str.strip)

    assert [row["text"] for row in rows(tmp_path / "out.parquet")] == [GOOD, GOOD]
    (told,) = rejects(tmp_path / "out.parquet")
    assert (told["line"], str(told["reason"])[:23]) == (2, "the text is longer than")


@pytest.mark.parametrize("compression", ["none", "snappy", "gzip", "brotli", "zstd", "lz4"])
@pytest.mark.parametrize("version", ["1.0", "2.0"])
def test_strings_in_lists_come_back_as_they_were(
    tmp_path: Path, compression: str, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "_MOST_REPEATED", 0)
    monkeypatch.setattr(parquet, "_AT_ONCE", 300)
    table = pa.table(
        {
            "text": [f"{GOOD} {i}" for i in range(60)],
            "tags": [None if i % 7 == 0 else [f"é{j}" for j in range(i % 5)] for i in range(60)],
            "by": [[{"name": "Ann", "in": ["a", None]}] * (i % 3) for i in range(60)],
            "more": pa.array([[("k", str(i % 4))] for i in range(60)], pa.map_(pa.string(), pa.large_string())),
        },
        metadata={"a": "b"},
    )
    pq.write_table(table, tmp_path / "in.parquet", compression=compression, data_page_version=version)
    takes = need(
        str(tmp_path / "in.parquet"),
        chunks(str(tmp_path / "in.parquet"))[0],
        pq.ParquetFile(tmp_path / "in.parquet").schema,
        60,
    )
    assert len(takes.repeated) == 5
    assert takes.row < 500  # no dictionary was taken to be one long string
    clean_corpus(tmp_path / "in.parquet", tmp_path / "out.parquet", workers=1, pipeline=str.strip)

    assert [told["reason"] for told in rejects(tmp_path / "out.parquet")] == []
    before, after = (pq.read_table(tmp_path / name) for name in ("in.parquet", "out.parquet"))
    assert after.equals(before, check_metadata=True)


def test_what_others_write_is_read(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason='needs pip install "newsclean[learn]"')
    path = tmp_path / "in.parquet"
    rest = "['a', 'b'] as tags, {'k': i} as s from range(3000) t(i)"
    for options in ("compression snappy", "compression zstd, parquet_version v2"):
        duckdb.sql(f"copy (select 'Le marché ' || i as text, {rest}) to '{path}' (format parquet, {options})")
        takes = need(str(path), chunks(str(path))[0], pq.ParquetFile(path).schema, 3000)
        assert takes.held < MIB
        assert takes.row < 1000
        reader = ParquetReader(path=str(path))
        assert sum(isinstance(r, Record) for batch in reader.batches(START) for r in reader.records(batch)) == 3000


def test_a_damaged_file_is_told_and_ends_no_process(tmp_path: Path) -> None:
    path = tmp_path / "in.parquet"
    write(path, {"text": [f"{GOOD} {i}" for i in range(90)], "tags": [["a"] * (i % 3) for i in range(90)]})
    raw, chance = path.read_bytes(), random.Random(5)
    seen: set[bool] = set()
    for _ in range(200):
        harmed = bytearray(raw)
        harmed[chance.randrange(len(raw))] = chance.randrange(256)
        path.write_bytes(harmed)
        reader = ParquetReader(path=str(path))
        try:
            reader.columns()
            for batch in reader.batches(START):
                seen.add(bool(batch.damage))
                list(reader.records(batch))
        except NewscleanError as error:
            seen.add(str(path) in str(error))
    assert seen == {True, False}


@given(st.binary(max_size=60))
@example(b"\x1c" * 5000 + b"\0")  # structs in structs
@example(b"\x19" * 5000)  # lists in lists
@example(b"\x19\xfc\xff\xff\xff\xff\x0f")  # a list of more than there is
@example(b"\x15" + b"\xff" * 20)
def test_any_bytes_are_a_struct_or_an_error(raw: bytes) -> None:
    try:
        fields, end = read_struct(raw)
    except (ValueError, IndexError):
        return
    assert 0 < end <= len(raw) + (1 << 40)
    assert all(isinstance(number, int) for number in fields)
