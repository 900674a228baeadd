"""A sentence ends at its stop; numbers, abbreviations and initials have stops that end nothing."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from newsclean.fold import plain
from newsclean.sentences import glued, sentence_end, starts_sentence


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("Il pleut. Le vent se lève.", "Il pleut."),
        ("Il pleut ! Le vent se lève.", "Il pleut !"),
        ("Il pleut… Le vent se lève.", "Il pleut…"),
        ("Il pleut.Le vent se lève.", "Il pleut."),
        ("« Il pleut. » Le vent se lève.", "« Il pleut. »"),
        ("Le prix monte à 3.50 euros ce soir. Rien ne change.", "Le prix monte à 3.50 euros ce soir."),
        ("On a vu M. Duval et J. Morel au port. Ils parlaient.", "On a vu M. Duval et J. Morel au port."),
        ("Voir p. ex. la digue. Elle tient.", "Voir p. ex. la digue."),
        ("Rien ne s'arrête ici", "Rien ne s'arrête ici"),
        ("Le site newsclean.fr est en ligne. Il répond.", "Le site newsclean.fr est en ligne."),
        ("Vraiment ?! Oui.", "Vraiment ?!"),
    ],
)
def test_ends_behind_the_stop(text: str, sentence: str) -> None:
    assert text[: sentence_end(text, 3, len(text))] == sentence


def test_a_match_with_its_own_stop_is_a_whole_sentence() -> None:
    text = "Lire la suite. Le vent se lève."

    assert sentence_end(text, len("Lire la suite."), len(text)) == len("Lire la suite.")


def test_never_leaves_the_line_nor_looks_far() -> None:
    assert sentence_end("abc\nDef.", 1, 3) == 3
    assert sentence_end("a" * 5000, 10, 5000) == 610
    begin = time.perf_counter()
    sentence_end("M. " * 100_000, 3, 300_000)

    assert time.perf_counter() - begin < 1


@pytest.mark.parametrize(
    "before, starts",
    [
        ("", True),
        ("   ", True),
        ("Il pleut. ", True),
        ("Il pleut.", True),
        ("À savoir : ", True),
        ("« Oui » ", True),
        ("(Photo) ", True),
        ("• ", True),
        ("Il pleut et ", False),
        ("Il pleut, ", False),
        ("l'", False),
    ],
)
def test_a_sentence_starts_at_the_line_or_behind_a_stop(before: str, starts: bool) -> None:
    text = before + "lire aussi"

    assert starts_sentence(text, 0, len(before)) is starts
    assert starts_sentence("Une ligne\n" + text, 10, 10 + len(before)) is starts


@pytest.mark.parametrize(
    "text, parts",
    [
        ("à notre infolettreUn agronome passe", ["à notre infolettre", "Un agronome passe"]),
        ("de Gazette HaïtiLes vendeuses", ["de Gazette Haïti", "Les vendeuses"]),
        ("le premier moisL'inspection", ["le premier mois", "L'inspection"]),
        ("au 5 254 0000Le chef", ["au 5 254 0000", "Le chef"]),
        ("sur le salé« Ça sentait", ["sur le salé", "« Ça sentait"]),
        ("sur notre chaîne YouTube ou LinkedIn et par WhatsApp", None),
        ("un iPhone et deux iPad, McDonald, FranceInfo", None),
        ("dans le Monde", None),
        ("LES MAIRES DU CANTON", None),
    ],
)
def test_a_sentence_may_be_glued_to_the_last_word_of_another(text: str, parts: list[str] | None) -> None:
    places = [0, *glued(plain(text), 0, len(text)), len(text)]

    assert [text[a:b] for a, b in pairwise(places)] == (parts or [text])
