"""The columns, counts and side-cars that a run can add."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from corpora import AD, rejects, rows, strip_ad, write_jsonl

from newsclean import CATEGORIES, Pipeline, StripBoilerplate, explain
from newsclean.corpus import InputError, Tally, clean_corpus

TEXT = "Lire aussi : Notre dossier\n\nLa pluie tombe sur la ville."
REMOVER = Pipeline([StripBoilerplate()])


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    documents = [{"id": "a", "text": TEXT, "n": 1}, {"id": "b", "text": "Rien à dire.", "n": 2}]
    path.write_text("".join(json.dumps(d) + "\n" for d in documents), "utf-8")
    return path


def expected():
    result = REMOVER.explain(TEXT)
    assert result.removed, "the built-in rules know this notice"
    return result


@pytest.mark.parametrize("name", ["out.jsonl", "out.parquet", "out.csv"])
def test_explain_adds_the_edits(tmp_path: Path, source: Path, name: str) -> None:
    clean_corpus(source, tmp_path / name, pipeline=REMOVER, explain=True)

    first, second = rows(tmp_path / name)
    edits = first["newsclean_edits"]
    edits = json.loads(edits) if isinstance(edits, str) else edits
    assert first["text"] == expected().text
    assert edits == [
        {"start": e.span.start, "end": e.span.end, "rule": e.rule, "removed": e.old, "new": e.new}
        for e in expected().edits
    ]
    assert second["newsclean_edits"] in ([], "[]")


@pytest.mark.parametrize("name", ["out.jsonl", "out.parquet"])
def test_annotate_adds_spans_and_leaves_the_text(tmp_path: Path, source: Path, name: str) -> None:
    summary = clean_corpus(source, tmp_path / name, pipeline=REMOVER, annotate=True)

    first, _ = rows(tmp_path / name)
    assert first["text"] == TEXT
    assert first["newsclean_spans"] == [
        {"start": a.span.start, "end": a.span.end, "rule": a.rule, "category": a.category} for a in expected().removed
    ]
    assert summary.tally.left < summary.tally.characters


def test_dolma_attributes(tmp_path: Path, source: Path) -> None:
    with source.open("a") as file:
        file.write('{"text": "no id"}\n')
    clean_corpus(source, tmp_path / "out.jsonl", pipeline=REMOVER, dolma=True)

    first, second = rows(tmp_path / "out.jsonl")
    assert first["id"] == "a"
    found = {name: spans for name, spans in first["attributes"].items() if spans}
    assert found == {f"newsclean__{a.category}": [[a.span.start, a.span.end, 1.0]] for a in expected().removed}
    assert set(second["attributes"]) == {f"newsclean__{category}" for category in CATEGORIES}
    assert "no id" in str(rejects(tmp_path / "out.jsonl")[0]["reason"])


def test_a_column_that_is_there_already_is_not_overwritten(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(b'{"text": "a", "newsclean_edits": 1}\n')
    clean_corpus(source, tmp_path / "out.jsonl", pipeline=strip_ad, explain=True)
    assert "has a key 'newsclean_edits' already" in str(rejects(tmp_path / "out.jsonl")[0]["reason"])
    source = tmp_path / "in.csv"
    source.write_bytes(b"text,newsclean_edits\na,1\n")
    with pytest.raises(InputError, match="has a column 'newsclean_edits' already"):
        clean_corpus(source, tmp_path / "out.csv", pipeline=strip_ad, explain=True)


def test_stats(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    texts = [TEXT, "Rien.", "Lire aussi : Notre dossier", ""]
    source.write_text("".join(json.dumps({"text": t, "id": i}) + "\n" for i, t in enumerate(texts)) + "{", "utf-8")

    summary = clean_corpus(source, tmp_path / "out.jsonl", pipeline=REMOVER, stats=tmp_path / "stats.json")

    results = [REMOVER.explain(text) for text in texts]
    stats = json.loads((tmp_path / "stats.json").read_text("utf-8"))
    assert stats["documents"] == 4
    assert stats["rejected"] == 1
    assert stats["unchanged"] == 2
    assert stats["emptied"] == sum(bool(t) and not r.text for t, r in zip(texts, results, strict=True))
    assert stats["rules"] == dict(sum((r.rule_counts for r in results), start=type(summary.tally.rules)()))
    assert stats["categories"] == dict(summary.tally.categories)
    assert sum(stats["languages"].values()) == 4
    assert stats["characters"] == sum(map(len, texts))
    assert 0 < stats["removed_share"] < 1
    assert {slow["line"] for slow in stats["slowest"]} == {1, 2, 3, 4}
    assert "rules: " in str(summary)


def test_counts_add_up_and_go_there_and_back() -> None:
    one, two = Tally(), Tally()
    one.count(TEXT, "x", explain(TEXT))
    one.slow((2.0, "f", 1, None, 3), (1.0, "f", 2, "b", 3))
    two.count("", "", None)
    two.slow(*[(3.0 + i, "f", i, None, 1) for i in range(9)])

    total = one + two

    assert total.documents == 2
    assert [slow[0] for slow in total.slowest] == [11.0, 10.0, 9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0]
    assert Tally.from_dict(json.loads(json.dumps(total.to_dict()))) == total
    assert one + Tally() == one


def test_ads_are_counted_as_characters(tmp_path: Path) -> None:
    summary = clean_corpus(write_jsonl(tmp_path / "in.jsonl", 9), tmp_path / "out.jsonl", pipeline=strip_ad)

    assert summary.tally.characters - summary.tally.left == 3 * len(AD)
    assert summary.tally.unchanged == 6
