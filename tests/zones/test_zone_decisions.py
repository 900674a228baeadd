"""Which lines go: thresholds, what prose needs more, markers, titles that stay, and what is never taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

import newsclean
from newsclean.document import Document
from newsclean.edits import apply
from newsclean.rules.cuts import Cut, cut_edits
from newsclean.rules.engine import RuleSet
from newsclean.zones.decide import taken, zone_cuts
from newsclean.zones.evidence import Evidence
from newsclean.zones.model import Weights
from newsclean.zones.shapes import Shape
from small_rules import rule

ZERO = (0.0, 0.0, 0.0, 0.0)
MODEL = Weights(
    {},
    (ZERO,) * 4,
    ZERO,
    {"standard": 0.5, "aggressive": 0.4},
    {"standard": 0.8, "aggressive": 0.6},
)


def line(kind: str, end: float = 0.0, **fields: Any) -> tuple[Evidence, Shape, tuple[float, ...]]:
    """Return a line of this shape that is end matter with probability ``end``; a marker with ``covered=4``."""
    facts = fields.pop("facts", ())
    chances = fields.pop("chances", (0.0, 1 - end, 0.0, end))
    size = fields.pop("size", 40)
    start = fields.pop("start", 0)
    marks = fields.get("covered", 0) >= 2
    told = {"category": "comment" if marks else "", "rule": "t/mark" if marks else "", "level": "safe" if marks else ""}
    values = {"line": -1, "start": start, "end": start + size, "part": "", "covered": 0, "cut": 0, **told, **fields}
    return Evidence(**values), Shape(kind, 5, 3, facts), chances


def goes(*lines: tuple[Evidence, Shape, tuple[float, ...]], level: str = "standard") -> list[bool]:
    return [t.goes for t in taken(*numbered(lines), level, MODEL)]


def numbered(lines: Sequence[tuple[Evidence, Shape, tuple[float, ...]]]) -> tuple[Any, Any, Any]:
    """Return evidence, shapes and chances of lines, each in a line of its own if it was not told which."""
    evidence, shapes, chances = zip(*lines, strict=True)
    return tuple(e._replace(line=i) if e.line < 0 else e for i, e in enumerate(evidence)), shapes, chances


ARTICLE = line("prose", 0.0, size=400)
MARK = line("button", 0.9, covered=4)


# -- thresholds ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind, end, level, wanted",
    [
        ("button", 0.51, "standard", True),
        ("button", 0.5, "standard", False),
        ("button", 0.41, "aggressive", True),
        ("button", 0.4, "aggressive", False),
        ("sentence", 0.81, "standard", True),
        ("sentence", 0.79, "standard", False),
        ("sentence", 0.61, "aggressive", True),
        ("sentence", 0.59, "aggressive", False),
        ("question", 0.79, "standard", False),
        ("block", 0.79, "standard", False),
        ("title", 0.79, "standard", True),
    ],
)
def test_a_line_goes_above_the_threshold_and_prose_above_a_higher_one(
    kind: str, end: float, level: str, wanted: bool
) -> None:
    found = goes(ARTICLE, MARK, MARK, line(kind, end), level=level)

    assert found == [False, True, True, wanted]


def test_every_zone_but_the_article_counts_against_a_line() -> None:
    assert goes(ARTICLE, MARK, line("button", chances=(0.2, 0.45, 0.2, 0.15)))[2]
    assert not goes(ARTICLE, MARK, line("button", chances=(0.2, 0.55, 0.2, 0.05)))[2]


def test_a_sentence_of_a_line_needs_as_much_as_prose_and_what_rules_cover_as_little_as_the_rest() -> None:
    assert not goes(ARTICLE, MARK, line("button", 0.7, part="last"))[2]
    assert goes(ARTICLE, MARK, line("button", 0.7, part="last", covered=3))[2]
    assert goes(ARTICLE, line("sentence", 0.7, covered=3))[1]
    assert not goes(ARTICLE, line("sentence", 0.7, covered=2))[1]


def test_what_is_cut_already_goes_whatever_its_probability() -> None:
    assert goes(ARTICLE, line("sentence", 0.0, cut=4), line("sentence", 0.0, cut=3)) == [False, True, False]


# -- markers -------------------------------------------------------------------------------------


def test_below_aggressive_a_run_needs_a_marker() -> None:
    run = [line("button", 0.9), line("button", 0.9)]

    assert goes(ARTICLE, *run) == [False, False, False]
    assert goes(ARTICLE, *run, MARK) == goes(ARTICLE, MARK, *run) == [False, True, True, True]
    assert goes(ARTICLE, *run, ARTICLE, MARK) == [False, False, False, False, True]
    assert goes(ARTICLE, *run, level="aggressive") == [False, True, True]


@pytest.mark.parametrize(
    "marks, wanted",
    [
        ([], False),
        ([{"covered": 4}], False),
        ([{"covered": 4}] * 2, True),
        ([{"covered": 1}] * 2, False),
        ([{"covered": 4}, {"covered": 4, "level": "hint"}], False),
        ([{"covered": 4}] + [{"covered": 4, "level": "hint"}] * 2, True),
        ([{"covered": 4, "level": "hint"}] * 4, True),
        ([{"cut": 4}] * 2, True),
    ],
)
def test_a_sentence_goes_below_two_markers_and_a_hint_counts_half(marks: list[dict[str, Any]], wanted: bool) -> None:
    found = goes(ARTICLE, *(line("button", 0.9, **fields) for fields in marks), line("sentence", 0.9))

    assert found[-1] is wanted


def test_two_pieces_of_a_line_that_was_cut_are_one_marker() -> None:
    first, second = line("button", 0.9, cut=4, line=1), line("title", 0.9, cut=4, line=1)

    assert goes(ARTICLE, first, second, line("sentence", 0.9)) == [False, True, True, False]
    assert goes(ARTICLE, first, second, MARK, line("sentence", 0.9))[-1]


def test_the_pieces_of_a_sentence_stay_together() -> None:
    long, short = line("title", 0.1), line("button", 0.9, goes_on=2)

    assert goes(ARTICLE, MARK, long, short, line("title", 0.9, goes_on=1)) == [False, True, False, False, False]
    assert goes(ARTICLE, MARK, long, line("button", 0.9), MARK) == [False, True, False, True, True]
    assert goes(ARTICLE, MARK, long, short, MARK) == [False, True, False, False, True]
    assert goes(ARTICLE, MARK, long, short, level="aggressive")[-1]
    assert goes(ARTICLE, MARK, long, line("button", 0.9, goes_on=2, covered=4))[-1], "a rule covers it"
    assert goes(ARTICLE, MARK, line("title", 0.9), short) == [False, True, True, True], "all of it goes"


@pytest.mark.parametrize("category", ["crosslink", "ads", "video", "share", "newsletter"])
def test_behind_what_stands_between_paragraphs_the_article_may_go_on(category: str) -> None:
    between = line("button", 0.9, covered=4, category=category)

    assert goes(ARTICLE, between, between, between, line("sentence", 0.9)) == [False, True, True, True, False]
    assert goes(ARTICLE, between, between, line("title", 0.9))[-1]
    assert goes(ARTICLE, between, MARK, MARK, line("sentence", 0.9))[-1]


def test_a_sentence_on_the_line_of_a_paragraph_must_be_worded_like_a_notice() -> None:
    main, last = (
        line("sentence", 0.1, line=1, part="main"),
        line("sentence", 0.9, line=1, part="last", facts=("reader",)),
    )
    notice = last[0], last[1]._replace(wording=8), last[2]
    ruled = line("sentence", 0.9, line=1, part="last", level="hint")
    taken_too = line("sentence", 0.9, line=1, part="main", facts=("reader",))

    assert goes(ARTICLE, main, last, MARK) == [False, False, False, True]
    assert goes(ARTICLE, main, notice, MARK)[2]
    assert goes(ARTICLE, main, ruled, MARK, level="aggressive")[2]
    assert goes(ARTICLE, MARK, MARK, taken_too, last, MARK) == [False, True, True, True, True, True]


def test_markers_below_a_sentence_do_not_count_nor_those_of_another_run() -> None:
    sentence = line("sentence", 0.9)

    assert goes(ARTICLE, sentence, MARK, MARK) == [False, False, True, True]
    assert not goes(ARTICLE, MARK, MARK, ARTICLE, sentence)[-1]
    assert goes(ARTICLE, MARK, MARK, sentence, sentence)[-1]


def test_a_sentence_to_the_reader_or_that_a_rule_fits_needs_but_one() -> None:
    assert goes(ARTICLE, MARK, line("sentence", 0.9, facts=("reader",)))[-1]
    assert goes(ARTICLE, line("sentence", 0.9, covered=4))[-1]
    assert goes(ARTICLE, MARK, line("question", 0.9))[-1]


# -- what stays ----------------------------------------------------------------------------------


def test_a_page_is_not_taken_for_boilerplate_as_a_whole() -> None:
    long = line("prose", 0.9, size=500)

    assert goes(MARK, MARK, long, MARK) == [True, True, False, True]
    assert goes(ARTICLE, MARK, MARK, long, long, MARK) == [False, True, True, False, False, True]
    assert goes(ARTICLE, MARK, MARK, line("prose", 0.9, size=400)) == [False, True, True, True]
    assert goes(ARTICLE, MARK, MARK, line("prose", 0.9, size=401)) == [False, True, True, False]
    assert goes(ARTICLE, MARK, MARK, line("prose", 0.9, start=900, size=400)) == [False, True, True, True]


def test_what_rules_cover_or_cut_is_no_prose_to_miss() -> None:
    covered, cut = line("prose", 0.9, size=900, covered=3), line("prose", 0.9, size=300, cut=4)

    assert goes(ARTICLE, MARK, covered) == [False, True, True]
    assert goes(ARTICLE, MARK, MARK, cut, line("prose", 0.9, size=300)) == [False, True, True, True, False]


@pytest.mark.parametrize("kind", ["title", "question", "sentence", "prose", "block", "caps"])
def test_the_two_lines_right_above_the_article_may_be_its_title(kind: str) -> None:
    title = line(kind, 0.9, size=30, covered=0, facts=("reader",))

    assert goes(MARK, MARK, title, MARK, title, title, MARK, ARTICLE) == [
        True, True, True, True, False, False, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "fields",
    [{"kind": "button"}, {"facts": ("dated",)}, {"size": 11}, {"covered": 2, "level": "safe"}],
    ids=str,
)
def test_what_is_no_title_goes_from_above_the_article(fields: dict[str, Any]) -> None:
    assert goes(MARK, MARK, line("title", 0.9, size=25), ARTICLE) == [True, True, False, False]
    assert goes(MARK, MARK, line(**{"kind": "title", "end": 0.9, "size": 25, **fields}), ARTICLE)[2]


def test_no_title_is_kept_above_one_that_stays_anyway_or_far_above() -> None:
    title = line("title", 0.9)

    assert goes(MARK, title, line("title", 0.1), ARTICLE) == [True, True, False, False]
    assert goes(MARK, title, *[MARK] * 11, ARTICLE)[1] is False
    assert goes(MARK, title, *[MARK] * 12, ARTICLE)[1] is True
    assert goes(title, MARK, ARTICLE)[0] is False
    assert goes(MARK, title, ARTICLE, level="aggressive")[1] is True


# -- names ---------------------------------------------------------------------------------------


def test_a_line_goes_under_the_last_marker_of_its_run_the_first_ones_under_the_first() -> None:
    one, two = (line("button", 0.9, covered=4, rule=f"t/{name}", category=name) for name in ("ads", "nav"))
    plain = line("button", 0.9)
    lines = [ARTICLE, plain, one, plain, two, plain, ARTICLE, plain, two]
    found = taken(*numbered(lines), "standard", MODEL)

    assert [t.rule for t in found if t.goes] == ["t/ads", "t/ads", "t/ads", "t/nav", "t/nav", "t/nav", "t/nav"]
    assert [t.category for t in found if t.goes] == ["ads", "ads", "ads", "nav", "nav", "nav", "nav"]


@pytest.mark.parametrize(
    "chances, zone",
    [
        ((0.5, 0.1, 0.3, 0.1), "head"),
        ((0.1, 0.1, 0.5, 0.3), "insert"),
        ((0.1, 0.1, 0.3, 0.5), "end"),
        ((0.4, 0.2, 0.4, 0.0), "head"),
        ((0.4, 0.2, 0.0, 0.4), "head"),
        ((0.0, 0.2, 0.4, 0.4), "insert"),
        ((0.3, 0.1, 0.2, 0.4), "end"),
    ],
)
def test_the_likeliest_zone_gives_its_name(chances: tuple[float, ...], zone: str) -> None:
    [_, found] = taken(*zip(ARTICLE, line("button", chances=chances, covered=4), strict=True), "standard", MODEL)

    assert found.zone == zone


# -- cuts ----------------------------------------------------------------------------------------

PROSE = (
    "La rivière a quitté son lit dans la nuit de lundi, et les habitants du bas du village "
    "ont passé la matinée à monter leurs meubles à l'étage."
)
RULES = RuleSet([rule(level="hint", category="comment")])
LABELS = {"comment": 1, "other": 1, "nav": 1}
#: Buttons are end matter, names head matter, the rest is the article.
LEARNED = Weights(
    {
        "kind=button": (0.0, 0.0, 0.0, 4.0),
        "kind=name": (4.0, 0.0, 0.0, 0.0),
        "kind=prose": (0.0, 6.0, 0.0, 0.0),
        "kind=sentence": (0.0, 0.0, 0.0, 4.0),
        "part=main": (0.0, 9.0, 0.0, 0.0),
    },
    (ZERO,) * 4,
    ZERO,
    {"standard": 0.5, "aggressive": 0.5},
    {"standard": 0.6, "aggressive": 0.6},
)


def zoned(
    text: str, level: str = "standard", categories: dict[str, int] = LABELS, model: Weights = LEARNED
) -> list[Cut]:
    document = Document(text)
    return zone_cuts(document, RULES.matches(document), [], level, categories, model)


def left(text: str, level: str = "standard") -> str:
    return apply(text, cut_edits(Document(text), zoned(text, level)))


def test_lines_below_a_marker_go_under_its_name() -> None:
    text = f"{PROSE}\n\nZorglub\n\n • Encore\n\n{PROSE}\n\nEncore"

    assert [(text[c.start : c.end], c.line, c.rule, c.category) for c in zoned(text)] == [
        ("Zorglub", 2, "zone/end:fr/zorglub", "comment"),
        ("• Encore", 4, "zone/end:fr/zorglub", "comment"),
    ]


def test_without_a_marker_a_zone_gives_its_own_name_and_category() -> None:
    text = f"Anne Duval\n\n{PROSE}\n\nEncore"

    assert zoned(text) == []
    assert [(c.rule, c.category) for c in zoned(text, "aggressive")] == [("zone/head", "nav"), ("zone/end", "other")]
    assert [c.rule for c in zoned(text, "aggressive", {"nav": 1})] == ["zone/head"]


def test_a_level_without_a_threshold_has_no_zones() -> None:
    assert zoned(f"{PROSE}\n\nZorglub", "safe") == []
    assert zoned(f"{PROSE}\n\nZorglub") != []


def test_a_category_that_was_not_asked_for_is_not_taken() -> None:
    assert zoned(f"{PROSE}\n\nZorglub", categories={"other": 1}) == []


def test_of_a_line_whose_last_sentence_goes_the_rest_stays() -> None:
    assert left(f"{PROSE}\n\n{PROSE} Il ferme.\n\nZorglub", "aggressive") == f"{PROSE}\n\n{PROSE}"


def test_a_sentence_that_says_who_said_it_stays_below_aggressive() -> None:
    marks = "\n\n".join(["Zorglub"] * 4)
    told, untold = f"{PROSE}\n\n{marks}\n\nIl part, a dit le maire.", f"{PROSE}\n\n{marks}\n\nIl part avec le maire."

    assert left(untold) == left(told, "aggressive") == PROSE
    assert left(told) == f"{PROSE}\n\nIl part, a dit le maire."


def test_what_could_be_a_subhead_or_a_line_of_a_dialogue_stays_below_aggressive() -> None:
    text = f"{PROSE}\n\nZorglub\n\n{PROSE}"

    assert left(text) == text
    assert left(text, "aggressive") == f"{PROSE}\n\n{PROSE}"


def test_what_rules_cut_already_is_not_cut_again() -> None:
    text = f"{PROSE}\n\nZorglub\n\nEncore"
    document = Document(text)
    start = text.index("Zorglub")
    cut = Cut(start, start + 7, 2, "fr/zorglub", "comment")

    assert [c.line for c in zone_cuts(document, RULES.matches(document), [cut], "standard", LABELS, LEARNED)] == [4]


def test_the_shapes_of_short_lines_are_remembered_and_those_of_long_ones_are_not() -> None:
    LEARNED.looks.clear()
    long = f"{PROSE} {PROSE}"
    zoned(f"{long}\n\nZorglub\n\nEncore\n\nEncore")

    assert LEARNED.looks.keys() == {"Zorglub", "Encore"}


@pytest.mark.parametrize("credit", [" (Image : GETTY)", " Crédit : Facebook", ". © Rosalie Tan, AFP"])
def test_a_caption_stays_without_its_credit(credit: str) -> None:
    caption = "3 La commode a trouvé preneur devant la grange de Lee"
    page = f"{PROSE}\n\n{caption}{credit}\n\nPartager\n\nFacebook\n\nLire aussi : Le lavoir rouvre\n\n{PROSE}"

    assert newsclean.clean(page, style="plain") == f"{PROSE}\n\n{caption}{'.' * credit.startswith('.')}\n\n{PROSE}"


# -- what breaks off, and what is spoken ---------------------------------------------------------

#: Takes whatever it may take.
GREEDY = Weights({"bias": (0.0, -9.0, 0.0, 9.0)}, (ZERO,) * 4, ZERO, {"standard": 0.5}, {"standard": 0.5})
#: Takes the sentences at the end of a line.
ENDS = replace(GREEDY, features={"part=last": (0.0, 0.0, 0.0, 9.0), "part=main": (0.0, 9.0, 0.0, 0.0)})


def spared(text: str, model: Weights) -> str:
    """Return what the model leaves of a text below two lines that are cut already."""
    document = Document(f"Zorglub\n\nZorglub\n\n{text}")
    matches = RULES.matches(document)
    cuts = [Cut(m.start, m.end, m.line, m.rule.id, m.rule.category) for m in matches]
    cuts += zone_cuts(document, matches, cuts, "standard", LABELS, model)
    return apply(document.text, cut_edits(document, cuts)).strip()


SPOKEN = "« On n'a pas dormi. Les enfants ont compté les sirènes jusqu'au matin. Et personne ne nous a dit où aller. »"


def test_a_quotation_of_several_sentences_is_no_title() -> None:
    title = "« On n'a pas dormi » : à Ouagadougou, les habitants du bas de la rivière racontent leur nuit d'eau"

    assert spared(f"{title}\n\n{SPOKEN}", GREEDY) == SPOKEN
    assert spared(SPOKEN.strip("« »"), GREEDY) != SPOKEN.strip("« »")


@pytest.mark.parametrize("end", ["La boulangère a ferm", "La boulangère a fermé sa boutique et"])
def test_the_last_words_of_a_text_that_breaks_off_stay(end: str) -> None:
    assert spared(f"{PROSE} {end}", ENDS) == f"{PROSE} {end}"
    assert spared(f"{PROSE} {end}\n\nZorglub", ENDS) == PROSE
    assert spared(f"{PROSE} Abonnez-vous à notre newsletter", ENDS) == PROSE
