"""Edits are made exactly, or refused with what is wrong; those of a plain function are found by alignment."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.edits import Edit, Span, apply, between
from newsclean.errors import EditError, NewscleanError


def edit(start: int, end: int, old: str, new: str = "", rule: str = "t/rule") -> Edit:
    return Edit(Span(start, end), old, new, rule)


def test_makes_every_edit_whatever_their_order() -> None:
    edits = [edit(4, 5, "e", "E"), edit(0, 2, "ab"), edit(3, 3, "", "-")]

    assert apply("abcde", edits) == apply("abcde", edits[::-1]) == "c-dE"


def test_edits_may_touch() -> None:
    assert apply("abcd", [edit(0, 2, "ab", "x"), edit(2, 4, "cd", "y")]) == "xy"
    assert apply("abcd", [edit(2, 2, "", "+"), edit(2, 4, "cd", "y")]) == "ab+y"


def test_without_edits_the_text_is_the_same() -> None:
    assert apply("", []) == ""
    assert apply("a\ud800b\x00", []) == "a\ud800b\x00"


def test_offsets_are_code_points() -> None:
    assert apply("\N{GRINNING FACE}e\u0301\ud800b", [edit(1, 3, "e\u0301", "é")]) == "\N{GRINNING FACE}é\ud800b"


@pytest.mark.parametrize(
    "edits",
    [
        [edit(0, 3, "abc", rule="t/one"), edit(2, 4, "cd", rule="t/two")],
        [edit(0, 4, "abcd", rule="t/one"), edit(1, 2, "b", rule="t/two")],
        [edit(2, 2, "", "x", rule="t/one"), edit(2, 2, "", "y", rule="t/two")],
        [edit(1, 2, "b", rule="t/one"), edit(1, 2, "b", rule="t/two")],
        [edit(0, 3, "abc", rule="t/one"), edit(2, 2, "", "x", rule="t/two")],
    ],
)
def test_refuses_edits_of_the_same_text_and_names_both(edits: list[Edit]) -> None:
    with pytest.raises(EditError, match=r"rules 't/one' \(\d:\d\) and 't/two' \(\d:\d\) edit the same text"):
        apply("abcde", edits)


@pytest.mark.parametrize(
    "wrong",
    [edit(0, 2, "ax"), edit(4, 7, "e"), edit(9, 9, ""), edit(-2, -1, "d"), edit(3, 1, ""), edit(0, 3, "ab")],
    ids=str,
)
def test_refuses_an_edit_that_does_not_fit(wrong: Edit) -> None:
    with pytest.raises(EditError, match="were its edits made for another text"):
        apply("abcde", [wrong])


def test_shows_what_stands_there_so_that_a_no_break_space_is_seen() -> None:
    with pytest.raises(EditError, match=r"'t/rule' expects 'a b' at 0:3, found 'a\\xa0b'; were its edits made for "):
        apply("a\N{NO-BREAK SPACE}b", [edit(0, 3, "a b")])


def test_an_edit_error_is_a_value_error_and_a_newsclean_error() -> None:
    assert issubclass(EditError, ValueError)
    assert issubclass(EditError, NewscleanError)


def test_alignment_keeps_edits_small() -> None:
    old = "Le chat noir dort. Le chien court."

    assert between(old, "Le chat dort. Le chien marche.", "f/x") == [
        Edit(Span(8, 13), "noir ", "", "f/x"),
        Edit(Span(28, 33), "court", "marche", "f/x"),
    ]
    assert between(old, old, "f/x") == []


def test_edits_found_by_alignment_are_of_whole_words() -> None:
    assert between("Le chanteur dort ici.", "Le chanteuse dort ici.", "f/x") == [
        Edit(Span(3, 11), "chanteur", "chanteuse", "f/x")
    ]
    assert between("Le transport part.", "Le rapport part.", "f/x") == [
        Edit(Span(3, 12), "transport", "rapport", "f/x")
    ]
    assert between("Il dort", "Il dort !", "f/x") == [Edit(Span(7, 7), "", " !", "f/x")]
    assert between("chanteur", "chanteuse", "f/x") == [Edit(Span(0, 8), "chanteur", "chanteuse", "f/x")]
    assert between("Oui. transport", "Oui. rapport", "f/x") == [Edit(Span(5, 14), "transport", "rapport", "f/x")]


def test_a_word_that_has_no_end_is_cut_64_characters_before_the_change() -> None:
    old, new = f"Le {'n' * 100}a fin", f"Le {'n' * 100}b fin"

    assert between(old, new, "f/x") == [Edit(Span(39, 104), f"{'n' * 64}a", f"{'n' * 64}b", "f/x")]


def test_edits_of_a_long_text_are_where_it_changed() -> None:
    old = " ".join(f"mot{n}" for n in range(3_000))
    new = old.replace("mot77 ", "terme ").replace("mot2000 ", "")

    assert [(e.old.strip(), e.new) for e in between(old, new, "f/x")] == [("mot77", "terme"), ("mot2000", "")]


@given(
    old=st.text(alphabet="ab é\u0301\ud83d\ude00\x00\n'", max_size=80),
    new=st.text(alphabet="ab é\u0301\ud83d\ude00\x00\n'", max_size=80),
)
def test_alignment_turns_any_text_into_any_other(old: str, new: str) -> None:
    edits = between(old, new, "f/x")

    assert apply(old, edits) == new
    assert bool(edits) == (old != new)


@pytest.mark.parametrize("places", [[], [5], [1_400_000], range(7, 1_400_000, 4_999)])
def test_a_long_text_is_put_together_like_a_short_one(places: list[int]) -> None:
    text = "l\u00e0 \U0001f600\ud83d\ude00" * 250_000

    made = apply(text, [edit(at, at + 1, text[at], "\udc00e\u0301") for at in places])

    kept = [0, *(at + 1 for at in places)], [*places, len(text)]
    assert made == "\udc00e\u0301".join(text[a:b] for a, b in zip(*kept, strict=True))
