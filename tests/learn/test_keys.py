"""What is counted: lines and sentences whose dates, hours, numbers and names are slots."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.learn.keys import BETWEEN, FIRST, LINE, LONG, NAMED, SENTENCE, TABLE, Piece, located, pieces


def keys(text: str, kind: int = LINE) -> list[str]:
    return [found.text for found in located(text) if found.piece.kind == kind]


@pytest.mark.parametrize(
    "one, other",
    [
        ("Publié le 12 mai 2024 à 14h52", "PUBLIÉ LE LUNDI 3 JANVIER 2023 À 9 h 05"),
        ("Publié le 12/05/2024 - 14:52", "Publié le 2023-01-03 – 09:05"),
        ("12 commentaires", "1 204 commentaires"),
        ("• S’abonner à L’Écho", "> s'abonner  a l'echo :"),
        ("Note : 3,5", "Note : 4"),
        ("Ciel : 12°C", "Ciel : 7°C"),
    ],
)
def test_wordings_of_one_notice_have_one_key(one: str, other: str) -> None:
    assert keys(one) == keys(other)


@pytest.mark.parametrize(
    "one, other",
    [("12 commentaires", "12 partages"), ("Le Monde", "Le Monde 2"), ("Épisode A4", "Épisode B4")],
)
def test_other_notices_have_other_keys(one: str, other: str) -> None:
    assert keys(one) != keys(other)


def test_names_are_slots_in_keys_of_their_own_kind() -> None:
    assert keys("Par Jeanne Ollivier", NAMED) == keys("Par Karim de La Tour", NAMED) == ["par \x13"]
    assert keys("Jeanne Ollivier", NAMED) == []
    assert keys("Texte : Jeanne Ollivier à Brest", NAMED) == ["texte : \x13 a brest"]


def test_a_line_of_several_sentences_is_counted_by_sentence_too() -> None:
    text = "La rivière est montée dans la nuit. Retrouvez nos récits dans l'application. Fin."

    found = [text[f.start : f.end] for f in located(text) if f.piece.kind == SENTENCE]

    assert found == ["La rivière est montée dans la nuit.", "Retrouvez nos récits dans l'application."]


def test_flags_say_where_a_line_stands() -> None:
    long = "La rivière est sortie de son lit dans la nuit, et les habitants du bas ont dû monter chez leurs voisins."
    long += " Le maire attend."
    short = "Les pompiers du canton ont travaillé toute la nuit sans pause."
    text = "\n".join(["Titre", long, "Le contexte", short, "Lyon 12", "Nice 14", "Lens 15", "", "Fin"])

    flags = {f.piece.line: f.piece.flags for f in located(text) if f.piece.kind == LINE}

    assert flags[0] & FIRST
    assert not flags[1] & FIRST
    assert flags[1] & LONG
    assert not flags[3] & LONG
    assert flags[2] & BETWEEN
    assert not flags[8] & BETWEEN
    assert [line for line in flags if flags[line] & TABLE] == [4, 5, 6]


HARD_PIECES = (
    "Par Jeanne Ollivier|12 mai 2024|\ud800|\0|e\u0301|\u2028|"
    "\r|\n|\n\n| |\u200b|•|–|Voici. |« Oui »|1 234,5|14h52|日本|?|{|\x12"
)
HARD = st.lists(st.sampled_from([*HARD_PIECES.split("|"), "A" * 400])).map("".join)


@settings(max_examples=150, deadline=None)
@given(HARD)
def test_pieces_of_any_text_lie_in_it(text: str) -> None:
    found = located(text)

    assert [f.piece for f in found] == pieces(text)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert "\n" not in text[one.start : one.end]
        assert text.count("\n", 0, one.start) == one.piece.line
        assert isinstance(one.piece, Piece)
        assert -(2**63) <= one.piece.key < 2**63
