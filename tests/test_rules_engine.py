"""What each key of a rule does: where it may stand, what goes with it, what it needs, what rescues prose."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.document import Document
from newsclean.rules.engine import RuleSet
from small_rules import left, matches, rule
from strategies import anything

PROSE = (
    "La rivière a quitté son lit dans la nuit de lundi, et les habitants du bas du village "
    "ont passé la matinée à monter leurs meubles à l'étage."
)


def found(text: str, **changes: Any) -> list[str]:
    """Return the pieces of ``text`` that the small rule fits."""
    return [text[m.start : m.end] for m in matches(text, rule(**changes))]


# -- at ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "at, text, pieces",
    [
        ("line", "Zorglub", ["Zorglub"]),
        ("line", "  • ZORGLUB :  ", ["ZORGLUB"]),
        ("line", "Zorglub et fils", []),
        ("line", "Le Zorglub", []),
        ("start", "Zorglub et fils", ["Zorglub"]),
        ("start", "Un.\n> Zorglub et fils", ["Zorglub"]),
        ("start", "Le Zorglub", []),
        ("end", "Il vit le Zorglub", ["Zorglub"]),
        ("end", "Il vit. Zorglub  \nOui", ["Zorglub"]),
        ("end", "Zorglub et fils", []),
        ("anywhere", "Et voilà Zorglub et zorglub.", ["Zorglub", "zorglub"]),
        ("sentence", "Zorglub rit. Zorglub part", ["Zorglub", "Zorglub"]),
        ("sentence", "Il vit Zorglub rire", []),
        ("text-start", "\n\n Zorglub et fils\nZorglub", ["Zorglub"]),
        ("text-start", "Un\nZorglub", []),
        ("text-end", "Zorglub\nUn mot, Zorglub\n\n", ["Zorglub"]),
        ("text-end", "Zorglub\nUn", []),
    ],
)
def test_at_says_where_the_match_must_stand(at: str, text: str, pieces: list[str]) -> None:
    assert found(text, at=at, vetoes=[]) == pieces


def test_text_start_and_text_end_are_those_of_the_whole_text() -> None:
    assert [m.start for m in matches("\n\n Zorglub et fils\nZorglub", rule(at="text-start"))] == [3]
    assert [m.start for m in matches("Zorglub\nUn mot, Zorglub\n\n", rule(at="text-end"))] == [16]


def test_only_a_sentence_rule_asks_for_whole_words() -> None:
    assert found("Antizorglub", at="anywhere", vetoes=[]) == ["zorglub"]
    assert found("Antizorglub", at="sentence", vetoes=[]) == []


def test_a_sentence_rule_is_tried_where_a_sentence_begins() -> None:
    text = "Zorglub rit, Zorglub part. (Zorglub) Zorglub : Zorglub\u2026 Zorglub - Zorglub\n  > Zorglub"
    starts = [m.start for m in matches(text, rule(at="sentence", vetoes=[]))]

    assert starts == [0, 37, 47, 56, 66, 78]


def test_a_sentence_rule_finds_no_match_inside_another() -> None:
    text = "Avis : Zorglub part. Zorglub rit."
    one = rule(at="sentence", vetoes=[], pattern="(?:avis : )?zorglub")

    assert [text[m.start : m.end] for m in matches(text, one)] == ["Avis : Zorglub", "Zorglub"]


def test_an_anchor_with_a_line_break_also_fits_the_last_line() -> None:
    assert found("Zorglub", at="line", anchors=["zorglub\n"]) == ["Zorglub"]
    assert found("Zorglub\nUn\nZorglub", at="line", anchors=["zorglub\n"]) == ["Zorglub", "Zorglub"]


def test_an_anchor_that_begins_with_a_line_break_fits_the_starts_of_lines_only() -> None:
    assert found("Zorglub", at="start", anchors=["\nzorglub"]) == ["Zorglub"]
    assert found("Le Zorglub\nZorglub rit", at="anywhere", anchors=["\nzorglub"], vetoes=[]) == ["Zorglub"]


def test_a_match_is_no_longer_than_the_width() -> None:
    text = "Zorglub " + "a" * 30 + " fin"

    assert found(text, at="anywhere", pattern="zorglub [a-z]{1,60} fin", width=60, vetoes=[])
    assert not found(text, at="anywhere", pattern="zorglub [a-z]{1,60} fin", width=20, vetoes=[])
    assert not found(text, at="line", pattern="zorglub [a-z]{1,60} fin", width=20)
    for at in ("end", "text-end"):
        assert found(text, at=at, pattern="zorglub [a-z]{1,60} fin", width=60, vetoes=[])
        assert not found(text, at=at, pattern="zorglub [a-z]{1,60} fin", width=20, vetoes=[])


def test_an_anchor_is_enough_to_try_and_without_one_nothing_is() -> None:
    changes: dict[str, Any] = {"anchors": ["zorglub", "bulgroz"], "pattern": "(?:zorglub|bulgroz|autre)"}

    assert found("Bulgroz\nZorglub\nAutre", **changes) == ["Bulgroz", "Zorglub"]


def test_the_anchor_may_stand_anywhere_in_the_match() -> None:
    assert found("Avec la permission de Zorglub ici", at="anywhere", pattern="permission de zorglub", vetoes=[]) == [
        "permission de Zorglub"
    ]


def test_accents_case_apostrophes_and_spaces_do_not_matter() -> None:
    changes = {"anchors": ["l'été zorglub"], "pattern": "à l'été zorglub"}

    assert found("À L’ÉTÉ\u00a0ZORGLUB", **changes) == ["À L’ÉTÉ\u00a0ZORGLUB"]


def test_a_group_named_drop_narrows_what_goes() -> None:
    one = rule(at="anywhere", scope="span", pattern="(?P<drop>zorglub) (?=parle)", vetoes=[])

    assert left("Le soir, Zorglub parle.", one) == "Le soir, parle."


def test_what_is_dropped_may_stand_at_the_start_of_the_text() -> None:
    one = rule(at="anywhere", scope="span", pattern="(?P<drop>zorglub) (?=parle)", vetoes=[])

    assert left("Zorglub parle.", one) == "parle."


def test_rules_for_a_line_and_rules_for_several_are_found_in_one_text() -> None:
    one, two = rule(), rule(id="fr/two", anchors=["bulgroz"], pattern="bulgroz vous parle", glue=True)

    assert [m.rule.id for m in matches("Zorglub\nBulgroz vous\nparle\nZorglub", one, two)] == [
        "fr/zorglub", "fr/two", "fr/zorglub",
    ]  # fmt: skip


def test_matches_are_sorted_and_each_is_found_once() -> None:
    one, two = rule(at="anywhere", vetoes=[]), rule(id="fr/two", anchors=["glub", "zorg"], at="anywhere", vetoes=[])
    got = matches("a Zorglub b Zorglub", one, two)

    assert [(m.start, m.rule.id) for m in got] == [(2, "fr/two"), (2, "fr/zorglub"), (12, "fr/two"), (12, "fr/zorglub")]


def test_no_rules_find_nothing() -> None:
    assert RuleSet([]).matches(Document("Zorglub")) == []
    assert left("Zorglub") == "Zorglub"


# -- scope ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "scope, at, text, rest",
    [
        ("span", "anywhere", "Un mot. Zorglub parle. Deux.", "Un mot. parle. Deux."),
        ("sentence", "sentence", "Un mot. Zorglub parle à M. Duval. Deux.", "Un mot. Deux."),
        ("line", "start", "Un.\n\n• Zorglub parle. Deux.\n\nTrois.", "Un.\n\nTrois."),
        ("line", "anywhere", "Un.\n\nIci Zorglub parle.\n\nTrois.", "Un.\n\nTrois."),
        ("tail", "line", "Un.\n\nZorglub\n\nDeux\nTrois", "Un."),
        ("tail", "line", f"Un.\n\nZorglub\n\n{PROSE}", f"Un.\n\n{PROSE}"),
    ],
)
def test_scope_says_what_goes(scope: str, at: str, text: str, rest: str) -> None:
    assert left(text, rule(scope=scope, at=at, vetoes=[])) == rest


def test_a_block_takes_so_many_titles_below_its_label() -> None:
    text = "Un mot.\n\nZorglub\n\nPremier titre\nDeuxième titre\n\nTroisième titre\n\nFin."

    assert left(text, rule(scope="block")) == text.replace("Zorglub\n\n", "")
    assert left(text, rule(scope="block", takes=2)) == "Un mot.\n\nTroisième titre\n\nFin."


@pytest.mark.parametrize("line", ["Une phrase finit ici.", "une suite en petites lettres", "T" * 161, "Une liste :"])
def test_a_block_takes_nothing_that_is_no_title(line: str) -> None:
    assert left(f"Un.\n\nZorglub\n\n{line}\n\nTitre", rule(scope="block", takes=5)) == f"Un.\n\n{line}\n\nTitre"


def test_only_a_tail_rule_reaches_over_the_end_of_its_line() -> None:
    assert left("Zorglub\nUn\nDeux", rule(scope="line")) == "Un\nDeux"
    assert left("Zorglub\nUn\nDeux", rule(scope="tail")) == ""


# -- level and category --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "own, level, goes",
    [
        ("safe", "safe", True),
        ("standard", "safe", False),
        ("standard", "standard", True),
        ("aggressive", "standard", False),
        ("aggressive", "aggressive", True),
        ("hint", "aggressive", False),
    ],
)
def test_a_rule_counts_at_its_level_and_above(own: str, level: str, goes: bool) -> None:
    assert (left("Zorglub\nUn.", rule(level=own), level=level) == "Un.") is goes


# -- needs ---------------------------------------------------------------------------------------

NOTICE = rule(id="fr/notice", anchors=["bulgroz"], pattern="bulgroz", level="hint")


@pytest.mark.parametrize(
    "needs, text, goes",
    [
        ("head", f"Zorglub\n\n{PROSE}", True),
        ("head", f"{PROSE}\n\nZorglub\n\n{PROSE}", False),
        ("head", "Zorglub\n\nCourt.", False),
        ("tail", f"{PROSE}\n\nZorglub", True),
        ("tail", f"{PROSE}\n\nZorglub\n\n{PROSE}", False),
        ("tail", "Court.\n\nZorglub", False),
        ("run", "Zorglub\n\nBulgroz", True),
        ("run", "Bulgroz\nUn mot\nZorglub", True),
        ("run", "Bulgroz\nUn mot\nDeux mots\nZorglub", False),
        ("run", "Un mot\nZorglub", False),
    ],
)
def test_a_rule_that_needs_context_removes_nothing_without(needs: str, text: str, goes: bool) -> None:
    assert ("Zorglub" not in left(text, rule(needs=[needs]), NOTICE)) is goes


def test_one_of_several_contexts_is_enough() -> None:
    assert left(f"{PROSE}\n\nZorglub", rule(needs=["head", "tail"])) == PROSE


# -- vetoes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "veto, rescued, gone",
    [
        ("quotation", "Il dit : « Zorglub est là »", "Il dit « oui ». Zorglub est là"),
        ("quotation", 'Il dit : "Zorglub est là"', 'Il dit "oui". Zorglub est là'),
        ("quotation", "Il dit : “Zorglub est là”", "Il dit “oui”. Zorglub est là"),
        ("attribution", "Zorglub, a déclaré le maire.", "Zorglub. Le maire se tait."),
        ("governed", "Il parle de Zorglub", "Il parle. Zorglub"),
        ("continues", "Zorglub qui dort", "Zorglub dort"),
    ],
)
def test_a_veto_rescues_prose_and_nothing_else(veto: str, rescued: str, gone: str) -> None:
    for text, kept in ((rescued, True), (gone, False)):
        assert bool(found(text, at="anywhere", vetoes=[])) is True
        assert bool(found(text, at="anywhere", vetoes=[veto])) is not kept


def test_what_is_told_behind_a_piece_that_goes_alone_is_told_by_somebody_else() -> None:
    text = "La page Zorglub partageait tout."

    assert found(text, at="anywhere", scope="span", vetoes=["narrated"]) == ["Zorglub"]
    assert found(text, at="anywhere", scope="sentence", vetoes=["narrated"]) == []
    assert found("Zorglub partage tout.", at="anywhere", scope="sentence", vetoes=["narrated"]) == ["Zorglub"]


def test_a_line_that_says_who_said_it_is_a_sentence() -> None:
    whole = {"at": "line", "scope": "line", "pattern": "Zorglub[^\\n]{0,80}", "width": 200}

    assert found("Zorglub, a dit le maire, toujours pressé", **whole) == []
    assert found("Zorglub, raillait le vieux Kermarrec", **whole) == []
    assert found("Zorglub, le maire", **whole) != []
    assert found("Zorglub, a dit le maire", **whole, category="crosslink") != []


# -- leaves, glue, rejoins -----------------------------------------------------------------------


def test_leaves_says_what_stays_in_the_middle_of_a_line() -> None:
    text = "Un mot. Zorglub. Deux mots."

    assert left(text, rule(scope="sentence", at="sentence")) == "Un mot. Deux mots."
    assert left(text, rule(scope="sentence", at="sentence", leaves="paragraph")) == "Un mot.\n\nDeux mots."


GLUED = {"pattern": "zorglub vous parle", "glue": True}


@pytest.mark.parametrize(
    "text, rest",
    [
        ("Un.\n\nZorglub vous parle\n\nDeux.", "Un.\n\nDeux."),
        ("Un.\n\nZorglub\n\nvous\nparle\n\nDeux.", "Un.\n\nDeux."),
        ("Un.\n\nZorglub vous\nparle encore\n\nDeux.", "Un.\n\nZorglub vous\nparle encore\n\nDeux."),
    ],
)
def test_glue_finds_a_notice_cut_over_lines(text: str, rest: str) -> None:
    assert left(text, rule(**GLUED)) == rest


def test_without_glue_a_cut_notice_stays() -> None:
    assert left("Zorglub vous\nparle", rule(pattern="zorglub vous parle")) == "Zorglub vous\nparle"


def test_glue_in_a_line_takes_the_piece_of_each_line() -> None:
    glued = rule(**GLUED, at="anywhere", scope="span", vetoes=[])

    assert left("Un mot. Zorglub vous\nparle Deux mots.", glued) == "Un mot.\nDeux mots."


def test_rejoins_makes_one_line_of_two_halves() -> None:
    text = "Le fleuve a débordé sur la\n\nZorglub\n\nroute du moulin."

    assert left(text, rule(rejoins=True)) == "Le fleuve a débordé sur la route du moulin."
    assert left(text, rule()) == "Le fleuve a débordé sur la\n\nroute du moulin."


def test_a_line_that_ends_in_carriage_return_goes_whole() -> None:
    one, two = (
        rule(scope="line", at="line"),
        rule(id="fr/two", scope="tail", at="line", anchors=["deux"], pattern="deux"),
    )

    assert left("Zorglub \r\nDeux", one, two) == ""


# -- any text, and time --------------------------------------------------------------------------

EVERYWHERE = tuple(
    rule(id=f"fr/{at}-{scope}", at=at, scope=scope, anchors=["la", "e l"], pattern=r"[a-z]{0,9} ?(?:la|e l)", vetoes=[])
    for at in ("line", "start", "end", "anywhere", "sentence", "text-start", "text-end")
    for scope in ("span", "sentence", "line", "block", "tail")
)
EVERY_SET = RuleSet(EVERYWHERE)


@settings(max_examples=50)
@given(text=st.one_of(anything, st.text(alphabet="la e.\n\u00a0«»", max_size=60)))
def test_every_kind_of_rule_works_on_any_text(text: str) -> None:
    for match in EVERY_SET.matches(Document(text)):
        assert 0 <= match.start < match.end <= len(text)
    left(text, *EVERYWHERE)


def took(at: str, text: str) -> float:
    one, best = rule(at=at), 9.0
    for _ in range(2):
        begin = time.perf_counter()
        left(text, one)
        best = min(best, time.perf_counter() - begin)
    return best


@pytest.mark.parametrize("at", ["line", "start", "end", "anywhere", "sentence"])
@pytest.mark.parametrize("shape", ["Zorglub\n", "Zorglub "], ids=repr)
def test_time_grows_with_the_text_and_no_faster(at: str, shape: str) -> None:
    assert took(at, shape * 4_000) < 80 * max(took(at, shape * 250), 0.001)  # 16 where linear, 256 where quadratic


@pytest.mark.parametrize("at, glue", [("anywhere", False), ("sentence", False), ("sentence", True)])
def test_a_rule_that_fits_at_none_of_many_places_is_not_tried_for_ever(at: str, glue: bool) -> None:
    some = rule(at=at, glue=glue, pattern="zorglub rit", vetoes=[])

    assert len(matches("Zorglub. " * 60 + "Zorglub rit.", some)) == 1
    assert len(matches("Zorglub. " * 400 + "Zorglub rit.", some)) == 0
    assert len(matches("Zorglub. " * 400 + "un " * 60_000 + "Oui. Zorglub rit.", some)) == 1  # the longer, the more


def test_a_rule_that_fits_is_found_however_often() -> None:
    some = rule(at="sentence", pattern="zorglub rit", vetoes=[])

    assert len(matches("Zorglub rit. " * 1_000, some)) == 1_000


@pytest.mark.parametrize("at", ["text-start", "text-end"])
def test_the_ends_of_the_text_are_looked_for_once(at: str) -> None:
    lines = "Zorglub\n" * 1_500
    text = lines + "x" * 4_000_000 + "\n" + lines  # 1500 copies of it take seconds

    assert took(at, text) < 4 * took("start", text)
