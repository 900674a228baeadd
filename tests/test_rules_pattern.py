"""From the pattern in a file to a compiled one: slots, spaces, case and accents; and what is refused."""

from __future__ import annotations

import time

import pytest
import regex

from newsclean.errors import RuleError
from newsclean.fold import plain
from newsclean.rules.lexicon import slots_for, slots_from
from newsclean.rules.pattern import compile_pattern, expand, refuse_runaway


def fits(pattern: str, text: str, glue: bool = False) -> bool:
    return compile_pattern(pattern, glue, False).fullmatch(plain(text)) is not None


def test_a_slot_stands_for_its_alternatives() -> None:
    slots = {"see": "voir|lire", "also": "{see} aussi", "l2": "deux"}

    assert expand("{also} : {l2}", slots) == "(?:(?:voir|lire) aussi) : (?:deux)"
    assert expand(r"a{2,3}\{see}", slots) == r"a{2,3}\{see}"


def test_an_unknown_slot_names_the_nearest() -> None:
    with pytest.raises(RuleError, match=r"unknown slot 'sea'; did you mean 'see'\? \(valid: look, see\)"):
        expand("{sea}", {"see": "voir", "look": "regarder"})


def test_slots_that_contain_each_other_are_refused() -> None:
    with pytest.raises(RuleError, match="slots contain each other"):
        expand("{a}", {"a": "{b}", "b": "{a}"})


def test_a_list_is_literal_and_tries_the_longest_first_and_a_string_is_a_pattern() -> None:
    slots = slots_from({"words": ["a.", "a.b", "voir aussi"], "any": "x|y"}, "f.toml:1")

    assert regex.fullmatch(slots["words"], "a.b")
    assert not regex.fullmatch(slots["words"], "axb")
    assert slots["words"].split("|")[0] == "voir aussi"
    assert slots["any"] == "x|y"


@pytest.mark.parametrize("table", [{"Words": ["a"]}, {"1a": ["a"]}, {"a": 3}, {"a": [1]}, {"a-b": "x"}], ids=str)
def test_a_slot_of_another_shape_is_refused(table: dict[str, object]) -> None:
    with pytest.raises(RuleError, match=r"^f\.toml:1: slot "):
        slots_from(table, "f.toml:1")


def test_every_language_has_the_slots_of_all_languages() -> None:
    assert set(slots_for("zz")) <= set(slots_for("fr"))


@pytest.mark.parametrize(
    "pattern, text",
    [
        ("à l'été", "A L’ETE"),
        ("a l'ete", "à l’été"),
        ("voir aussi", "VOIR\u00a0 aussi"),
        ("[a ]{3}", "a a"),
        (r"a\ b", "a b"),
        ("(?-i:A)b", "AB"),
        ("« oui »", "« Oui »"),
        ("oui…", "oui…"),
    ],
)
def test_case_accents_apostrophes_and_the_number_of_spaces_do_not_matter(pattern: str, text: str) -> None:
    assert fits(pattern, text)


def test_case_matters_where_the_pattern_says_so() -> None:
    assert not fits("(?-i:A)b", "ab")


def test_only_with_glue_is_a_space_a_line_break_too() -> None:
    assert fits("voir aussi", "voir \n\naussi", glue=True)
    assert not fits("voir aussi", "voir\naussi")
    assert not fits("voir aussi", "voiraussi", glue=True)


@pytest.mark.parametrize(
    "pattern",
    ["a*", "a+", "a{3,}", "(?:ab)*c", ".*?x", "(?=a*)b", "a|b+", "(a(b(c+)))", "(?:a*)++"],
)
def test_a_repeat_without_a_bound_is_refused(pattern: str) -> None:
    with pytest.raises(RuleError, match="repeats without a bound"):
        refuse_runaway(pattern)


@pytest.mark.parametrize("pattern", ["(?:a{0,40}b?){0,40}", "(?:(?:a{1,9}){1,9}){1,9}", "(?:x(?:a|b{0,50})){0,99}"])
def test_a_repeat_of_a_repeat_is_refused(pattern: str) -> None:
    with pytest.raises(RuleError, match="repeats a repeat"):
        refuse_runaway(pattern)


@pytest.mark.parametrize(
    "pattern", ["a{0,200}", "a*+b", "a++", "(?:a{3}){0,200}", "(?>a{0,9}){0,200}", "(?:a{0,9}+ ){0,200}", r"\w{1,30}"]
)
def test_bounded_possessive_and_atomic_ones_are_not(pattern: str) -> None:
    refuse_runaway(pattern)


@pytest.mark.parametrize(
    "pattern, what",
    [
        ("(a", "does not compile"),
        ("a)", "does not compile"),
        ("[a", "does not compile"),
        (r"\p{Lu}", "neither a slot nor a repeat"),
        ("(?:oui){e<=2}", "neither a slot nor a repeat"),
        ("(?:oui){i<=1,d<=1}", "neither a slot nor a repeat"),
        ("{See}", "neither a slot nor a repeat"),
        ("a{}", "neither a slot nor a repeat"),
        ("(?R)", "does not compile"),
    ],
)
def test_what_is_no_pattern_of_ours_is_refused(pattern: str, what: str) -> None:
    with pytest.raises(RuleError, match=what):
        refuse_runaway(pattern)


def test_braces_are_allowed_where_they_are_literal() -> None:
    for pattern in (r"\{see\}", "[{}]", "a{2}", "a{2,3}", "a{,3}", "a{2,3}?"):
        refuse_runaway(pattern)


def test_what_is_accepted_takes_no_time_where_it_nearly_fits() -> None:
    pattern = r"lire [^\n]{0,200}: [^\n]{0,200} ici\."
    refuse_runaway(pattern)
    compiled = compile_pattern(pattern, False, False)
    begin = time.perf_counter()
    compiled.search("lire " + ": " * 400 + "ici")

    assert time.perf_counter() - begin < 1
