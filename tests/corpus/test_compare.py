"""What only one of two pipelines removes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from corpora import rows

from newsclean import Pipeline, StripBoilerplate
from newsclean.commands.compare import command
from newsclean.corpus import InputError, clean_corpus, compare_corpus
from newsclean.corpus.compare import Piece, _uncovered
from newsclean.edits import Span

KNOWN = "Lire aussi : Notre dossier"
NONE = Pipeline([])
ALL = Pipeline([StripBoilerplate()])


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    documents = [{"text": f"{KNOWN}\n\nLa pluie {i} tombe." if i % 2 else f"Rien {i}."} for i in range(40)]
    path.write_text("".join(json.dumps(d) + "\n" for d in documents) + "{bad\n", "utf-8")
    return path


def test_says_what_only_one_side_removes(source: Path) -> None:
    found = compare_corpus(source, NONE, ALL, examples=2)

    assert (found.read, found.sampled, found.differ, found.elsewhere) == (40, 40, 20, 0)
    assert not found.less
    (change,) = found.more.values()
    assert (change.documents, change.pieces) == (20, 20)
    assert change.characters >= 20 * len(KNOWN)
    assert [(e.file, e.line) for e in change.examples] == [(str(source), 2), (str(source), 4)]
    assert change.examples[0].text.startswith(KNOWN)
    assert compare_corpus(source, ALL, NONE, examples=2).less == found.more
    text = found.describe("one", "two")
    assert "20 pieces in 20 documents" in text
    assert "removed with one, not with two:\n  nothing" in text


def test_a_side_against_itself_differs_in_nothing(source: Path) -> None:
    found = compare_corpus(source, ALL, ALL)

    assert (found.differ, found.more, found.less) == (0, {}, {})


def test_the_sample_is_drawn_by_its_seed(source: Path) -> None:
    first = compare_corpus(source, NONE, ALL, sample=10, seed=1, examples=40)

    assert first.sampled == 10
    assert first == compare_corpus(source, NONE, ALL, sample=10, seed=1, examples=40)
    assert first != compare_corpus(source, NONE, ALL, sample=10, seed=2, examples=40)
    lines = [e.line for change in first.more.values() for e in change.examples]
    assert lines == sorted(lines)


@pytest.mark.parametrize("options", [{"explain": True}, {"annotate": True}])
@pytest.mark.parametrize("name", ["old.jsonl", "old.parquet"])
def test_a_recorded_run_stands_for_another_version(tmp_path: Path, source: Path, options, name: str) -> None:
    old = tmp_path / name
    clean_corpus(source, old, pipeline=ALL, **options)

    assert compare_corpus(old, None, NONE).less == _renamed(compare_corpus(source, ALL, NONE).less, old)
    assert compare_corpus(old, None, ALL).more == {}
    with pytest.raises(InputError, match="has no column newsclean_edits or newsclean_spans"):
        compare_corpus(source, None, ALL)
    assert rows(old)


def _renamed(changes, file: Path):
    for change in changes.values():
        change.examples = [example._replace(file=str(file)) for example in change.examples]
    return changes


def test_normalisation_alone_is_told_apart(source: Path) -> None:
    found = compare_corpus(source, NONE, Pipeline([_lower]))

    assert (found.differ, found.elsewhere) == (40, 40)


def _lower(text: str) -> str:
    return text.replace("R", "r").replace("L", "l")


@pytest.mark.parametrize(
    "pieces, others, left",
    [
        ([(0, 4)], [], [(0, 4)]),
        ([(0, 4)], [(0, 4)], []),
        ([(0, 9)], [(2, 3), (5, 6)], [(0, 2), (3, 5), (6, 9)]),
        ([(2, 4), (6, 9)], [(0, 7)], [(7, 9)]),
        ([(0, 9)], [(1, 9), (0, 3)], []),
    ],
)
def test_uncovered(pieces, others, left) -> None:
    text = "abcdefghi"

    found = _uncovered(text, [Piece(Span(*p), "r") for p in pieces], [Piece(Span(*p), "s") for p in others])

    assert [tuple(piece.span) for piece in found] == left


def test_the_command(source: Path, tmp_path: Path) -> None:
    runner = CliRunner()
    shown = runner.invoke(command, [str(source), "--without", "crosslink", "--to-rules", str(tmp_path / "none.toml")])
    assert shown.exit_code == 2

    done = runner.invoke(command, [str(source), "--level", "safe", "--to", "aggressive", "--sample", "5"])
    assert done.exit_code == 0, done.output
    assert "5 of 40 documents" in done.output
    assert "removed with aggressive, not with safe:" in done.output

    done = runner.invoke(command, [str(source), "--to", "standard", "--json"])
    assert json.loads(done.output)["more"] == []
    assert runner.invoke(command, [str(source)]).exit_code == 2
    assert runner.invoke(command, [str(source), "--to", "none.toml"]).exit_code == 2
    assert runner.invoke(command, [str(tmp_path / "none.jsonl"), "--to", "safe"]).exit_code == 1


def test_the_command_compares_pipeline_files(source: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.toml").write_text("rounds = 1\n", "utf-8")
    (tmp_path / "all.toml").write_text('[[step]]\nuse = "boilerplate"\n', "utf-8")

    done = CliRunner().invoke(
        command, [str(source), "--pipeline", str(tmp_path / "empty.toml"), "--to", str(tmp_path / "all.toml")]
    )

    assert done.exit_code == 0, done.output
    assert "20 come out differently" in done.output
