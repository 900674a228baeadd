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


def test_many_words_changed_one_by_one_stay_apart_behind_words_that_did_not() -> None:
    a = ["voici", *(word for n in range(60) for word in (f"mot{n % 9}", "."))]

    assert [gap.i1 for gap in differing(a, [word.replace("mot", "terme") for word in a])] == list(range(1, 121, 2))


def test_words_put_into_a_long_text_stay_apart() -> None:
    a = [f"mot{n}" for n in range(300)]
    b = [*a[:50], "un", *a[50:120], "un", "deux", *a[121:250], *a[252:]]

    assert list(differing(a, b)) == [Gap(50, 50, 50, 51), Gap(120, 121, 121, 123), Gap(250, 252, 252, 252)]


def test_words_that_come_again_are_found_between_those_that_do_not() -> None:
    gaps = list(differing(["a", "x", "b", "x", "c", "x", "d"], ["a", "x", "x", "b", "c", "x", "d"]))

    assert sum(gap.i2 - gap.i1 for gap in gaps) == sum(gap.j2 - gap.j1 for gap in gaps) == 1


def test_of_words_that_changed_places_the_most_stay() -> None:
    a, b = ["a", "b", "c", "d", "e"], ["d", "a", "b", "e", "c"]
    stays = len(a) - sum(gap.i2 - gap.i1 for gap in differing(a, b))

    assert stays == 3


def test_the_longest_list_of_words_that_stay_is_found() -> None:
    for a, b, most in (
        ("bcdaex", "abcdey", 4),
        ("xefabcdgh", "yabcdefgz", 5),
        ("xabcdefgh", "hgfeabcdy", 4),
        ("xfgabhcdei", "yabcdefghz", 5),
    ):
        assert len(a) - sum(gap.i2 - gap.i1 for gap in differing(list(a), list(b))) == most


def nested(depth: int, gone: frozenset[int] = frozenset()) -> list[str]:
    """Eighty words without those that are gone, twice beside a word of its own, and so on."""
    if not depth:
        return [f"mot{n}" for n in range(80) if n not in gone]
    half = nested(depth - 1, gone)
    return [*half, f"fin{depth}", *half]


def test_a_gap_is_looked_into_four_times() -> None:
    one, two = frozenset({5, 70}), frozenset(range(5, 71))
    for depth, seen in ((1, one), (2, one), (3, one), (4, two)):
        a, b = nested(depth), nested(depth, one)
        gone = {i for gap in differing(a, b) for i in range(gap.i1, gap.i2)}
        assert gone == {i for i, word in enumerate(a) if word[:3] == "mot" and int(word[3:]) in seen}


def test_every_word_that_is_the_only_one_of_its_kind_parts_two_gaps() -> None:
    a = [word for n in range(40) for word in (*["x"] * 60, f"fin{n}")]
    b = [word for n in range(40) for word in (*["y"] * 61, f"fin{n}")]

    assert list(differing(a, b)) == [Gap(61 * n, 61 * n + 60, 62 * n, 62 * n + 61) for n in range(40)]


def test_few_words_are_aligned_and_many_are_one_gap() -> None:
    """Up to 2500 pairs; what stands before does not count."""
    before = ["un", "un"] * 30
    for more, gaps in ((0, [(0, 49, 0, 11), (51, 100, 13, 25)]), (1, [(0, 101, 0, 25)])):
        a = [*before, *["x"] * 49, "m", "m", *["x"] * (49 + more)]
        b = [*before, *["y"] * 11, "m", "m", *["y"] * 12]
        found = [(g.i1 - 60, g.i2 - 60, g.j1 - 60, g.j2 - 60) for g in differing(a, b)]
        assert found == gaps


def test_a_word_that_comes_again_and_again_is_aligned_too() -> None:
    a, b = ["x", *["m"] * 6, "x"], [*["y"] * 150, *["m"] * 6, *["y"] * 150]

    assert list(differing(a, b)) == [Gap(0, 1, 0, 150), Gap(7, 8, 156, 306)]


def test_a_text_of_which_every_word_changed_takes_no_time() -> None:
    a = [word for i in range(20_000) for word in (f"mot{i % 97}", " ")]
    shorter = [word.upper() for word in a if word != "mot5"]
    begin = time.perf_counter()
    same, other = list(differing(a, [word.upper() for word in a])), list(differing(a, shorter))

    assert len(same) == 20_000
    assert other
    assert time.perf_counter() - begin < 5
