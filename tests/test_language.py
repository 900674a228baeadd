"""The language gate: French is French, other languages are not, and nothing much is French by default."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path

import pytest

from newsclean.cleaners.normalize import FrenchTypography, NormalizeFrench
from newsclean.document import Document
from newsclean.edits import apply
from newsclean.language import Gate, detect

FOREIGN = tomllib.loads(Path(__file__).with_name("foreign.toml").read_text(encoding="utf-8"))
PARAGRAPHS = [(language, text) for language, texts in FOREIGN.items() for text in texts]
FRENCH = [
    "Le conseil municipal a voté hier soir la fermeture de la vieille piscine, dont la réparation coûterait trop cher.",
    "Assez!",
    "Neige: deux cols fermés",
    "Bilan: 3 morts",
    "Grand-Place, Bruxelles",
    "« What a Day! The Musical » arrive à Lyon",
    "Il cite Hamlet: « To be or not to be, that is the question, is it not? »",
    "Google, Apple et Microsoft: qui va gagner?",
]


@pytest.mark.parametrize("language, text", PARAGRAPHS)
def test_a_foreign_paragraph_is_known(language: str, text: str) -> None:
    assert len(text) >= 200
    assert detect(text) == language
    assert not Gate(text).is_french(text)


@pytest.mark.parametrize("text", FRENCH)
def test_french_is_french_however_short(text: str) -> None:
    assert Gate(text).is_french(text)


@pytest.mark.parametrize("language, text", PARAGRAPHS)
def test_a_foreign_paragraph_in_a_french_document_keeps_its_typography(language: str, text: str) -> None:
    document = f"{FRENCH[0]} Vraiment?\n\n{text}"

    assert apply(document, NormalizeFrench(style="typographic").edits(Document(document))) == (
        f"{FRENCH[0]} Vraiment\u202f?\n\n{text}"
    )


def test_a_short_line_is_what_the_document_is() -> None:
    english, french = FOREIGN["en"][0], FRENCH[0]

    assert not Gate(f"{english}\n\nReally?").is_french("Really?")
    assert Gate(f"{french}\n\nVraiment?").is_french("Vraiment?")


def test_the_language_that_is_given_decides() -> None:
    assert FrenchTypography(lang="en").edits(Document("Assez!")) == []
    assert FrenchTypography(lang="fr").edits(Document(FOREIGN["en"][3])) != []
    assert FrenchTypography().edits(Document("Assez!", language="en")) == []
    assert FrenchTypography(lang="fr-CA").edits(Document("Assez!", language="en")) != []


def test_nothing_tells_of_nothing() -> None:
    assert detect("") is None
    assert detect("12 345 !") is None
    assert Gate("").is_french("")


def test_other_scripts_are_not_french() -> None:
    text = "Городской совет решил закрыть старый бассейн, потому что ремонт стоит дороже нового здания. Правда?"

    assert not Gate(text * 3).is_french(text)


def test_the_answer_depends_on_nothing_but_the_text() -> None:
    text = (
        "Kaupunginvaltuusto päätti tiistai-iltana sulkea vanhan uimahallin, koska korjaus maksaisi enemmän kuin uusi."
    )
    random.seed(1)
    before, state = detect(text * 2), random.getstate()

    assert random.getstate() == state
    assert {detect(text * 2) for _ in range(5)} == {before} == {"fi"}


def test_langdetect_keeps_its_own_seed() -> None:
    from langdetect import DetectorFactory

    seed = DetectorFactory.seed
    detect("Kaupunginvaltuusto päätti tiistai-iltana sulkea vanhan uimahallin. " * 4)

    assert DetectorFactory.seed == seed


@pytest.mark.parametrize("text", ["\ud800" * 300, "\x00" * 300, "a" * 100_000, "\n" * 1000])
def test_any_text_has_an_answer(text: str) -> None:
    assert detect(text) in (None, *map(str, ["fr", "en"])) or len(detect(text) or "") >= 2
