"""Composed edits do what the steps did, map every offset, and can be undone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from histories import histories
from newsclean.edits import Edit, Span, apply, between
from newsclean.provenance import Provenance, compose


@given(histories())
def test_composed_edits_do_what_the_steps_did(history: tuple[str, list[list[Edit]], str]) -> None:
    text, steps, final = history

    assert apply(text, compose(text, steps)) == final


@given(histories())
def test_composed_edits_can_be_undone(history: tuple[str, list[list[Edit]], str]) -> None:
    text, steps, final = history
    provenance = Provenance(text, compose(text, steps))

    assert provenance.cleaned_length == len(final)
    assert provenance.undo(final) == text


@given(histories())
def test_untouched_characters_map_there_and_back(history: tuple[str, list[list[Edit]], str]) -> None:
    text, steps, final = history
    edits = compose(text, steps)
    provenance = Provenance(text, edits)
    touched = {i for e in edits for i in range(*e.span)}
    for i in range(len(text)):
        there = provenance.cleaned_span(Span(i, i + 1))
        if i not in touched:
            assert final[there.start : there.end] == text[i]
            assert provenance.original_span(there) == Span(i, i + 1)


@given(st.text(alphabet="ab c\n\u00e9", max_size=30), st.text(alphabet="ab c\n\u00e9", max_size=30))
def test_alignment_finds_edits_between_any_two_texts(old: str, new: str) -> None:
    assert apply(old, between(old, new, "f")) == new


def test_a_later_step_that_leaves_nothing_owns_the_edit() -> None:
    steps = [[Edit(Span(2, 3), "\u2019", "'", "fr/apostrophe")], [Edit(Span(0, 5), "ab'cd", "", "fr/read-also")]]

    assert compose("ab\u2019cd", steps) == [Edit(Span(0, 5), "ab\u2019cd", "", "fr/read-also")]


def test_a_removal_is_named_after_what_took_the_words_not_after_what_tidied_the_space() -> None:
    steps = [[Edit(Span(3, 8), "b c\n\n", "\n", "fr/read-also")], [Edit(Span(2, 4), "\n\n", "\n", "line/blank")]]

    assert compose("a.\nb c\n\nd.", steps) == [Edit(Span(3, 8), "b c\n\n", "", "fr/read-also")]


def e(start: int, old: str, new: str, rule: str) -> Edit:
    return Edit(Span(start, start + len(old)), old, new, rule)


@pytest.mark.parametrize(
    "steps, composed",
    [
        ([[e(0, "a", "A", "x")], [e(8, "", "+", "y")]], [e(0, "a", "A", "x"), e(8, "", "+", "y")]),
        ([[e(8, "", "+", "x")], [e(0, "a", "A", "y")]], [e(0, "a", "A", "y"), e(8, "", "+", "x")]),
        ([[e(0, "ab", "", "x")], [e(4, "gh", "G", "y")]], [e(0, "ab", "", "x"), e(6, "gh", "G", "y")]),
        ([[e(0, "ab", "AB", "x")], [e(2, "cd", "CD", "y")]], [e(0, "ab", "AB", "x"), e(2, "cd", "CD", "y")]),
        ([[e(2, "cd", "CD", "x")], [e(0, "ab", "AB", "y")]], [e(0, "ab", "AB", "y"), e(2, "cd", "CD", "x")]),
        ([[e(0, "ab", "", "x")], [e(0, "", "+", "y")]], [e(0, "ab", "+", "x + y")]),
        ([[e(1, "", "+", "x")], [e(1, "+", "", "y")]], []),
        ([[e(1, "b", "B", "x")], [e(1, "B", "b", "y")]], []),
        ([[e(2, "", "++", "x")], [e(1, "b+", "", "y")]], [e(1, "b", "+", "x + y")]),
        ([[e(0, "ab", "x", "x")], [e(0, "x", "acb", "y")]], [e(0, "ab", "acb", "x + y")]),
        ([[e(0, "ab", "xy", "x")], [e(1, "y", "b", "y")]], [e(0, "a", "x", "x + y")]),
        ([[e(0, "ab", "xy", "x")], [e(0, "x", "a", "y")]], [e(1, "b", "y", "x + y")]),
        ([[e(1, "b", "B", "x")], [e(1, "B", "C", "y")], [e(1, "C", "D", "x")]], [e(1, "b", "D", "x + y")]),
        (
            [[e(1, "b", "B", "x"), e(5, "f", "", "x")], [e(0, "aB", "AB", "y"), e(6, "h", "H", "z")]],
            [e(0, "ab", "AB", "x + y"), e(5, "f", "", "x"), e(7, "h", "H", "z")],
        ),
        ([[], [e(1, "b", "B", "x")], []], [e(1, "b", "B", "x")]),
        ([[e(0, "abcd", "x", "x")], [e(0, "x", "abXd", "y")]], [e(2, "c", "X", "x + y")]),
        ([[e(0, "abcd", "x", "x")], [e(0, "x", "Xbcd", "y")]], [e(0, "a", "X", "x + y")]),
        ([[e(0, "a", "x", "x")], [e(0, "x", "aXa", "y")]], [e(0, "a", "aXa", "x + y")]),
        ([[e(2, "cd", "", "x")], [e(0, "ab", "AB", "y")]], [e(0, "abcd", "AB", "x + y")]),
    ],
)
def test_edits_are_joined_where_a_later_one_changed_what_an_earlier_one_wrote(
    steps: list[list[Edit]], composed: list[Edit]
) -> None:
    assert compose("abcdefghij", steps) == composed


def test_a_place_inside_what_an_edit_wrote_stands_for_all_that_it_replaced() -> None:
    provenance = Provenance("abcdef", [e(1, "bc", "XYZ", "x"), e(4, "e", "", "y")])  # aXYZdf

    assert provenance.original_span(Span(2, 3)) == Span(1, 3)
    assert provenance.original_span(Span(0, 2)) == Span(0, 3)
    assert provenance.original_span(Span(3, 5)) == Span(1, 4)
    assert provenance.original_span(Span(4, 6)) == Span(3, 6)
    assert provenance.original_span(Span(5, 5)) == Span(5, 5)
    assert provenance.cleaned_span(Span(2, 3)) == Span(1, 4)
    assert provenance.cleaned_span(Span(4, 5)) == Span(5, 5)
    assert provenance.cleaned_span(Span(0, 6)) == Span(0, 6)
    assert provenance.cleaned_span(Span(3, 3)) == Span(4, 4)
