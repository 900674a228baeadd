"""What the parse tree of a pattern tells: how matches begin, end and are long, and in how many ways text is read."""

from __future__ import annotations

import re
from itertools import product

import pytest

from newsclean.errors import RuleError
from newsclean.rules.parsed import ambiguous, choices, parsed, sre_parser
from newsclean.rules.pattern import refuse_runaway

ALPHABET = "abAB1-\n"
TEXTS = ["".join(letters) for size in range(5) for letters in product(ALPHABET, repeat=size)]
IGNORED = re.IGNORECASE | re.ASCII


def shown(mask: int) -> str:
    return "".join(c for c in sorted(ALPHABET) if mask >> ord(c) & 1)


@pytest.mark.parametrize(
    "pattern",
    [
        *["ab", "a|b1", "(?:a|b)?1", "a{2,4}", "a{1,3}?b", "[ab]1?", "[^ab]", "[^a]b", "[a-b]-", "[1-9]a", "(?-i:a)b"],
        *["(?-i:a[^b])", "b(?-i:A|b1)", "(?i:a)", r"\d", r"\Da", r"\w-", r"\W", r"\s1", r"\Sa", r"[\d-]a", r"[^\w-]a"],
        *[".", "a.", ".{2,3}", "(?>ab?)", "a++1", "(?:ab){1,2}+", "(a)?b", "(?P<drop>a)b", "1a{0,2}", "aé?b"],
        *["[aé]b", "[a-é]", "(?:1|-|ab)(?:b|-)?", "(?:a(?:b|1){1,2}){1,2}", "a(?:b|)", "-?a?1"],
        *["(?-i:(?>a)b)", "(?-i:(?:a|1b))", "(?-i:a{1,2})1", "(?-i:(a)b)", "(?-i:(?i:a)b)", "1(?-i:(?>b))"],
    ],
)
def test_matches_begin_and_end_with_these_characters_and_are_so_long(pattern: str) -> None:
    """Of every text of four letters or fewer, from an alphabet with all that the patterns ask for."""
    fitting = [text for text in TEXTS if re.fullmatch(pattern, text, IGNORED)]
    found = parsed(pattern, IGNORED)

    assert shown(found.firsts) == "".join(sorted({text[0] for text in fitting}))
    assert shown(found.lasts) == "".join(sorted({text[-1] for text in fitting}))
    assert found.least == min(map(len, fitting))
    assert min(4, found.most) == max(map(len, fitting)) or "é" in pattern


@pytest.mark.parametrize("pattern", ["a?", "(?:)", "a*", "(?:a|b?)", "(?=a)", r"\b", "(?:ab){0,3}"])
def test_what_may_be_empty_may_begin_and_end_with_anything(pattern: str) -> None:
    assert parsed(pattern, IGNORED)[:3] == ((1 << 128) - 1, (1 << 128) - 1, 0)


@pytest.mark.parametrize("pattern, firsts", [(r"(a)\1", "Aa"), ("(?=1)a", "Aa"), ("^(?<!b)a", "Aa"), (r"\ba", "Aa")])
def test_what_takes_no_character_says_nothing(pattern: str, firsts: str) -> None:
    assert shown(parsed(pattern, IGNORED).firsts) == firsts


def test_what_re_does_not_take_is_no_pattern() -> None:
    with pytest.raises(re.error):
        parsed("(a", IGNORED)


@pytest.mark.parametrize(
    "pattern, ways",
    [
        *[("abc", 1), ("[ab]", 1), ("ab|cd", 2), ("(?:ab|cd)(?:ef|gh|ij)", 6), ("(?:ab|cd(?:ef|gh))", 3)],
        *[("a{0,3}", 4), ("a{2,3}", 2), ("a{3}", 1), ("a{1,3}?", 3), ("(?:ab|cd){2}", 4), ("(?:ab|cd){0,3}", 32)],
        *[("(?:a{0,2}b){2}", 9), ("(?>ab|cd)", 1), ("(?:ab|cd)++", 1), ("a*", 1001), ("(?:ab|cd){64,}", 1 << 64)],
        *[("(?:ab|cd){60}", 1 << 60), ("(?:ab|cd){60}(?:ab|cd){60}", 1 << 64)],
    ],
)
def test_a_matcher_can_leave_a_pattern_in_so_many_ways(pattern: str, ways: int) -> None:
    assert choices(sre_parser.parse(pattern, IGNORED)) == ways


