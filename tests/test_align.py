"""Two sequences differ in the gaps and nowhere else, and finding them takes no more than near-linear time."""

from __future__ import annotations

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from newsclean.align import Gap, differing

WORDS = st.lists(st.sampled_from("abcd \n"), max_size=60)


def rebuilt(a: list[str], b: list[str]) -> list[str]:
    out: list[str] = []
    done = 0
    for i1, i2, j1, j2 in differing(a, b):
        out += a[done:i1] + b[j1:j2]
        done = i2
    return out + a[done:]


@given(a=WORDS, b=WORDS)
def test_the_gaps_turn_one_into_the_other(a: list[str], b: list[str]) -> None:
    assert rebuilt(a, b) == b


@given(a=WORDS, b=WORDS)
def test_a_word_stands_between_two_gaps(a: list[str], b: list[str]) -> None:
    gaps = list(differing(a, b))

    for left, right in pairwise(gaps):
        assert left.i2 < right.i1
        assert right.i1 - left.i2 == right.j1 - left.j2


def test_equal_sequences_have_no_gap() -> None:
    assert list(differing(["a", "b"], ["a", "b"])) == []


def test_a_word_taken_out_is_one_gap() -> None:
    assert list(differing(["le", "petit", "chat", "dort"], ["le", "chat", "dort"])) == [Gap(1, 2, 1, 1)]


def test_words_changed_one_by_one_stay_apart() -> None:
    a = ["un", ".", "deux", ".", "trois"]

    assert list(differing(a, [word.upper() for word in a])) == [Gap(0, 1, 0, 1), Gap(2, 3, 2, 3), Gap(4, 5, 4, 5)]


def test_a_text_of_which_every_word_changed_takes_no_time() -> None:
    a = [word for i in range(20_000) for word in (f"mot{i % 97}", " ")]
    shorter = [word.upper() for word in a if word != "mot5"]
    begin = time.perf_counter()
    same, other = list(differing(a, [word.upper() for word in a])), list(differing(a, shorter))

    assert len(same) == 20_000
    assert other
    assert time.perf_counter() - begin < 5
