"""Files made to do harm: bombs, endless lines, JSON without a bottom, controls: told by place, in bounded memory."""

from __future__ import annotations

import json
import tracemalloc
import zlib
from pathlib import Path

import pytest
import zstandard
from corpora import rejects, rows, unpacked

from newsclean.corpus import InputError, clean_corpus, source
from newsclean.corpus.readers import table, wet

GOOD = "Le marché rouvre lundi."


def bomb(path: Path, kind: str, megabytes: int) -> Path:
    """Write one line of ``megabytes`` between two good ones, compressed."""
    good = json.dumps({"text": GOOD}).encode() + b"\n"
    packer = zlib.compressobj(1, wbits=31) if kind == "gz" else zstandard.ZstdCompressor().compressobj()
    pieces = [good, *([bytes(1 << 20)] * megabytes), b"\n" + good]
    path.write_bytes(b"".join([*map(packer.compress, pieces), packer.flush()]))
    return path


@pytest.mark.parametrize("kind", ["gz", "zst"])
def test_a_compressed_bomb_is_one_reject_and_takes_little_memory(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "LONGEST", 8 << 20)
    path = bomb(tmp_path / f"in.jsonl.{kind}", kind, 200)
    assert path.stat().st_size < 1_500_000
    tracemalloc.start()
    clean_corpus(path, tmp_path / "out.jsonl", workers=1, pipeline=str.strip)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert [row["text"] for row in rows(tmp_path / "out.jsonl")] == [GOOD, GOOD]
    (told,) = rejects(tmp_path / "out.jsonl")
    assert told["line"] == 2
    assert told["reason"] == f"the line is {source.TOO_LONG}"
    assert peak < 200 << 20


def test_a_frame_that_asks_for_gigabytes_is_told_with_what_to_do(tmp_path: Path) -> None:
    asks = zstandard.ZstdCompressionParameters.from_level(3, window_log=31)
    packer = zstandard.ZstdCompressor(compression_params=asks).compressobj()
    line = json.dumps({"text": GOOD}).encode() + b"\n"
    (tmp_path / "in.jsonl.zst").write_bytes(zstandard.compress(line) + packer.compress(line) + packer.flush())
    clean_corpus(tmp_path / "in.jsonl.zst", tmp_path / "out.jsonl", workers=1, pipeline=str.strip)

    assert len(rows(tmp_path / "out.jsonl")) == 1
    (told,) = rejects(tmp_path / "out.jsonl")
    assert (told["line"], str(told["reason"])) == (
        2,
        "the zst data asks for a window of more than 256 MiB; unpack it first: zstd -d --long=31; "
        "nothing from here on could be read",
    )


@pytest.mark.parametrize(
    "name, head, before, after, what, line",
    [
        ("in.jsonl", "", '{"text": "a"}\n', '\n{"text": "b"}\n', "line", 2),
        ("in.csv", "text\n", "a\n", "\nb\n", "row", 3),
        ("in.csv", "text\n", "a\n", '"\nb\n', "row", 3),
        ("in.txt", "", "a\n", "\nb\n", "line", 2),
    ],
    ids=["jsonl", "csv", "csv quoted", "lines"],
)
def test_an_endless_record_is_left_out_and_the_next_one_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, head: str, before: str, after: str, what: str, line: int
) -> None:
    for module in (source, table):
        monkeypatch.setattr(module, "LONGEST", 1 << 17)
    long = '"' + "x\n" * (1 << 17) if after.startswith('"') else "x" * (1 << 19)
    (tmp_path / name).write_text(head + before + long + after, "utf-8")
    output = tmp_path / "out.jsonl"
    clean_corpus(tmp_path / name, output, workers=1, pipeline=str.strip, lines=name == "in.txt", batch_bytes=1 << 16)

    read = [row["text"] for row in rows(output)]
    assert (read[0], read[-1]) == ("a", "b")
    told = rejects(output)[0]
    assert told["line"] == line
    assert str(told["reason"]).startswith(f"the {what} is {source.TOO_LONG}")


def test_a_text_or_record_without_an_end_is_one_reject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (source, wet):
        monkeypatch.setattr(module, "LONGEST", 1 << 20)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("x" * (2 << 20), "utf-8")
    record = "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <{id}>\r\nContent-Length: {n}\r\n\r\n{body}\r\n\r\n"
    bodies = [("urn:1", "x" * (2 << 20)), ("urn:2", GOOD)]
    records = "".join(record.format(id=id_, n=len(body.encode()), body=body) for id_, body in bodies)
    (tmp_path / "in" / "b.wet").write_text(records, "utf-8", newline="")
    clean_corpus(tmp_path / "in", tmp_path / "out.jsonl", workers=1, pipeline=str.strip)

    assert [row["text"] for row in rows(tmp_path / "out.jsonl")] == [GOOD]
    told = [(reject["line"], str(reject["reason"]).partition(";")[0]) for reject in rejects(tmp_path / "out.jsonl")]
    assert told == [(1, f"the file is {source.TOO_LONG}"), (1, f"the record is {source.TOO_LONG}")]


def test_a_header_without_an_end_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (source, table):
        monkeypatch.setattr(module, "LONGEST", 1 << 20)
    (tmp_path / "in.csv").write_text('"text' + "\nx" * (1 << 20), "utf-8")

    with pytest.raises(InputError, match=r"in\.csv: has no CSV header in its first line: the row is longer than"):
        clean_corpus(tmp_path / "in.csv", tmp_path / "out.jsonl", workers=1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv"]


@pytest.mark.parametrize(
    "nested", ["[" * 1_000_000, "[" * 1_000_000 + "]" * 1_000_000, '{"a":' * 500_000 + "1" + "}" * 500_000]
)
def test_json_without_a_bottom_is_one_reject(tmp_path: Path, nested: str) -> None:
    lines = [json.dumps({"text": GOOD}), f'{{"text": "a", "b": {nested}}}', json.dumps({"text": GOOD})]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), "utf-8")
    clean_corpus(tmp_path / "in.jsonl", tmp_path / "out.jsonl", workers=1, pipeline=str.strip)

    assert [row["text"] for row in rows(tmp_path / "out.jsonl")] == [GOOD, GOOD]
    (told,) = rejects(tmp_path / "out.jsonl")
    assert told["line"] == 2
    assert str(told["reason"]).startswith("bad JSON: ")
    assert len(str(told["start"])) <= 200


@pytest.mark.parametrize("output", ["out.jsonl", "out.csv", "out.parquet"])
def test_controls_and_half_characters_go_through_or_are_told(tmp_path: Path, output: str) -> None:
    texts = ["a\x00b", "a\u202eb\u202c", "a\ud83d", "\x1b[31ma", "a\u2028b", "\ufeffa", "\udc00\ud800"]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), "utf-8")
    clean_corpus(tmp_path / "in.jsonl", tmp_path / output, workers=1, pipeline=str.rstrip)

    kept = [row["text"] for row in rows(tmp_path / output)]
    told = {int(str(reject["line"])): str(reject["reason"]) for reject in rejects(tmp_path / output)}
    assert kept == [text for line, text in enumerate(texts, 1) if line not in told]
    assert set(told) <= {3, 7}
    assert all("lone surrogate" in reason for reason in told.values())
    if output == "out.jsonl":
        assert not told
        assert unpacked(tmp_path / output).isascii()
