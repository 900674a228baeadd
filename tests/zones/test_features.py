"""What is seen of a line: what rules say of it, and what stands around it."""

from __future__ import annotations

import pytest

from newsclean.document import Document
from newsclean.rules.cuts import Cut
from newsclean.rules.engine import RuleSet
from newsclean.zones.evidence import Evidence, line_evidence
from newsclean.zones.features import features
from newsclean.zones.shapes import shape_of
from small_rules import rule

RULES = RuleSet(
    [
        rule(at="anywhere", scope="span", vetoes=[]),
        rule(
            id="fr/hint", level="hint", at="anywhere", scope="span", anchors=["bulgroz"], pattern="bulgroz", vetoes=[],
        ),
        rule(
            id="fr/comment", category="comment", at="anywhere", scope="span", anchors=["avisoz"], pattern="avisoz",
            vetoes=[],
        ),
    ]
)  # fmt: skip
PROSE = (
    "La rivière a quitté son lit dans la nuit de lundi, et les habitants du bas du village "
    "ont passé la matinée à monter leurs meubles à l'étage."
)
OTHER = (
    "Les pompiers ont évacué douze familles qui dormaient encore, et le pont de pierre reste fermé aux camions "
    "jusqu'à la fin de la semaine."
)


def evidence(text: str, *cuts: str) -> list[Evidence]:
    """Return the evidence on the lines of ``text``; the pieces ``cuts`` are cut already."""
    document = Document(text)
    made = []
    for piece in cuts:
        start = text.index(piece)
        made.append(Cut(start, start + len(piece), text.count("\n", 0, start), "t/cut", "ads"))
    return line_evidence(document, RULES.matches(document), made)


def seen(text: str, *cuts: str) -> list[set[str]]:
    """Return the names of the features of each piece of ``text``."""
    document = Document(text)
    found = evidence(text, *cuts)
    return [set(names) for names in features(document, found, [shape_of(document, e.start, e.end) for e in found])]


# -- evidence ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, share",
    [
        ("Zorglub", 4),
        ("• Zorglub :", 4),
        ("Zorglub ici", 2),
        ("Zorglub a dit", 2),
        ("Zorglub a dit oui", 1),
        ("Le mot Zorglub a dit oui et non", 0),
        ("Zorglub Zorglub", 3),
        ("Rien", 0),
    ],
)
def test_how_much_of_a_line_rules_cover_is_told_in_quarters(text: str, share: int) -> None:
    [line] = evidence(f"{text}")

    assert line.covered == share
    assert (line.category, line.rule, line.level) == (("ads", "fr/zorglub", "safe") if text != "Rien" else ("", "", ""))


def test_the_rule_that_covers_most_is_named_and_one_that_is_no_hint_before_a_hint() -> None:
    assert evidence("Zorglub avisoz")[0].rule == "fr/zorglub"
    assert evidence("Bulgroz zorglub")[0].rule == "fr/zorglub"
    assert evidence("Bulgroz avisoz")[0].rule == "fr/hint"


@pytest.mark.parametrize("cut, share", [("Zorglub", 2), ("Zorglub arrive", 4), ("arrive", 1), ("Zor", 0)])
def test_how_much_of_a_line_is_cut_already_is_told_in_quarters(cut: str, share: int) -> None:
    assert [e.cut for e in evidence("Un\nZorglub arrive\nDeux", cut)] == [0, share, 0]


def test_a_match_over_two_lines_is_evidence_on_both() -> None:
    text = "Un\nZorglub vous\nparle\nDeux"
    document = Document(text)
    glued = RuleSet([rule(pattern="zorglub vous parle", glue=True)])

    assert [e.covered for e in line_evidence(document, glued.matches(document), [])] == [0, 4, 4, 0]


def test_a_match_that_ends_where_its_line_ends_is_evidence_on_that_line_alone() -> None:
    assert [e.covered for e in evidence("Un\nLe mot Zorglub\nDeux\nZorglub")] == [0, 2, 0, 4]


