"""``newsclean learn``: what it writes, what it refuses; that what it writes is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason='learning needs duckdb: pip install "newsclean[learn]"')
pytest.importorskip("rensa", reason='learning needs rensa: pip install "newsclean[learn]"')

from click.testing import CliRunner, Result
from made_pages import page, write

from newsclean.cli import cli

KIOSK = "Le kiosque du quai"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "pages.jsonl"
    write(path, [page(n, tail=[KIOSK]) for n in range(8)], "quai.example")
    return write(path, [page(50 + n, tail=["La <b>gazette</b> du marais"]) for n in range(8)], "a/b c")


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args])


def test_a_pack_is_learned_checked_and_used(corpus: Path, tmp_path: Path) -> None:
    pack, dirty = tmp_path / "learned.toml", tmp_path / "dirty.txt"
    dirty.write_text(page(90, tail=[KIOSK]), "utf-8")

    done = run("learn", corpus, "-o", pack)

    assert done.exit_code == 0, done.output
    assert "16 documents (16 distinct) of 2 sites: 2 rules learned, 0 held back" in done.output
    assert "2 rules, 4 examples, 0 wrong" in run("rules", "check", pack).output
    assert KIOSK in run("clean", dirty).output
    assert KIOSK not in run("clean", dirty, "--rules", pack).output


def test_a_folder_gets_a_file_for_each_site(corpus: Path, tmp_path: Path) -> None:
    for number in range(8):
        write(corpus, [page(200 + number, tail=["Le carnet des deux rives"])], ("a/b c", "quai.example")[number % 2])
    done = run("learn", corpus, "-o", f"{tmp_path}/packs/", "--min-documents", "4")

    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in (tmp_path / "packs").iterdir()) == [
        "a_b_c.toml",
        "quai.example.toml",
        "several-sites.toml",
    ]
    assert KIOSK in (tmp_path / "packs" / "quai.example.toml").read_text("utf-8")
    assert run("learn", corpus, "-o", tmp_path / "packs").exit_code == 2


def test_the_review_page_shows_and_escapes(corpus: Path, tmp_path: Path) -> None:
    done = run("learn", corpus, "-o", tmp_path / "learned.toml", "--review", tmp_path / "review.html")

    page_ = (tmp_path / "review.html").read_text("utf-8")
    assert done.exit_code == 0, done.output
    assert KIOSK in page_
    assert "La &lt;b&gt;gazette&lt;/b&gt; du marais" in page_
    assert "<b>" not in page_
    assert "8 of 8" in page_


def test_an_output_is_not_overwritten_unasked(corpus: Path, tmp_path: Path) -> None:
    pack = tmp_path / "learned.toml"
    pack.write_text("mine", "utf-8")

    done = run("learn", corpus, "-o", pack)

    assert done.exit_code == 2
    assert "exists already" in done.output
    assert pack.read_text("utf-8") == "mine"
    assert run("learn", corpus, "-o", pack, "--overwrite", "-q").exit_code == 0


def test_nothing_learned_writes_nothing(tmp_path: Path) -> None:
    corpus = write(tmp_path / "pages.jsonl", [page(n) for n in range(8)])

    done = run("learn", corpus, "-o", tmp_path / "learned.toml")

    assert done.exit_code == 0
    assert "nothing learned" in done.output
    assert not (tmp_path / "learned.toml").exists()


def test_records_that_cannot_be_used_are_told(corpus: Path, tmp_path: Path) -> None:
    with open(corpus, "a", encoding="utf-8") as file:
        file.write('{"site": "quai.example"}\nnot json\n{"text": "Sans source."}\n')

    done = run("learn", corpus, "-o", tmp_path / "learned.toml")

    assert done.exit_code == 1
    assert "3 records could not be used; the first: " in done.output
    assert (tmp_path / "learned.toml").exists()


@pytest.mark.parametrize(
    "args, status, says",
    [
        (["nowhere.jsonl", "-o", "x.toml"], 1, "there is no such file"),
        (["{corpus}", "-o", "{folder}/x.toml", "--by", "host"], 1, "no key 'host' that names the source"),
        (["{corpus}", "-o", "{folder}/x.toml", "--include", "proze"], 2, "did you mean 'prose'"),
        (["{corpus}", "-o", "{folder}/x.toml", "--memory", "much"], 2, "memory 'much'"),
    ],
)
def test_mistakes_are_said_in_a_line(corpus: Path, tmp_path: Path, args: list[str], status: int, says: str) -> None:
    done = run("learn", *(arg.format(corpus=corpus, folder=tmp_path) for arg in args))

    assert done.exit_code == status
    assert says in done.output
