"""Nothing is lost: what cannot be read, cleaned or written is told, and the rest goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpora import fail_on_seven, interrupt_on_seventy, rejects, rows, strip_ad, write_jsonl

from newsclean.corpus import InputError, RejectedError, clean_corpus

BAD = [
    (b'{"text": "a"', "bad JSON: Expecting ',' delimiter (column 13)"),
    (b'{"text": "\xff"}', "bad UTF-8: byte 0xff at byte 11 of the line"),
    (b'["a"]', "not an object but list"),
    (b'{"id": 5, "title": "b"}', "no key 'text'; the keys are: id, title"),
    (b"{}", "no key 'text'; the keys are: none"),
    (b'{"text": null}', "no text: 'text' is null"),
    (b'{"text": ["a"]}', "no text: 'text' is list, not a string"),
    (b"\x00", "bad JSON: Expecting value (column 1)"),
]


def test_every_bad_line_is_told(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(b'{"text": "good"}\n' + b"\n".join(line for line, _ in BAD) + b'\r\n{"text": ""}')
    output = tmp_path / "out.jsonl"

    summary = clean_corpus(source, output, pipeline=strip_ad)

    assert rows(output) == [{"text": "good"}, {"text": ""}]
    assert summary.rejects == tmp_path / "out.jsonl.rejects.jsonl"
    assert summary.tally.rejected == len(BAD)
    assert str(summary.rejects) in str(summary)
    told = rejects(output)
    assert [(r["line"], r["reason"]) for r in told] == [(i, why) for i, (_, why) in enumerate(BAD, 2)]
    assert {r["file"] for r in told} == {str(source)}
    assert told[3]["id"] == "5"
    assert told[1]["start"] == '{"text": "\\xff"}'


def test_a_document_that_fails_is_told(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", 20)

    summary = clean_corpus(source, tmp_path / "out.jsonl", pipeline=fail_on_seven)

    assert summary.tally.documents == 19
    (reject,) = rejects(tmp_path / "out.jsonl")
    assert (reject["line"], reject["id"], reject["reason"]) == (8, "d7", "could not be cleaned: LookupError: seven")


def test_strict_stops_at_the_first(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(b'{"text": "a"}\n{\n{"id": 1}\n')

    with pytest.raises(RejectedError, match=r"in\.jsonl:2: bad JSON: .* \(--strict\)"):
        clean_corpus(source, tmp_path / "out.jsonl", pipeline=strip_ad, strict=True)

    assert not (tmp_path / "out.jsonl").exists()


def test_no_rejects_file_without_rejects(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    output = tmp_path / "out.jsonl"
    source.write_bytes(b'{"text": "a"}\n{\n')
    clean_corpus(source, output, pipeline=strip_ad)
    source.write_bytes(b'{"text": "a"}\n')

    summary = clean_corpus(source, output, pipeline=strip_ad, overwrite=True)

    assert summary.rejects is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_ctrl_c_in_a_document_keeps_what_was_done(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", 100)
    output = tmp_path / "out.jsonl"

    with pytest.raises(KeyboardInterrupt):
        clean_corpus(source, output, pipeline=interrupt_on_seventy, batch_bytes=500)

    partial = tmp_path / "out.jsonl.partial"
    assert sum(1 for _ in (partial / "000000.part").open()) > 50
    with pytest.raises(KeyboardInterrupt):  # the same call is at the same document at once
        clean_corpus(source, output, pipeline=interrupt_on_seventy, batch_bytes=500)


@pytest.mark.parametrize(
    "name, content, options",
    [
        ("in.jsonl", b'{"id": 1, "body": "a"}\n', {}),
        ("in.csv", b"id,body\n1,a\n", {}),
        ("in.jsonl", b'{"body": "a", "text": "b"}\n', {"id_key": "id"}),
        ("in.csv", b"body,text\n1,a\n", {"id_key": "id"}),
    ],
)
def test_a_missing_key_names_the_keys_there_are(tmp_path: Path, name: str, content: bytes, options) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(
        InputError, match=r"no key '(text|id)'; the keys are: (\w+, )?body.*; name one with --(text|id)-key"
    ):
        clean_corpus(tmp_path / name, tmp_path / "out.jsonl", pipeline=strip_ad, **options)

    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_missing_key_in_parquet(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"body": ["a"], "n": [1]}), tmp_path / "in.parquet")

    with pytest.raises(InputError, match="no key 'text'; the keys are: body, n"):
        clean_corpus(tmp_path / "in.parquet", tmp_path / "out.parquet", pipeline=strip_ad)
