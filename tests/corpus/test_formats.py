"""Every format in, every format out, and what is kept."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from corpora import AD, document, packed, rejects, rows, strip_ad, unpacked, write_jsonl

from newsclean.corpus import clean_corpus

COUNT = 60
OUTPUTS = ["jsonl", "jsonl.gz", "jsonl.zst", "parquet", "csv", "csv.gz", "tsv", "tsv.zst"]


def run(source: Path, name: str = "out.jsonl", **options: object):
    output = source.parent / name
    options.setdefault("pipeline", strip_ad)
    return output, clean_corpus(source, output, batch_bytes=1000, **options)


@pytest.fixture
def documents() -> list[dict[str, object]]:
    return [{**document(i), "text": strip_ad(str(document(i)["text"]))} for i in range(COUNT)]


@pytest.mark.parametrize("second", OUTPUTS)
@pytest.mark.parametrize("first", ["jsonl.gz", "parquet", "csv", "tsv.zst"])
def test_every_format_becomes_every_other(tmp_path: Path, documents, first: str, second: str) -> None:
    source = write_jsonl(tmp_path / "in.jsonl.zst", COUNT)
    middle, _ = run(source, f"middle.{first}", pipeline=str.strip)

    output, summary = run(middle, f"out.{second}")

    assert summary.tally.documents == COUNT
    assert summary.tally.unchanged == 40
    assert summary.rejects is None
    as_text = any(kind in (first + second) for kind in ("csv", "tsv"))
    assert rows(output) == [{**d, "n": str(d["n"])} if as_text else d for d in documents]


def test_jsonl_keeps_all_other_bytes(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    lines = [
        b'{ "n" : 1.50e+3,\t"text" : "' + AD.encode() + b'Il pleut.", "text2": "' + AD.encode() + b'" }\r\n',
        b'{"\\u0074ext": "Il\\u0020vente.", "big": 123456789012345678901234567890, "d": 1, "d": 2}\n',
        b"\n",
        b'{"x": {"text": "' + AD.encode() + b'"}, "text": "' + AD.encode() + b'Fin."}',
    ]
    source.write_bytes(b"\xef\xbb\xbf" + b"".join(lines))

    output, _ = run(source)

    first, second, _, last = lines
    ad = AD.encode()
    assert output.read_bytes() == first.replace(ad, b"", 1) + second + b"".join(last.rsplit(ad, 1)) + b"\n"


def test_big_integers_and_surrogates_go_through(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(rb'{"text": "a\ud800", "n": 1180591620717411303424}' + b"\n" + b'{"text": "b"}\n')

    assert rows(run(source, "out.jsonl")[0]) == [{"text": "a\ud800", "n": 2**70}, {"text": "b"}]
    output, _ = run(source, "out.csv")
    assert rows(output) == [{"text": "b", "n": ""}]
    assert "lone surrogate" in str(rejects(output)[0]["reason"])
    source.write_bytes(b'{"text": "a", "n": 1180591620717411303424}\n{"text": "b", "n": 1}\n')
    assert [row["n"] for row in rows(run(source, "out.parquet")[0])] == ["1180591620717411303424", "1"]


@pytest.mark.parametrize("name", ["out.jsonl", "out.csv", "out.parquet"])
def test_deep_nesting(tmp_path: Path, name: str) -> None:
    source = tmp_path / "in.jsonl"
    deep = b'{"text": "%s", "v": ' % AD.encode() + b'[{"a": ' * 400 + b"1" + b"}]" * 400 + b"}\n"
    source.write_bytes(deep + b'{"text": "b", "v": ' + b"[" * 90 + b"]" * 90 + b"}\n")

    output, summary = run(source, name)

    if name == "out.jsonl":
        assert output.read_bytes().splitlines()[0] == deep.replace(AD.encode(), b"").strip()
    else:
        assert summary.tally.documents == 1
        assert "nested more than 100 levels deep" in str(rejects(output)[0]["reason"])


def test_csv_keeps_rows_that_do_not_change(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    head = b'\xef\xbb\xbfid,"text",note\r\n'
    kept = b'1,"Il pleut,\r\n""dit"" l\'autre.","a,b"\r\n2,Il vente.,"quoted"\n'
    source.write_bytes(head + kept + b'"3","' + AD.encode() + b'Fin, enfin.",  z \r\n4,x,y')

    output, _ = run(source)
    assert [row["note"] for row in rows(output)] == ["a,b", "quoted", "  z ", "y"]

    output, summary = run(source, "out.csv")
    assert output.read_bytes() == b"id,text,note\n" + kept + b'3,"Fin, enfin.",  z \r\n4,x,y\n'
    assert summary.tally.unchanged == 3


def test_csv_rejects_the_row_and_no_more(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(b'id,text\n1,a\n2,\xff\n3,a,b\n\n4,b\n5,"open\n6,c\n')

    output, summary = run(source)

    assert [row["id"] for row in rows(output)] == ["1", "4"] + [r["id"] for r in rows(output)[2:]]
    found = {reject["line"]: reject["reason"] for reject in rejects(output)}
    assert found[3] == "bad UTF-8: byte 0xff"
    assert found[4] == "3 fields where the header has 2"
    assert summary.tally.documents + summary.tally.rejected == 5


def test_tsv_without_quotes(tmp_path: Path) -> None:
    source = tmp_path / "in.tsv"
    source.write_text('id\ttext\n1\t"Oui.\n2\t' + AD + '"Non." dit-il\n', "utf-8")

    output, _ = run(source, "out.tsv", quotes=False)

    assert output.read_text("utf-8") == 'id\ttext\n1\t"Oui.\n2\t"Non." dit-il\n'


def test_parquet_keeps_types_and_metadata(tmp_path: Path) -> None:
    import datetime

    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema(
        [
            pa.field("text", pa.large_string(), metadata={b"role": b"body"}),
            pa.field("when", pa.timestamp("ms", "Europe/Paris")),
            pa.field("tags", pa.list_(pa.dictionary(pa.int8(), pa.string()))),
            pa.field("raw", pa.binary()),
            pa.field("d", pa.decimal128(9, 3)),
            pa.field("id", pa.int64(), nullable=False),
        ],
        metadata={b"huggingface": b"{}", b"who": b"me"},
    )
    when = datetime.datetime(2024, 1, 2, tzinfo=datetime.UTC)
    count = 500
    data = {
        "text": [None if i == 3 else f"{AD}Texte {i}" for i in range(count)],
        "when": [when] * count,
        "tags": [["a", "b"]] * count,
        "raw": [b"\xff\x00"] * count,
        "d": [1] * count,
        "id": list(range(count)),
    }
    table = pa.table(data, schema)
    source = tmp_path / "in.parquet"
    pq.write_table(table, source, row_group_size=200)

    output, _ = run(source, "out.parquet")

    got = pq.read_table(output)
    assert got.schema.equals(pq.read_schema(source), check_metadata=True)
    assert got.drop(["text"]).equals(table.drop(["text"]).filter(pa.array([i != 3 for i in range(count)])))
    assert got["text"].to_pylist() == [f"Texte {i}" for i in range(count) if i != 3]
    assert (rejects(output)[0]["line"], rejects(output)[0]["reason"]) == (4, "no text: 'text' is null")
    output, _ = run(source, "explained.parquet", explain=True)
    assert set(pq.read_schema(output).metadata) == {b"who"}
    assert rows(run(source, "out.jsonl")[0])[0]["raw"] == "/wA="


def test_parquet_text_may_be_a_dictionary(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    source = tmp_path / "in.parquet"
    pq.write_table(pa.table({"text": pa.array([AD + "a", "b"]).dictionary_encode()}), source)

    assert rows(run(source, "out.parquet")[0]) == [{"text": "a"}, {"text": "b"}]


def test_json_of_mixed_types_becomes_parquet(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    values = [1, 2.5, None, {"a": 1}, True]
    records = [
        {"text": "x" * 200, "v": values[i % 5] if i > 50 else i, "f": i if i % 2 else i / 2, "m": i % 3 == 0 or 0.5}
        for i in range(100)
    ]
    records += [{"text": "y", "o": {"a": 1}, "e": {}, "l": ["b"]}, {"text": "z", "o": {"b": 2}, "l": []}]
    source.write_text("\n".join(map(json.dumps, records)), "utf-8")

    got = rows(run(source, "out.parquet")[0])

    assert [None if row["v"] is None else json.loads(str(row["v"])) for row in got] == [r.get("v") for r in records]
    assert [row["f"] for row in got] == [r.get("f") for r in records]
    assert [row["m"] for row in got[:2]] == ["true", "0.5"]
    assert [row["o"] for row in got[-2:]] == [{"a": 1, "b": None}, {"a": None, "b": 2}]
    assert [row["l"] for row in got[-2:]] == [["b"], []]
    assert got[-2]["e"] == "{}"


def test_large_integers_among_floats_stay_exact(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    numbers = [2**53 + 1] * 20 + [0.5] * 20
    source.write_text("\n".join(json.dumps({"text": "x" * 200, "n": n}) for n in numbers), "utf-8")

    assert [json.loads(row["n"]) for row in rows(run(source, "out.parquet")[0])] == numbers


def test_text_files_and_lines(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_bytes(b"\xef\xbb\xbf" + f"{AD}Un.\r\n{AD}Deux.".encode())
    (folder / "sub" / "b.txt.gz").write_bytes(gzip.compress(b"Trois.\n"))
    (folder / "sub" / "bad.txt").write_bytes(b"\xff\xfe")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "notes.md").write_bytes(b"# no")

    summary = clean_corpus(folder, tmp_path / "out", pipeline=strip_ad)

    out = tmp_path / "out"
    assert (out / "a.txt").read_bytes() == b"Un.\r\nDeux."
    assert unpacked(out / "sub" / "b.txt.gz") == b"Trois.\n"
    assert (out / "empty.txt").read_bytes() == b""
    assert not (out / "sub" / "bad.txt").exists()
    assert [r["file"] for r in rejects(out)] == [str(folder / "sub" / "bad.txt")]
    assert summary.passed == (str(folder / "notes.md"),)

    clean_corpus(folder, tmp_path / "all.jsonl", pipeline=strip_ad)
    assert [r["id"] for r in rows(tmp_path / "all.jsonl")] == ["a.txt", "empty.txt", "b.txt.gz"]
    clean_corpus(folder / "a.txt", tmp_path / "lines.txt", pipeline=strip_ad, lines=True)
    assert (tmp_path / "lines.txt").read_bytes() == b"Un.\r\nDeux.\n"
    clean_corpus(folder / "a.txt", tmp_path / "lines.jsonl", pipeline=strip_ad, lines=True)
    assert rows(tmp_path / "lines.jsonl") == [{"id": "a.txt:1", "text": "Un."}, {"id": "a.txt:2", "text": "Deux."}]


def warc(kind: str, number: int, body: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.fr/{number}\r\n"
        f"WARC-Date: 2024-01-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"Content-Type: text/plain\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


@pytest.mark.parametrize("name", ["in.warc.wet.gz", "in.wet", "in.warc.zst"])
def test_wet_is_read(tmp_path: Path, name: str) -> None:
    records = [warc("warcinfo", 0, b"x")] + [warc("conversion", i, f"{AD}Été {i}".encode()) for i in range(1, 40)]
    records.insert(5, warc("conversion", 99, b"\xff"))
    source = tmp_path / name
    source.write_bytes(b"".join(packed(record, source) for record in records))

    output, _ = run(source)

    assert [row["text"] for row in rows(output)] == [f"Été {i}" for i in range(1, 40)]
    assert rows(output)[0] == {
        "id": "<urn:uuid:1>",
        "url": "https://example.fr/1",
        "date": "2024-01-01T00:00:00Z",
        "languages": None,
        "text": "Été 1",
    }
    assert [(r["line"], r["id"]) for r in rejects(output)] == [(6, "<urn:uuid:99>")]


def test_wet_that_is_cut_or_holds_no_text_is_told(tmp_path: Path) -> None:
    source = tmp_path / "in.wet.gz"
    source.write_bytes(b"".join(gzip.compress(warc("conversion", i, b"Texte. " * 50)) for i in range(3))[:-60])
    output, summary = run(source)
    assert summary.tally.documents == 2
    assert "cut short" in str(rejects(output)[-1]["reason"])

    source = tmp_path / "in.warc"
    source.write_bytes(warc("response", 1, b"HTTP/1.1 200 OK\r\n\r\n<html>"))
    output, summary = run(source, "none.jsonl")
    assert summary.tally.documents == 0
    assert "no conversion records" in str(rejects(output)[0]["reason"])

    source.write_bytes(b"this is no WARC file\n" * 9)
    output, _ = run(source, "bad.jsonl")
    assert "not a WARC record" in str(rejects(output)[0]["reason"])


def test_folder_in_folder_out(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "x").mkdir(parents=True)
    write_jsonl(folder / "a.jsonl", 3)
    write_jsonl(folder / "x" / "b.jsonl.gz", 4)
    (folder / ".hidden.jsonl").write_text("{", "utf-8")
    (folder / "old.partial").mkdir()
    write_jsonl(folder / "old.partial" / "c.jsonl", 1)

    clean_corpus(folder, tmp_path / "same", pipeline=strip_ad)
    assert sorted(str(p.relative_to(tmp_path / "same")) for p in (tmp_path / "same").rglob("*.*")) == [
        "a.jsonl",
        "x/b.jsonl.gz",
    ]
    clean_corpus(f"{folder}/**/*.jsonl*", f"{tmp_path}/other/", pipeline=strip_ad, output_format="parquet")
    assert len(rows(tmp_path / "other" / "x" / "b.parquet")) == 4
    clean_corpus([folder, folder / "a.jsonl"], tmp_path / "one.jsonl", pipeline=strip_ad)
    assert len(rows(tmp_path / "one.jsonl")) == 7


@pytest.mark.parametrize("ad, megabytes", [(AD, 20), ("", 200)])
def test_a_record_of_200_mb(tmp_path: Path, ad: str, megabytes: int) -> None:
    source = tmp_path / "in.jsonl"
    text = b"La pluie tombe sur la ville...".ljust(1000) * (megabytes * 1000)
    source.write_bytes(b'{"text":"%s%s","n":1}\n{"text":"b"}\n' % (ad.encode(), text))

    output, summary = run(source)

    assert summary.tally.documents == 2
    assert output.stat().st_size == source.stat().st_size - len(ad.encode())


@pytest.mark.parametrize("name", ["in.jsonl", "in.csv", "in.tsv.gz", "in.jsonl.zst", "in.txt", "in.parquet", "in.wet"])
@pytest.mark.parametrize("target", ["out.jsonl.gz", "out.parquet", "out.csv"])
def test_zero_records(tmp_path: Path, name: str, target: str) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    source = tmp_path / name
    if name == "in.parquet":
        pq.write_table(pa.table({"text": pa.array([], pa.string()), "n": pa.array([], pa.int8())}), source)
    else:
        source.write_bytes(b"")

    output, summary = run(source, target, lines=True)

    assert summary.tally.documents == 0
    assert "no records" in str(summary)
    assert rows(output) == []
    if name == "in.parquet" and target == "out.parquet":
        assert pq.read_schema(output).equals(pq.read_schema(source))


@pytest.mark.parametrize("name", ["in.jsonl.gz", "in.jsonl.zst"])
def test_damaged_compression_loses_nothing_before_it(tmp_path: Path, name: str) -> None:
    source = tmp_path / name
    lines = "".join(json.dumps({"n": i, "text": f"Ligne {i * 7919 % 100_003}."}) + "\n" for i in range(20_000))
    source.write_bytes(packed(lines.encode(), source)[:-100])

    output, summary = run(source)

    count = summary.tally.documents
    assert 1000 < count < 20_000
    assert [row["n"] for row in rows(output)] == list(range(count))
    (reject,) = rejects(output)
    assert reject["line"] == count + 1
    assert "cut short" in str(reject["reason"])


def test_frames_and_padding_of_others_are_read(tmp_path: Path) -> None:
    import zstandard

    source = tmp_path / "in.jsonl.gz"
    one, two = b'{"text": "a"}\n{"te', b'xt": "b"}\n'
    source.write_bytes(gzip.compress(one) + b"\0" * 70_000 + gzip.compress(two) + b"\0" * 512)
    assert [row["text"] for row in rows(run(source)[0])] == ["a", "b"]
    source = tmp_path / "in.jsonl.zst"
    skippable = b"\x50\x2a\x4d\x18\x04\x00\x00\x00abcd"
    source.write_bytes(skippable + zstandard.compress(one) + skippable + zstandard.compress(two))
    assert [row["text"] for row in rows(run(source, "z.jsonl")[0])] == ["a", "b"]


def test_a_damaged_row_group_loses_no_other(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    source = tmp_path / "in.parquet"
    texts = [f"Texte {i * 7919 % 1009}" * 3 for i in range(300)]
    pq.write_table(pa.table({"text": texts}), source, row_group_size=100, compression="gzip", use_dictionary=False)
    place = pq.read_metadata(source).row_group(1).column(0).data_page_offset + 100
    data = bytearray(source.read_bytes())
    data[place : place + 50] = bytes(50)
    source.write_bytes(data)

    output, summary = run(source, "out.parquet")

    assert [row["text"] for row in rows(output)] == texts[:100] + texts[200:]
    (reject,) = rejects(output)
    assert reject["line"] == 101
    assert "row group 2 is damaged" in str(reject["reason"])
    assert str(reject["reason"]).endswith("; rows 101 to 200 could not be read")
    assert summary.tally.rejected == 1


def test_what_the_run_writes_is_no_input(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", 3)
    options = {"pipeline": strip_ad, "overwrite": True, "stats": tmp_path / "stats.json"}
    for _ in range(2):
        assert clean_corpus(tmp_path, tmp_path / "out", **options).tally.documents == 3