def test_a_sentence_that_stands_apart_has_its_own_evidence() -> None:
    found = evidence(f"{PROSE} Zorglub zorglub.\n\n{OTHER}", "Zorglub zorglub.")

    assert [(e.line, e.part, e.covered, e.cut) for e in found] == [(0, "main", 0, 0), (0, "last", 3, 4), (2, "", 0, 0)]


# -- features ------------------------------------------------------------------------------------


def test_no_lines_have_no_features() -> None:
    assert seen("") == seen(" \n\n") == []


PAGE = f"Titre Soir\n\nZorglub\n\n{PROSE}\n\nEncore un mot\n\n{OTHER}\n\nLire\n\nZorglub\nUne fin"


@pytest.mark.parametrize(
    "line, names",
    [
        (0, "first place=head place=head&kind=name head=2 before=edge after=button after=ruled after=ruled&kind=name"),
        (0, "between=edge&button head&ruled=2 head&unruled&above=0 density=1 words=2 thread=0"),
        (1, "head=1 place=head rule=ads level=safe&covered=4 level=safe&kind=button before=name after=prose"),
        (1, "head&above=1&kind=button between=name&prose"),
        (2, "place=body kind=prose before=ruled before=ruled&kind=prose body&above=0&kind=prose"),
        (3, "place=body between=prose&prose between=prose&prose&kind=button since=ads since=2 since=ads&kind=button"),
        (3, "before2=ruled body&above=0&kind=button"),
        (4, "place=body after=button since=ads since=3"),
        (5, "place=tail tail=1 after=ruled before=prose tail&unruled&above=0 since=5"),
        (6, "place=tail tail=2 repeated after=tight tail&above=1&kind=button"),
        (7, "last place=tail tail=3 before=ruled before=tight after=edge since=ads since=1 kind=name"),
    ],
)
def test_a_line_is_seen_with_what_stands_around_it(line: int, names: str) -> None:
    assert set(names.split()) <= seen(PAGE)[line]


@pytest.mark.parametrize(
    "name, lines",
    [
        ("first", [0]),
        ("last", [7]),
        ("repeated", [1, 6]),
        ("rule=ads", [1, 6]),
        ("place=body", [2, 3, 4]),
        ("before=edge", [0]),
        ("after=edge", [7]),
        ("after=tight", [6]),
        ("before=tight", [7]),
        ("before=ruled", [2, 7]),
        ("after=ruled", [0, 5]),
        ("before2=ruled", [3]),
        ("after2=ruled", [4]),
        ("since=ads", [2, 3, 4, 5, 7]),
        ("thread=0", [0, 1, 2, 3, 4, 5, 6, 7]),
        ("bias", [0, 1, 2, 3, 4, 5, 6, 7]),
    ],
)
def test_a_feature_is_seen_of_no_other_line(name: str, lines: list[int]) -> None:
    assert [i for i, names in enumerate(seen(PAGE)) if name in names] == lines


def test_what_stands_two_lines_away_is_seen_on_both_sides_and_not_beyond_the_ends() -> None:
    page = seen("Un mot\n\nZorglub\n\nDeux mots\n\nTrois mots\n\nZorglub")

    assert ["before2=ruled" in names for names in page] == [False, False, False, True, False]
    assert ["after2=ruled" in names for names in page] == [False, False, True, False, False]
    first = seen("Zorglub\n\nUn mot\n\nDeux mots\n\nTrois mots")
    assert ["before2=ruled" in names for names in first] == [False, False, True, False]
    assert not any("after2=ruled" in names for names in first)


def test_a_line_that_a_rule_fits_says_nothing_of_lines_that_none_fits() -> None:
    page = seen("Zorglub\n\nBulgroz arrive ce soir\n\nUn mot")

    assert [any("&unruled&" in name for name in names) for names in page] == [False, False, True]


def test_without_a_paragraph_every_place_is_the_only_one() -> None:
    for names in seen("Un mot\n\nZorglub\n\nFin"):
        assert "place=only" in names
        assert not any(name.startswith(("head=", "tail=")) for name in names)


def test_a_paragraph_that_rules_cover_is_none() -> None:
    covered = seen(f"{PROSE}\n\nUn mot", PROSE)
    assert "place=tail" in covered[1]
    document = Document("Zorglub " * 20 + "part.\n\nUn mot")
    found = line_evidence(document, RULES.matches(document), [])
    assert found[0].covered == 3
    names = features(document, found, [shape_of(document, e.start, e.end) for e in found])
    assert "place=only" in names[1]


