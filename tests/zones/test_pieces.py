"""What is judged apart: sentences that may be a notice, at the edges of a paragraph or inside it."""

from __future__ import annotations

import pytest

from newsclean.document import Document
from newsclean.rules.engine import RuleSet
from newsclean.zones.pieces import inside, pieces
from small_rules import rule

RULES = RuleSet([rule(at="anywhere", scope="span", vetoes=[])])
FIRST = "La rivière a quitté son lit dans la nuit de lundi, et les rues du bas du village sont sous les eaux."
SECOND = "Les pompiers ont évacué douze familles qui dormaient, et le pont de pierre reste fermé aux camions."
FILLER = "et les pompiers du canton ont monté les meubles à l'étage de chaque maison de la rue du moulin "


def parts(text: str) -> list[tuple[str, str]]:
    """Return the pieces of ``text`` and which part of its line each is; « Zorglub » is what a rule fits."""
    document = Document(text)
    found: dict[int, list[object]] = {}
    for match in RULES.matches(document):
        found.setdefault(match.line, []).append((match.start, match.end, match))
    return [(text[p.start : p.end], p.part) for p in pieces(document, found)]  # type: ignore[arg-type]


def test_a_line_is_a_piece_without_its_bullets_and_outer_space() -> None:
    assert parts("Un.\n\n  • Partager :  \n| Lire |\n \n") == [("Un.", ""), ("Partager", ""), ("Lire", "")]


def test_a_line_of_nothing_but_bullets_is_a_piece_as_it_is() -> None:
    assert parts("Un\n • • \nDeux") == [("Un", ""), ("• •", ""), ("Deux", "")]


def test_pieces_know_their_line() -> None:
    assert [p.line for p in pieces(Document(f"Un\n\nDeux\n{FIRST} {SECOND} Il ferme."), {})] == [0, 2, 3, 3]


@pytest.mark.parametrize(
    "text, wanted",
    [
        (f"{FIRST} {SECOND}", [""]),
        (f"Zorglub arrive. {FIRST} {SECOND}", ["first", "main"]),
        (f"{FIRST} Zorglub arrive. {SECOND}", ["main", "middle", "main"]),
        (f"{FIRST} {SECOND} Zorglub arrive.", ["main", "last"]),
        (f"{FIRST} Retrouvez votre pont. {SECOND}", ["main", "middle", "main"]),
        (f"{FIRST} Retrouver le pont. {SECOND}", [""]),
        (f"{FIRST} {SECOND} Le pont ferme.", ["main", "last"]),
        (f"{FIRST} Le pont ferme. {SECOND}", [""]),
        (f"{FIRST} {SECOND[:-1]}", ["main", "last"]),
        (f"Le pont rouvre. Zorglub arrive. {FIRST}", ["main", "middle", "main"]),
        (f"{FIRST} Zorglub arrive. Zorglub part. {SECOND}", ["main", "middle", "middle", "main"]),
        (f"{FIRST} Abonnez-vous à la zorglub{SECOND}", ["main", "middle", "main"]),
        (f"{FIRST} Retrouvez-nous sur YouTube. {SECOND}", ["main", "middle", "main"]),
    ],
)
def test_a_sentence_stands_apart_that_a_rule_fits_or_that_speaks_to_the_reader_or_that_ends_short(
    text: str, wanted: list[str]
) -> None:
    assert [part for _, part in parts(text)] == wanted


def test_the_pieces_of_a_line_are_its_sentences() -> None:
    assert parts(f"{FIRST} {SECOND} Zorglub arrive. Il part.") == [
        (f"{FIRST} {SECOND}", "main"),
        ("Zorglub arrive.", "middle"),
        ("Il part.", "last"),
    ]


def test_a_short_line_is_one_piece() -> None:
    line = "Le pont est fermé à tous les camions. Zorglub arrive demain"  # 59 code points

    assert [part for _, part in parts(line)] == [""]
    assert [part for _, part in parts(line + ".")] == ["main", "last"]


def test_what_stands_before_a_line_does_not_make_it_longer() -> None:
    line = "Le pont est fermé à tous les camions. Zorglub arrive demain"

    assert [part for _, part in parts(f"{FIRST}\n{line}")] == ["", ""]
    assert [part for _, part in parts(f"{FIRST}\n" + "Zorglub arrive. " * 5)] == ["", ""]


def test_a_last_sentence_of_seventy_code_points_is_short() -> None:
    short = "Le pont reste fermé aux camions et aux vélos de la commune de Bourgvn."

    assert len(short) == 70
    assert [part for _, part in parts(f"{FIRST} {short}")] == ["main", "last"]
    assert [part for _, part in parts(f"{FIRST} {short[:-1]}n.")] == [""]


def test_a_long_sentence_is_judged_with_its_neighbours() -> None:
    long = f"Zorglub arrive {FILLER * 3}"[:259]

    assert [part for _, part in parts(f"{FIRST} {long}. {SECOND}")] == ["main", "middle", "main"]
    assert [part for _, part in parts(f"{FIRST} {long}n. {SECOND}")] == [""]


def test_a_line_of_short_notices_is_one_piece_of_long_ones_several() -> None:
    assert [part for _, part in parts("Zorglub arrive. " * 5)] == [""]
    long = f"Zorglub arrive {FILLER}et part."
    assert [part for _, part in parts(f"{long} {long}")] == ["first", "last"]


def test_of_a_line_of_very_many_sentences_the_rest_is_one_piece() -> None:
    found = parts("Zorglub arrive, et la rivière est sortie de son lit lundi. " * 500)

    assert len(found) == 400
    assert {part for _, part in found[1:-1]} == {"middle"}
    assert found[-1][1] == "main"


@pytest.mark.parametrize(
    "a, b, wanted", [(10, 20, True), (8, 22, True), (7, 20, False), (10, 23, False), (12, 18, True), (0, 30, False)]
)
def test_what_a_rule_fits_stands_inside_with_a_little_slack(a: int, b: int, wanted: bool) -> None:
    assert bool(inside(10, 20, [(a, b, None)])) is wanted  # type: ignore[list-item]
