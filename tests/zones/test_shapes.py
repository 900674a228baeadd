"""What a line looks like: its shape, and the facts about it."""

from __future__ import annotations

import pytest

from newsclean.document import Document
from newsclean.zones.shapes import Shape, shape_of
from newsclean.zones.wording import wording

LONG = "La rivière a quitté son lit dans la nuit de lundi, et les habitants du bas du village ont monté leurs meubles"


def shape(line: str) -> Shape:
    return shape_of(Document(line), 0, len(line))


@pytest.mark.parametrize(
    "line, kind",
    [
        ("* * *", "debris"),
        ("…", "debris"),
        ("12", "count"),
        ("(12)", "count"),
        ("1,2k", "count"),
        ("12 commentaires", "count"),
        ("+3", "count"),
        ("12 avis de nos clients", "title"),
        ("12:30", "time"),
        ("9 h 05", "time"),
        ("20h", "time"),
        ("18h30 - En direct", "time"),
        ("12/03/2023", "date"),
        ("2023-11", "date"),
        ("Publié le 3 mars 2023 à 18h30", "date"),
        ("Mardi 3 mars", "date"),
        ("En mai", "name"),
        ("Le 3 mars le pont sera fermé aux vélos.", "sentence"),
        ("Le 3 mars 2023 le pont sera fermé aux vélos.", "sentence"),
        ("Mis à jour le 3 mars 2023.", "date"),
        ("Mis à jour le 3 mars à midi.", "date"),
        ("Mis à jour hier le 3 mars 2023 à midi.", "sentence"),
        ("Mis à jour hier le 3 mars 2023 à midi par elle", "date"),
        ("Mis à jour hier le 3 mars 2023 à midi par la rédaction", "title"),
        ("Anne Duval dort", "button"),
        ("Anne De Duval Dort Ici", "name"),
        ("Anne De Duval Dort Ici Aussi", "title"),
        ("Anne Duval Martin dort", "title"),
        ("Pont Duval dort", "button"),
        ("www.example.fr", "address"),
        ("Écrivez à pont@example.org", "address"),
        ("@pontneuf", "address"),
        ("carte.png", "address"),
        ("Par mail :", "label"),
        ("Le conseil a voté la fermeture du pont…", "cut"),
        ("Le conseil a voté la fermeture du pont...", "cut"),
        ("Le conseil a voté la fermeture [...]", "cut"),
        ("LE PONT FERME", "caps"),
        ("ABC", "button"),
        ("ABCD", "caps"),
        ("Que devient le pont ?", "question"),
        ("Le pont ?", "name"),
        ("Le pont ferme demain.", "sentence"),
        ("Il ferme.", "sentence"),
        ("Lot 3.", "button"),
        ("Quel beau vieux pont !", "sentence"),
        ("Oui !", "button"),
        ("le pont ferme demain. Il rouvre lundi", "sentence"),
        ("Anne Duval", "name"),
        ("Anne de Duval", "name"),
        ("Partager", "button"),
        ("Lire plus tard", "button"),
        ("Le pont rouvre aux vélos", "title"),
        (LONG + " à l'étage.", "prose"),
        (LONG + " à l'étage dans l'attente des secours qui viennent", "title"),
        (LONG + ". Personne n'est venu les aider depuis", "prose"),
        (LONG + " à l'étage dans l'attente des secours qui viennent de loin pour eux", "block"),
        (LONG + " à l'étage" + " et les autres attendent" * 5, "block"),
        (LONG + " à l'étage" + " et les autres attendent" * 5 + ".", "prose"),
        (LONG + " à l'étage" + " et les autres attendent" * 5 + "…", "cut"),
        (LONG + " à l'étage" + " et les autres attendent" * 20 + "…", "prose"),
    ],
)
def test_a_line_has_one_kind(line: str, kind: str) -> None:
    assert shape(line).kind == kind


@pytest.mark.parametrize(
    "fact, line, other",
    [
        ("cut", "Le pont ferme…", "Le pont ferme."),
        ("cut", "Le pont ferme...", "Le pont ferme. .."),
        ("lower", "le pont ferme", "Le pont ferme"),
        ("quote", "« Le pont ferme »", "Le pont « ferme »"),
        ("quote", '"Le pont ferme"', "Le pont ferme"),
        ("reader", "Retrouvez votre pont", "Le pont se retrouve"),
        ("digits", "Le pont 2", "Le pont"),
        ("digits", "Le 2e pont", "Le pont e2"),
        ("address", "Le pont : www.example.fr", "Le pont de Fr."),
        ("copyright", "© Le pont", "Le pont"),
        ("bars", "Le pont | La rue", "Le pont - La rue"),
        ("bars", "Le pont > La rue", "Le pont>La rue"),
        ("bars", "Le pont / La rue", "Le pont/La rue"),
        ("bars", "Le pont • La rue", "Le pont•La rue"),
        ("guillemets", "Le « pont »", "Le pont"),
        ("dated", "Le pont de 1920", "Le pont de 19"),
        ("dated", "Le pont du 3 mars", "Le pont de mars"),
        ("exclaims", "Le pont ferme !", "Le pont ferme."),
        ("sentences", "Le pont ferme. Il rouvre lundi.", "Le pont ferme lundi."),
        ("sentences", LONG + ". Il pleut.", LONG + " sous la pluie."),
        ("verb", "Le pont est là", "Le pont de là"),
    ],
)
def test_a_fact_is_told_of_the_lines_it_is_true_of(fact: str, line: str, other: str) -> None:
    assert fact in shape(line).facts
    assert fact not in shape(other).facts


def test_a_long_line_is_told_by_its_ends_and_its_first_words() -> None:
    long = f"« {LONG} ». " + "Puis rien. " * 10 + "Retrouvez-nous vite."
    found = shape(long)

    assert found.kind == "prose"
    assert found.words == len(long) // 6
    assert found.facts == ("quote",)
    assert found.longer[:2] == ("riviere", "quitte")
    assert "retrouvez" not in found.longer
    assert "reader" in shape(f"Retrouvez-nous vite. {LONG}. {LONG}").facts


def test_words_are_counted_and_the_longer_ones_listed_once_folded() -> None:
    found = shape("Le Péage, le péage vert à verte 12345")

    assert found.words == 8
    assert found.longer == ("peage", "verte")


def test_glue_is_the_share_of_function_words_in_tenths() -> None:
    assert shape("Pont péage vélo").glue == 0
    assert shape("le pont").glue == 5
    assert shape("le de la").glue == 10


@pytest.mark.parametrize("line", ["* * *", "Partager", "LE PONT FERME", f"{LONG} {LONG}", f"{LONG} {LONG} {LONG}"])
def test_a_line_is_worded_as_it_is_in_small_letters(line: str) -> None:
    assert shape(line).wording == wording(Document(line).folded) == wording(Document(line.lower()).folded)


@pytest.mark.parametrize(
    "line, wanted",
    [
        ("Écrivez à pont@example.org", True),
        ("Voir https://pont.example", True),
        ("Voir www.pont.example", True),
        ("Voir pont.com demain", True),
        ("Un pont à 3 @ la pièce", False),
        ("Le mot http n'est rien", False),
        ("Fin.Suite du pont", False),
        ("Pont. La suite", False),
    ],
)
def test_what_holds_an_address_says_so(line: str, wanted: bool) -> None:
    assert ("address" in shape(line).facts) is wanted