def test_a_thread_of_comments_goes_on() -> None:
    page = f"{PROSE}\n\nAvisoz\n\nJe suis d'accord.\n\nAvisoz\n\nAvisoz\n\nAvisoz\n\nMoi aussi."
    threads = [[name for name in names if name.startswith("thread=")] for names in seen(page)]

    assert [len(names) for names in threads] == [1, 1, 3, 3, 3, 3, 3]
    assert threads[1] == ["thread=0"]
    assert set(threads[2]) == {"thread=1", "thread=1&kind=sentence", "thread=1&tail"}
    assert "thread=1" in threads[3]
    assert "thread=2" in threads[4]
    assert "thread=3" in threads[5]
    assert "thread=3" in threads[6]


@pytest.mark.parametrize(
    "words, name",
    [
        ("Bonsoir", "none"),
        ("Bonsoir rivière", "2"),
        ("Pompiers, rivière", "4"),
        ("Rivière, soleil, montagne, oiseaux", "1+"),
        ("Rivière, pompiers, village, camions", "4+"),
        ("Le lit", "none"),
    ],
)
def test_the_words_that_a_line_shares_with_the_paragraphs_are_counted(words: str, name: str) -> None:
    wanted = f"shared={name}" if name != "none" or words == "Le lit" else "shared=0"

    assert wanted in seen(f"{PROSE}\n\n{words}\n\n{OTHER}")[1]


def test_a_paragraph_shares_nothing_with_itself() -> None:
    assert "shared=0+" in seen(PROSE)[0]
    assert "shared=4+" in seen(f"{PROSE}\n\n{PROSE}")[0]


def worded(*steps: int) -> list[set[str]]:
    """Return the features of short lines that are worded in these steps."""
    document = Document("\n".join(["Encore un mot"] * len(steps)))
    found = line_evidence(document, [], [])
    shapes = [shape_of(document, e.start, e.end)._replace(wording=step) for e, step in zip(found, steps, strict=True)]
    return [set(names) for names in features(document, found, shapes)]


def test_how_a_line_is_worded_is_seen_with_its_shape_and_place() -> None:
    assert {"worded=9", "worded=9&kind=button", "worded=9&only", "worded=9&long=0", "worded=9&part="} <= worded(9)[0]


def test_how_its_neighbours_are_worded_is_seen() -> None:
    names = worded(0, 5, 11)

    assert {"tone<edge", "tone>either", "tones=edge&article&either"} <= names[0]
    assert {"tone<article", "tone>sure", "tones=article&sure&kind=button"} <= names[1]
    assert {"tone<either", "tone>edge"} <= names[2]


def test_how_many_lines_are_worded_like_notices_is_seen() -> None:
    names = worded(7, 8, 6, 9, 0, 0, 7)

    assert {"near=2", "up=0&kind=button", "all=2&tone=notice"} <= names[0]
    assert {"near=4", "up=2&kind=button", "all=2&tone=either"} <= names[2]
    assert {"near=1", "near=1&tone=notice", "up=1&kind=button"} <= names[6]


def test_a_sentence_that_stands_apart_says_where_and_whether_it_is_quoted() -> None:
    first, middle, rest = seen(f"Zorglub arrive. « {PROSE} Zorglub part. {OTHER} »")[0:3]
    last = seen(f"« {PROSE} » {OTHER} Zorglub part.")[-1]

    assert {"part=first", "part=first&kind=sentence", "part=first&level=safe&covered=1"} <= first
    assert "part=main&quoted" not in middle | first
    assert {"part=middle", "part=middle&quoted"} <= rest
    assert "part=last" in last
    assert "part=last&quoted" not in last
    assert not any(name.startswith("part=") for name in seen(PROSE)[0])
    above = seen(f"« Un mot de trop.\n\n{PROSE} Zorglub part. {OTHER}")
    assert not any("part=middle&quoted" in names for names in above)
    assert "before=same" in middle & rest
    assert "after=same" in first


