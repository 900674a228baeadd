"""Rules that are looked for together find what each finds alone, on any line of any text, however long it is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.document import Document
from newsclean.rules.anchors import PIECE
from newsclean.rules.engine import RuleSet
from newsclean.rules.load import builtin_rules
from newsclean.rules.model import Rule
from small_rules import rule

MARKS = {0x27E6: None, 0x27E7: None}
PLACES = ("line", "start", "end", "anywhere", "sentence", "text-start", "text-end")
SMALL = [
    *(rule(id=f"fr/{at}", at=at, anchors=["zorg", "lub"], pattern="zorg(?:lub)?|lub b?", vetoes=[]) for at in PLACES),
    *(rule(id=f"fr/glue-{at}", at=at, pattern="zorglub vous", glue=True, vetoes=[]) for at in PLACES),
    rule(id="fr/long", anchors=["zorglub"], pattern="[a-z ]{0,900}zorglub[a-z ]{0,900}", width=1900, vetoes=[]),
    rule(id="fr/two", anchors=["vous", "oui"], pattern="(?:non|oui|vous){1,3}", vetoes=[]),
    rule(id="fr/narrow", at="anywhere", anchors=["lub"], pattern="z[a-z ]{0,9}lub", width=7, vetoes=[]),
]
SMALL_SET = RuleSet(SMALL)
SOME = builtin_rules()[5::60]
#: Every line of the examples of these rules, and all of them as one page.
LINES = [line for one in SOME for text in (*one.remove, *one.keep) for line in text.translate(MARKS).split("\n")]
IN_A_LINE = tuple(one for one in SOME if not one.glue and not one.at.startswith("text"))

Found = tuple[int, int, int, str]


def found(rules: RuleSet, text: str) -> list[Found]:
    return [(m.start, m.end, m.line, m.rule.id) for m in rules.matches(Document(text))]


def alone(rules: Sequence[Rule], text: str) -> list[Found]:
    return sorted((f for one in rules for f in found(RuleSet([one]), text)), key=lambda f: (f[0], f[1], f[3]))


def line_by_line(rules: RuleSet, text: str) -> list[Found]:
    out: list[Found] = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        out += [(start + a, start + b, number, id_) for a, b, _, id_ in found(rules, line)]
        start += len(line) + 1
    return out


def test_rules_of_the_package_find_together_what_each_finds_alone() -> None:
    text = "\n".join(LINES)

    assert sorted(found(RuleSet(SOME), text)) == sorted(alone(SOME, text)) != []


def test_a_rule_finds_in_a_line_what_it_finds_when_the_line_is_alone() -> None:
    rules = RuleSet(IN_A_LINE)
    text = "\n".join(LINES)

    assert sorted(found(rules, text)) == sorted(line_by_line(rules, text)) != []
    assert sorted(found(RuleSet(IN_A_LINE), text)) == sorted(found(rules, text))  # with nothing remembered


pieces = st.sampled_from(
    [
        "zorglub",
        "Zorg",
        "lub",
        " ",
        " ",
        ". ",
        "! ",
        "\n",
        "\n\n",
        "• ",
        " :",
        "vous",
        "oui",
        "non",
        "a",
        " b",
        "zzz" * 9,
    ]
)


@settings(max_examples=150)
@given(st.lists(pieces, max_size=14).map("".join))
def test_small_rules_do_not_disturb_each_other(text: str) -> None:
    assert sorted(found(SMALL_SET, text)) == sorted(alone(SMALL, text))


@settings(max_examples=150)
@given(st.lists(pieces, max_size=9).map("".join).map(lambda text: text.replace("\n", " ")))
def test_where_a_match_must_stand_is_what_the_plain_search_says(line: str) -> None:
    """On one short line without decoration each place is a few lines of Python."""
    words = line.strip()
    start, end = line.find(words), line.find(words) + len(words)
    plain = line.lower()
    got = {(a, b) for a, b, _, id_ in found(RuleSet([rule(at="end", vetoes=[])]), line) if a < b}
    assert got == ({(end - 7, end)} if plain[start:end].endswith("zorglub") else set())
    got = {(a, b) for a, b, _, _ in found(RuleSet([rule(at="anywhere", vetoes=[])]), line)}
    assert got == {(k, k + 7) for k in range(len(line)) if plain.startswith("zorglub", k)}
    if not words.startswith("•") and not words.endswith(":") and "• " not in line:
        got = {(a, b) for a, b, _, _ in found(RuleSet([rule(at="start", vetoes=[])]), line)}
        assert got == ({(start, start + 7)} if plain.startswith("zorglub", start) else set())
        got = {(a, b) for a, b, _, _ in found(RuleSet([rule(at="line", vetoes=[])]), line)}
        assert got == ({(start, end)} if plain[start:end] == "zorglub" else set())


@pytest.mark.parametrize(
    "before", [0, 390, 396, 401, 1900, 2100, PIECE - 9, PIECE - 4, PIECE, 2 * PIECE - 3, 3 * PIECE]
)
def test_on_a_line_of_any_length_the_same_is_found(before: int) -> None:
    line = "n" * before + " Zorglub. Zorglub vous dit Zorglub"
    rules = [one for one in SMALL if not one.at.startswith("text")]
    text = f"Zorglub\n{line}\nZorglub"
    start, end = 8 + before + 1, 8 + len(line)

    got = found(RuleSet(rules), text)

    assert got == alone(rules, text)
    assert [f[:3] for f in got if f[3] == "fr/end" and f[2] == 1] == [(end - 7, end, 1)]
    assert [f[0] - start for f in got if f[3] == "fr/anywhere" and f[2] == 1] == [0, 9, 26]
    assert [f[0] - start for f in got if f[3] == "fr/glue-anywhere"] == [9]
    assert [f[0] - start for f in got if f[3] == "fr/narrow" and f[2] == 1] == [0, 9, 26]
    assert [f[0] - start for f in got if f[3] == "fr/sentence" and f[2] == 1] == ([0, 9] if not before else [9])
    assert [f[2] for f in got if f[3] == "fr/line"] == [0, 2]


@pytest.mark.parametrize(
    "words, wanted",
    [("n" * 892 + " Zorglub", True), ("n" * 901 + "Zorglub", False), ("Zorglub" + "n" * 901, False)],
)
def test_a_line_may_be_as_long_as_the_pattern(words: str, wanted: bool) -> None:
    long = [one for one in SMALL if one.id == "fr/long"]

    assert bool(found(RuleSet(long), words)) is wanted
    assert bool(found(SMALL_SET, f"Oui\n{words}\nNon") and found(RuleSet(long), f"Oui\n{words}\nNon")) is wanted
    assert [f[:3] for f in found(RuleSet(long), f"  • {words} :\nOui")] == ([(4, 4 + len(words), 0)] if wanted else [])


def test_what_was_found_on_a_line_is_found_again_in_the_next_document() -> None:
    rules = RuleSet([rule(), rule(id="fr/any", at="anywhere", pattern="zorg", vetoes=["quotation"])])
    texts = ["Zorglub", "Zorglub\nUn mot « Zorglub » Zorglub", f"{'n' * 300} Zorglub", f"{'n' * 3000} Zorglub\nZorglub"]
    first = [found(rules, text) for text in texts]

    assert [found(rules, text) for text in texts] == first
    assert [found(rules, f"Un.\n{text}")[0][2] for text in texts] == [1, 1, 1, 1]
    assert [found(rules, text.replace(" ", "\u00a0")) for text in texts] == first


def test_in_a_text_of_a_million_characters_lines_are_found_where_they_stand() -> None:
    some = "Un mot.\nZorglub\n\nUn mot Zorglub\nZorglub vous\n"
    before = f"{'Un mot.' * 9_000}\n" * 17
    rules = RuleSet(
        [rule(), rule(id="fr/any", at="end", vetoes=[]), rule(id="fr/glue", pattern="zorglub vous", glue=True)]
    )
    short = found(rules, some)

    assert len(short) == 4
    for text, at, lines in (
        (before + some, len(before), 17),
        (before + some[:-1], len(before), 17),
        (some + before, 0, 0),
    ):
        assert found(rules, text) == [(a + at, b + at, line + lines, id_) for a, b, line, id_ in short]


def test_an_anchor_is_part_of_the_match() -> None:
    text = "Zorglub"

    for at in ("anywhere", "sentence"):
        assert found(RuleSet([rule(at=at, anchors=["lub"], pattern="zorg", vetoes=[])]), text) == []
        assert len(found(RuleSet([rule(at=at, anchors=["zor"], pattern="zorg", vetoes=[])]), text)) == 1


def test_a_pattern_that_fits_nothing_too_finds_what_is_there() -> None:
    for at in ("anywhere", "sentence"):
        one = rule(at=at, pattern="(?:zorglub)?", vetoes=[])
        assert [f[:2] for f in found(RuleSet([one]), "Un mot. Zorglub. Zorglub")] == [(8, 15), (17, 24)]


def test_a_notice_over_lines_may_go_on_beyond_the_width_of_its_rule() -> None:
    glued = {"pattern": "zorglub vous", "glue": True, "width": 30, "vetoes": []}
    text = f"Zorglub\nvous {'n' * 90}\n{'n' * 90} Zorglub\nvous"

    assert [f[:3] for f in found(RuleSet([rule(at="start", **glued)]), text)] == [(0, 12, 0)]
    assert [f[:3] for f in found(RuleSet([rule(at="start", **glued)]), text.replace("\nvous", " vous"))] == [(0, 12, 0)]
    last = len(text) - 12
    assert [f[:3] for f in found(RuleSet([rule(at="end", **{**glued, "pattern": "zorglub"})]), text)][-1:] == [
        (last, last + 7, 2)
    ]
    assert [f[0] for f in found(RuleSet([rule(at="anywhere", **glued)]), text)] == [0, last]
    assert [f[0] for f in found(RuleSet([rule(at="text-end", **glued)]), text)] == [last]
    assert [f[0] for f in found(RuleSet([rule(at="text-start", **glued)]), text)] == [0]
