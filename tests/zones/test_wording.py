"""How lines are worded: what is looked up of them, and what it comes to."""

from __future__ import annotations

import pytest
from hypothesis import given

from newsclean.fold import fold
from newsclean.zones.wording import EDGES, LOOK, grams, wording
from strategies import anything


def test_words_marks_and_pairs_are_looked_up() -> None:
    assert grams("lire aussi : 12 avis") == [
        *("lire", "aussi", ":", "00", "avis", "$"),
        *("^ lire", "lire aussi", "aussi :", ": 00", "00 avis", "avis $"),
    ]


def test_what_is_said_twice_counts_once() -> None:
    assert grams("oui oui oui") == ["oui", "$", "^ oui", "oui oui", "oui $"]


def test_numbers_are_the_same_if_they_are_as_long() -> None:
    assert grams("12/03/2024") == grams("31/12/1999") != grams("1/3/24")


def test_of_a_long_line_only_the_beginning_is_read() -> None:
    line = "mot " * (LOOK // 4)

    assert "$" in grams(line)
    assert grams(line + "fin") == grams(line + "suite") == [gram.replace("$", "&") for gram in grams(line)]


@given(text=anything)
def test_any_line_has_a_step(text: str) -> None:
    assert 0 <= wording(fold(text)) <= len(EDGES)


@pytest.mark.parametrize(
    "notice, told",
    [
        ("Inscrivez-vous à notre newsletter", "La mairie inscrit les enfants du bourg."),
        ("Partager sur Facebook", "Le boulanger partage le four du village."),
        ("À lire aussi", "Le maire a lu la lettre à voix haute."),
        ("Cliquez ici pour accepter les cookies", "Le juge a refusé la demande des riverains."),
        ("Publié le 12 mars 2024 à 18h02", "Il est né en mars 1924, près de Vire."),
    ],
)
def test_a_notice_is_worded_like_one(notice: str, told: str) -> None:
    assert wording(fold(notice)) >= 7 > wording(fold(told))