def test_a_marker_far_above_or_above_a_long_paragraph_is_forgotten() -> None:
    lines = seen("Zorglub\n\n" + "\n\n".join(f"Un mot {k}" for k in range(14)))
    assert [any(name.startswith("since=") for name in names) for names in lines] == [False] + [True] * 12 + [False] * 2

    strong, weak = seen("Zorglub zorglub.\n\nUn mot"), seen("Zorglub arrive\n\nUn mot")
    assert "since=ads" in strong[1]
    assert not any(name.startswith("since=") for name in weak[1])

    page = seen(f"Zorglub\n\n{PROSE} {OTHER}\n\nUn mot\n\nUn autre")
    assert [any(name.startswith("since=") for name in names) for names in page] == [False, True, False, False]


@pytest.mark.parametrize(
    "marks, density",
    [([], 0), ([3], 1), ([2, 3], 1), ([1, 2, 3], 2), ([1, 2, 3, 5, 6], 2), ([0, 1, 2, 3, 5, 6, 7, 8], 3)],
)
def test_the_lines_around_that_rules_cover_are_counted_in_thirds(marks: list[int], density: int) -> None:
    text = "\n".join("Zorglub" if k in marks else f"Mot {k}" for k in range(9))

    assert f"density={density}" in seen(text)[4]
    assert f"density={density}" in seen(text.replace("Mot 4", "Zorglub"))[4]  # the line itself does not count


def test_how_far_the_paragraphs_are_is_told_in_steps() -> None:
    lines = seen(f"{PROSE}\n" + "\n".join(f"Mot {chr(97 + k)}" for k in range(45)))
    steps = [name for names in lines[1:] for name in names if name.startswith("tail=")]

    counts = {name: steps.count(name) for name in dict.fromkeys(steps)}
    assert counts == {
        "tail=1": 1, "tail=2": 1, "tail=3": 1, "tail=5": 2, "tail=8": 3, "tail=12": 4, "tail=20": 8, "tail=40": 20,
        "tail=more": 5,
    }  # fmt: skip


def test_lines_that_rules_cover_are_counted_from_the_last_long_paragraph_on() -> None:
    page = seen("Zorglub\nZorglub\nZorglub\nZorglub\nUn mot\n\n" + PROSE + "\n\nUn mot\n\nZorglub\n\nFin")
    above = [next(name for name in names if "&above=" in name and "&kind=" in name) for names in page]

    assert [name.split("&")[1] for name in above] == [
        f"above={n}" for n in (1, 2, 3, 3, 3, 0, 0, 1, 1)
    ]  # fmt: skip


def test_rows_of_a_sheet_are_seen_with_how_many_stand_together() -> None:
    names = seen(f"{PROSE}\n\nDistance : 11 km\nZorglub : 4 h 30\nEau : une source\n\n{OTHER}")

    assert {"fact=row", "rows=3", "rows=3&ruled=0"} <= names[1] & names[2] & names[3]
    assert not any(name.startswith("rows=") for name in names[0] | names[4])


@pytest.mark.parametrize(
    "above, line, sure",
    [
        ("Le maire a parlé du «", "top niveau", 2),
        ("Le maire a parlé du « top niveau", "», a dit Jeanne.", 2),
        ("Il connaît", ", dit-il, tout le monde", 2),
        ("Qui le sait", "?", 2),
        ("Il demande l'", "Espérance", 2),
        ("Il demande une", "liste plus courte", 1),
        ("Il demande une", "Liste plus courte", 0),
        ("Il demande peu.", "mais il le demande", 0),
        ("Voir :", "la liste", 1),
        ("Rien", "\N{BELL} alertes", 0),
    ],
)
def test_a_line_may_go_on_with_the_sentence_of_the_line_above(above: str, line: str, sure: int) -> None:
    text = f"Zorglub\n{above}\n\n{line}\nZorglub"
    names = seen(text)

    assert [e.goes_on for e in evidence(text)] == [0, 0, sure, 0]
    if sure:
        assert f"joined=0{sure}" in names[1]
        assert f"joined={sure}0" in names[2]
    assert not any(name.startswith("joined=") for name in names[0] | names[3])
