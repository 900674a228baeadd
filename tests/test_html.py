"""Pages: the extractor takes the text out, ``clean`` does the rest, on the command line too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import newsclean
from newsclean import OptionError, clean, clean_html
from newsclean.cli import cli
from newsclean.corpus import RefusedError, clean_corpus
from newsclean.html import decoded, explain_html, extract
from optional import missing

PAGE = """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Crue</title></head><body>
<nav><a href="/">Accueil</a> <a href="/sport">Sport</a></nav>
<article><h1>La rivière sort de son lit</h1>
<p>La rivière est sortie de son lit dans la nuit de lundi à mardi, après trois jours de pluie sur les collines.</p>
<p>Lire aussi : <a href="/dossier">Notre dossier sur les crues</a></p>
<p>« Nous n’avons rien vu venir », raconte la maire de Pont-Aven, dont le jardin est sous l'eau depuis dimanche.</p>
</article></body></html>"""
ARTICLE = (
    "La rivière sort de son lit\n"
    "La rivière est sortie de son lit dans la nuit de lundi à mardi, après trois jours de pluie sur les collines.\n"
    "« Nous n'avons rien vu venir », raconte la maire de Pont-Aven, dont le jardin est sous l'eau depuis dimanche."
)


@pytest.fixture(autouse=True)
def _extractor() -> None:
    try:
        extract("")
    except ImportError as error:
        missing(error)


def invoke(*arguments: str | Path, text: str | bytes = b"") -> tuple[int, str]:
    done = CliRunner().invoke(cli, [*map(str, arguments)], input=text)
    return done.exit_code, done.output


def test_a_page_becomes_its_article() -> None:
    assert clean_html(PAGE) == ARTICLE
    assert clean_html(PAGE.encode()) == ARTICLE
    assert clean_html(PAGE, style="typographic") == clean(extract(PAGE), style="typographic") != ARTICLE
    assert newsclean.clean_html is clean_html


def test_offsets_are_those_of_the_text_that_was_taken_out() -> None:
    result = explain_html(PAGE)

    assert result.original == extract(PAGE)
    assert [piece.rule for piece in result.removed] == ["fr/read-also"]
    assert result.text == ARTICLE


def test_a_part_of_a_page_is_read_too() -> None:
    assert clean_html("<p>L’eau monte.</p><p>Lire aussi : Notre dossier</p>") == "L'eau monte."
    assert clean_html("<p>L’eau monte encore à Saint-Aubin.</p>".encode()) == "L'eau monte encore à Saint-Aubin."
    assert clean_html("L’eau monte.") == "L'eau monte."


@pytest.mark.parametrize(
    "page", ["", " ", "\0", "\ud800", "<" * 5_000, "<div>" * 5_000, "<p>" * 2_000, "<!--", b"\xff\0", b"\xff\xfe<"]
)
def test_no_page_raises(page: str | bytes) -> None:
    assert isinstance(clean_html(page), str)


@pytest.mark.parametrize(
    "said, encoding",
    [
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("iso-8859-1", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("utf-8", "cp1252"),
        ("rot13", "cp1252"),
        ("no-such-thing", "cp1252"),
        ("iso-8859-15", "iso-8859-15"),
        ("utf-16", "utf-16"),
    ],
)
def test_bytes_are_decoded_as_they_are_not_as_statistics_guess(said: str, encoding: str) -> None:
    page = f'<html><meta charset="{said}"><p>L’été, c’est « 3 € »</p>'
    raw = page.replace("’", "'").encode(encoding) if encoding == "iso-8859-15" else page.encode(encoding)

    assert decoded(raw).replace("'", "’") == page


def test_wrong_arguments_are_told() -> None:
    with pytest.raises(TypeError, match=r"extract\(\) takes str or bytes, not NoneType"):
        clean_html(None)  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="unknown option 'levels'"):
        clean_html(PAGE, levels="safe")


def test_the_command_line_reads_pages(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, "utf-8")

    assert invoke("clean", "--html", page) == (0, ARTICLE + "\n")
    assert invoke("clean", "--html", text=PAGE.replace("utf-8", "latin-1").encode("cp1252")) == (0, ARTICLE + "\n")
    assert invoke("clean", "--html", page, "-o", f"{tmp_path}/out/") == (0, "")
    assert (tmp_path / "out" / "page.txt").read_text("utf-8") == ARTICLE + "\n"
    status, said = invoke("explain", "--html", page, "--format", "json")
    assert (status, json.loads(said)["text"]) == (0, ARTICLE)


def test_a_corpus_of_pages_is_cleaned(tmp_path: Path) -> None:
    rows = [{"id": "a", "html": PAGE}, {"id": "b", "html": ""}]
    pages = tmp_path / "pages.jsonl"
    pages.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    status, _ = invoke("run", pages, "-o", tmp_path / "out.jsonl", "--html", "--text-key", "html", "--explain", "-q")
    cleaned = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]

    assert status == 0
    assert [row["html"] for row in cleaned] == [ARTICLE, ""]
    edit = next(edit for edit in cleaned[0]["newsclean_edits"] if edit["rule"] == "fr/read-also")
    assert extract(PAGE)[edit["start"] : edit["end"]] == edit["removed"]


@pytest.mark.parametrize("option", ["annotate", "dolma"])
def test_spans_of_markup_are_refused(tmp_path: Path, option: str) -> None:
    with pytest.raises(RefusedError, match="spans of the text as it came in, which HTML is not"):
        clean_corpus(tmp_path / "a.jsonl", tmp_path / "b.jsonl", html=True, **{option: True})