#: Bodies of a repeat, and whether some text can be read by several rounds of it in two ways.
BODIES = [
    *[("a", False), ("ab", False), ("ab|cd", False), ("ab|a", False), ("ab|a|b", True), ("a|a", True)],
    *[("ab|ab", True), ("a|ab|abb?", True), ("a?b?", True), ("a?b", False), ("ab?", False), ("a?ab", False)],
    *[("a{1,2}", True), ("a{2}", False), ("a{2,3}", True), ("a{2,3}b", False), ("a{3}|a{2}", True), ("a{17}", True)],
    *[("[ab]|[cd]", False), ("[ab]c|[bd]c", True), ("[ab]c|[de]c", False), ("[^a]b|ab", False), ("[^a]b|bb", True)],
    *[(".b|\nb", False), (".b|ab", True), (r"\db|\Db", False), (r"\db|\wb", True), (r"\sb|\Sb", False)],
    *[(r"\Wb|\wb", False), (r"\W-|\s-", True), ("(?:ab|a)b", False), ("(?:ab|a)b?", True), ("a(?>b|bc)|ab", True)],
    *[("a(?>b|c)|ad", False), ("(a)b|ac", False), ("(a)b|ab?", True), ("a++b|ac", False), ("(?:ab)++|ac", True)],
    *[("(?=a)[ab]c|(?!a)[ab]c", False), ("(?=[ab])[ab]c|(?!a)[ab]c", True), ("(?![b-z])[ab]c|bc", False)],
    *[("(?<=a)bc|bc", True), (r"\bab|ab", True), ("(?=ab)ac|ac", True), (r"(a)\1|b", True), ("(a)(?(1)b|c)|d", True)],
    *[("(?:a|b)(?:a|b)", False), ("(?:a|b){1,2}", True), ("(?:ab|cd){2}", True), ("a{0}b", False), ("a??b|ab", True)],
]


@pytest.mark.parametrize("body, wanted", BODIES, ids=str)
def test_whether_rounds_can_be_read_in_two_ways(body: str, wanted: bool) -> None:
    assert ambiguous(sre_parser.parse(body, IGNORED)) is wanted


def test_letter_case_tells_rounds_apart_where_the_pattern_says_so() -> None:
    body = sre_parser.parse("Ab|aB", re.ASCII)

    assert ambiguous(body)
    assert not ambiguous(body, cased=True)
    assert not ambiguous(sre_parser.parse("(?-i:Ab|ab)", IGNORED))
    assert ambiguous(sre_parser.parse("(?-i:Ab)|ab", IGNORED))
    for rest in ("(?>Ab)", "(Ab)", "A{1}b", "A{2}b", "(?:Ab|Ac)", "(?=A)[Aa]b"):
        assert not ambiguous(sre_parser.parse(f"(?-i:{rest}|aa?b)", IGNORED)), rest
        assert ambiguous(sre_parser.parse(f"{rest}|aa?b", IGNORED)), rest


def test_the_last_character_of_ascii_is_one() -> None:
    assert parsed("\x7f", IGNORED)[:2] == (1 << 127, 1 << 127)
    assert parsed("\x80", IGNORED)[:2] == (0, 0)


@pytest.mark.parametrize(
    "pattern, said",
    [
        ("(?:x|ab|a|b){0,13}!", "fit in several ways"),
        ("(?:(?:x|ab|a|b){0,13})", "fit in several ways"),
        ("y|(?:x|ab|a|b){0,13}!", "fit in several ways"),
        ("(?=(?:x|ab|a|b){0,13}!)y", "fit in several ways"),
        ("(?!(?:x|ab|a|b){0,13}!)y", "fit in several ways"),
        ("(?>(?:x|ab|a|b){0,13}!)y", "fit in several ways"),
        ("(?:(?:x|ab|a|b){0,13}!)++y", "fit in several ways"),
        ("(?:x|ab|a|b){0,13}?!", "fit in several ways"),
        ("(?:x|ab|a|b){13,99}+!", "fit in several ways"),
        (
            "(?:a{0,17}b){0,16}",
            r"\(16 x 17\), which can backtrack; make the inner one possessive or the bounds smaller$",
        ),
        (
            "(?:x|ab|a|b){0,14}!",
            "repeats up to 14 times what one text can fit in several ways, which can backtrack; make",
        ),
        ("a{3,}", r"repeats without a bound; write \{0,200\} or so instead of \* or \+, or make it possessive"),
        ("(?:(?:a{0,5}b){0,8}c){0,8}", "repeats a repeat"),
        ("(?:xy|a{0,17}b){0,16}", "repeats a repeat"),
        ("(?:(a{0,17})b){0,16}", "repeats a repeat"),
        ("a(?:b{3,}c){2}", "repeats without a bound"),
        ("(?=a{3,})b", "repeats without a bound"),
        ("(?>a{3,})b", "repeats without a bound"),
    ],
)
def test_what_may_run_away_is_refused_wherever_it_stands(pattern: str, said: str) -> None:
    with pytest.raises(RuleError, match=said) as caught:
        refuse_runaway(pattern)
    assert caught.value.key == "pattern"


@pytest.mark.parametrize(
    "pattern",
    [
        *[
            "(?:x|ab|a|b){0,12}!",
            "(?:x|ab|a|b){12,99}+!",
            "(?:x|ab|a){0,99}!",
            "(?:a{0,15}b){0,16}",
            "(?:a{17}b){0,99}",
        ],
        *["(?-i:((?:Ab|aB){0,20}!))", "(?-i:(?>(?:Ab|aB){0,20}!))", "(?-i:(?:Ab|aB){0,20}!|c)"],
        *["(?-i:(?:(?:Ab|aB){0,20}!){1,2})", "(?-i:(?=(?:Ab|aB){0,20}!)a)", "(?-i:(?:(?:Ab|aB){0,20}!){1,2}+)"],
        *["(?:a{0,250}b){0,1}", "(?:a{0,17}+b){0,99}", "(?>a{0,17}b){0,99}", "(?:(?=a{0,99}b)ab){0,99}", "a{0,2000}"],
    ],
)
def test_what_is_bounded_is_not(pattern: str) -> None:
    refuse_runaway(pattern)
