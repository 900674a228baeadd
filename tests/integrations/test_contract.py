"""What every adapter promises: the text of ``clean``, all else as it was, and errors that name the document."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
from adapters import REMOVED, Adapter, Records, installed

from newsclean import Pipeline, annotate, clean

ARTICLE = (
    "Par Jeanne Ollivier\n\nLa rivière est sortie de son lit dans la nuit (Photo : AFP)\n\n"
    "Lire aussi : Notre dossier sur les crues\n\n« Nous n’avons rien vu venir », raconte la maire de Pont-Aven.\n"
)
HARD = [
    ARTICLE,
    unicodedata.normalize("NFD", ARTICLE),
    "Un\N{NO-BREAK SPACE}texte\N{NARROW NO-BREAK SPACE}: des\N{THIN SPACE}espaces\N{IDEOGRAPHIC SPACE}partout\t.",
    "un NUL \0 au milieu",
    "\r\nDes fins de ligne\rde toutes\u2028sortes\u2029\x85",
    "L'Ã©tÃ© arrive. \N{GRINNING FACE} \N{PILE OF POO}\u200d",
    "{'text': \"rien\", \\n} -- ; % $ ` NULL None nan",
    "Une seule longue ligne, sans aucune fin. " * 5_000,
    " ",
    "NULL",
]


@pytest.fixture(params=installed(), ids=lambda adapter: adapter.name)
def adapter(request: pytest.FixtureRequest) -> Adapter:
    return request.param


def records(*texts: str | None) -> Records:
    return [{"id": f"doc-{n}", "text": text, "source": f"s{n % 3}", "n": n} for n, text in enumerate(texts)]


def test_gives_the_text_of_clean(adapter: Adapter) -> None:
    texts = [*HARD, "une \ud800 moitié"] if adapter.surrogates else HARD

    assert [row["text"] for row in adapter.run(records(*texts), None, False)] == [clean(text) for text in texts]


def test_nothing_stays_nothing(adapter: Adapter) -> None:
    texts = ["", None, ARTICLE, ""] if adapter.none else ["", ARTICLE, ""]
    rows = adapter.run(records(*texts), None, False)

    assert [row["text"] for row in rows] == [text and clean(text) for text in texts]
    assert adapter.run([], None, False) == []


def test_a_text_that_is_all_boilerplate_stays_as_an_empty_one(adapter: Adapter) -> None:
    rows = adapter.run(records("Lire aussi : Notre dossier sur les crues", "La pluie tombe."), None, False)

    assert [row["text"] for row in rows] == ["", "La pluie tombe."]


def test_keeps_all_else_and_the_order(adapter: Adapter) -> None:
    given = records(*(f"Phrase {n} : l’eau monte." for n in range(2100)))

    assert adapter.run(given, None, False) == [{**row, "text": clean(row["text"])} for row in given]


@pytest.mark.parametrize("pipeline", [Pipeline.default(level="safe", style="typographic"), Pipeline([str.upper])])
def test_passes_a_pipeline_through(adapter: Adapter, pipeline: Pipeline) -> None:
    rows = adapter.run(records(ARTICLE, "œuf"), pipeline, False)

    assert [row["text"] for row in rows] == [pipeline(ARTICLE), pipeline("œuf")]


def test_tells_what_was_removed(adapter: Adapter) -> None:
    rows = adapter.run(records(ARTICLE, "Il pleut."), None, True)

    assert [row["text"] for row in rows] == [clean(ARTICLE), "Il pleut."]
    assert [row["source"] for row in rows] == ["s0", "s1"]
    assert rows[0][REMOVED] == [
        {"start": a.span.start, "end": a.span.end, "rule": a.rule, "category": a.category, "text": a.text}
        for a in annotate(ARTICLE)
    ]
    assert len(rows[0][REMOVED]) == 3
    assert list(rows[1][REMOVED]) == []


@pytest.mark.parametrize("removed", [False, True])
def test_an_error_names_the_document(adapter: Adapter, removed: bool) -> None:
    given = records('"du JSON"', '"encore"', "rien de tel", '"fin"')

    with pytest.raises(Exception, match=r"(?s)document '?doc-2'?: JSONDecodeError: Expecting value") as caught:
        adapter.run(given, Pipeline([json.loads]), removed)
    assert "doc-0" not in str(caught.value)


@pytest.mark.parametrize("wrong", ["safe", Pipeline])
def test_refuses_what_is_no_pipeline(adapter: Adapter, wrong: Any) -> None:
    with pytest.raises(TypeError, match=r"must be a newsclean\.Pipeline, not (str|type)"):
        adapter.run(records("Il pleut."), wrong, False)
