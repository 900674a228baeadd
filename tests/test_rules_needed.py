"""What is known of a rule before its pattern is tried is true of all that the pattern fits."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.document import Document
from newsclean.fold import fold, plain
from newsclean.rules import needed as needed_module
from newsclean.rules.engine import RuleSet
from newsclean.rules.load import builtin_rules
from newsclean.rules.needed import ALL, key_of, literals, needed
from newsclean.rules.parsed import sre_parser
from newsclean.rules.pattern import compile_lower, compile_pattern
from small_rules import matches, rule

MARKS = {0x27E6: None, 0x27E7: None}
COVERING = [rule for rule in builtin_rules() if rule.at == "line" and not rule.glue]


def sets(pattern: str) -> list[set[str]]:
    tree = sre_parser.parse(pattern, re.IGNORECASE | re.ASCII)
    return [set(group) for group in literals(tree, lambda group: -min(map(len, group)))]


@pytest.mark.parametrize(
    "pattern, groups",
    [
        ("abc", [{"abc"}]),
        ("A[bc]d?", [{"ab", "ac", "abd", "acd"}]),
        ("ab(?:c|de)f", [{"abcf", "abdef"}]),
        ("ab.{0,9}cd", [{"ab"}, {"cd"}]),
        ("(?:a.b|cd)e", [{"a", "cd"}, {"e"}]),
        ("ab(?: {1,3}+)cd", [{"ab "}, {" cd"}]),
        ("(?=.{0,9}(?:ab|cd))(?!ef).{2,9}", [{"ab", "cd"}]),
        ("(?:ab){1,9}", [{"ab"}]),
        ("(?:ab){0,9}c", [{"c"}]),
        ("(?:ab|[a-z]{1,9})", []),
        ("[0-9]{1,3} h", [{" h"}]),
        (r"ab\b cd", [{"ab cd"}]),
        ("ab(?!x)cd", [{"abcd"}]),
        ("^ab$", [{"ab"}]),
        ("ab(?=cd)c", [{"cd"}, {"abc"}]),
        ("ab(?<=b)c", [{"abc"}]),
        ("(ab)(?P<drop>c)", [{"abc"}]),
        ("a(?>b|cd)e", [{"abe", "acde"}]),
        ("a(b)++c", [{"ab"}, {"c"}]),
        ("[a-f]g", [{letter + "g" for letter in "abcdef"}]),
        ("[a-g]h", [{"h"}]),
        ("[^a]bc", [{"bc"}]),
        (r"\dab", [{"ab"}]),
        ("(?:ab){1,3}c", [{"abc", "ababc", "abababc"}]),
        ("(?:ab){1,4}c", [{"ab"}, {"c"}]),
        ("(?:ab){2,}c", [{"ab"}, {"c"}]),
        ("(?:ab){0,3}", []),
        ("(?:a|b){0,2}c", [{"c", "ac", "bc", "aac", "abc", "bac", "bbc"}]),
        ("x(?:a.b|cd)?e", [{"x"}, {"e"}]),
        ("x(?:a.bc|cd){1,2}e", [{"x"}, {"bc", "cd"}, {"e"}]),
        ("a {1,3}b", [{"a "}, {" b"}]),
        ("x(?: {1,3}+)?y", [{"x"}, {"y"}]),
        ("(?:ab|c.|)d", [{"d"}]),
        (r"(ab)\1", [{"ab"}]),
        ("[ab][ab]xyz", [{"aaxyz", "abxyz", "baxyz", "bbxyz"}]),
    ],
)
def test_what_a_pattern_fits_holds_one_literal_of_each_set(pattern: str, groups: list[set[str]]) -> None:
    assert sets(pattern) == groups


PARTS = [
    "a",
    "b",
    "[ab]",
    "(?:a|bc)",
    "(?:ab?|c)",
    "a?",
    "(?:bc){1,2}",
    "(?:a.){0,2}",
    "(?: {1,3}+)",
    "(?=.?b)",
    "c{2,5}",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=5).map("".join), st.text("abc ", max_size=8))
def test_no_match_lacks_a_literal(pattern: str, text: str) -> None:
    match = re.compile(pattern).search(text)

    if match is not None:
        assert all(any(literal in text for literal in group) for group in sets(pattern))


def test_the_file_tells_nothing_false_of_the_rules() -> None:
    """Every line that a rule of the package covers among all their examples has what the file says it must have."""
    texts = {
        line.strip(" *>|+#=~\x02:-") for r in COVERING for line in "\n".join(r.remove).translate(MARKS).split("\n")
    }
    lines = [plain(text) for text in sorted(texts) if text]
    for one in COVERING:
        need = needed(one)
        if need.firsts == ALL and need.groups == (one.anchors,):
            continue  # not in the file
        lower = compile_lower(one.pattern, False, False)
        pattern = lower or compile_pattern(one.pattern, False, False)
        own = [plain(line) for text in one.remove for line in text.translate(MARKS).split("\n")]
        for line in (*own, *lines[:: len(lines) // 60]):
            if pattern.fullmatch(line.lower() if lower else line):
                assert need.least <= len(line)
                assert need.firsts >> ord(line[0]) & need.lasts >> ord(line[-1]) & 1, (one.id, line)
                for group in need.groups[: None if need.anchored else 3]:
                    assert group == one.anchors or any(literal in f"\n{line.lower()}\n" for literal in group), one.id


def test_most_rules_are_in_the_file() -> None:
    known = needed_module._known()

    assert sum(key_of(one.pattern, one.anchors) in known for one in COVERING) > 0.8 * len(COVERING), (
        "run bench/needed.py"
    )


def test_without_the_file_the_same_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [text.translate(MARKS) for r in COVERING[::9] for text in (*r.remove[:2], *r.keep[:1])]
    some = COVERING[::9]
    with_file = [RuleSet(some).matches(Document(text)) for text in texts]
    monkeypatch.setattr(needed_module, "_known", lambda: {})

    assert [RuleSet(some).matches(Document(text)) for text in texts] == with_file
    assert any(with_file)


def test_a_rule_whose_pattern_fits_still_asks_for_an_anchor(monkeypatch: pytest.MonkeyPatch) -> None:
    one = rule(anchors=["zorg"], pattern="(?:zorglub|spirou)", vetoes=[])
    row = ["f" * 32, "f" * 32, 1, 20, [["zorglub", "spirou"]], 0]
    monkeypatch.setattr(needed_module, "_known", lambda: {key_of(one.pattern, one.anchors): row})

    assert [m.end for m in matches("Spirou\nZorglub", one)] == [14]


def test_the_folded_view_is_the_other_one_in_lower_case() -> None:
    text = "".join(map(chr, range(0x3000))) + "\ud800\U0001f600"

    assert fold(text) == plain(text).lower() == Document(text).folded
