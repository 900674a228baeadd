"""From the pattern in a file to a compiled one: slots, spaces, case and accents; and what is refused."""

from __future__ import annotations

import re
import time

import pytest
import regex

from newsclean.document import Document
from newsclean.errors import RuleError
from newsclean.fold import plain
from newsclean.rules.engine import RuleSet
from newsclean.rules.lexicon import slots_for, slots_from
from newsclean.rules.load import builtin_rules
from newsclean.rules.model import Rule
from newsclean.rules.pattern import beginning, compile_lower, compile_pattern, expand, fold_spaces, refuse_runaway


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


@pytest.mark.parametrize("pattern", ["(?:(?:a{1,9}){1,9}){1,9}", "(?:x(?:a|b{0,50})){0,99}"])
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


#: Patterns that take exponential time on what is beside them, each within the bounds that a rule must have.
RUNAWAY = [
    ("(?:a|a){0,40}b", "a"),
    ("(?:a{0,40}b?){0,40}c", "a"),
    ("(?:a{1,15}){1,16}b", "a"),
    ("(?:a|ab|b){0,30}c", "ab"),
    ("(?:(?:ab)?(?:a)?(?:b)?){0,20}c", "ab"),
    ("(?:a?){30}a{30}", "a"),
    ("(?:[a-z]{1,4} ?){1,30}!", "abcd"),
    ("(?:(?:un|deux|u|n) ?){1,20}!", "un"),
    ("(?i:(?:oui|OUI)){0,30}!", "oui"),
    ("(?:(?:a|a){15,40}+)b", "a"),
]


@pytest.mark.parametrize("pattern, unit", RUNAWAY, ids=str)
def test_what_one_text_can_fit_in_many_ways_is_refused(pattern: str, unit: str) -> None:
    with pytest.raises(RuleError, match=r"fit in several ways|repeats a repeat"):
        refuse_runaway(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "(?:ab|cd){0,40}e",
        "(?:voir|vous|voie)(?:, (?:voir|vous|voie)){0,40}!",
        "(?:[a-z]{1,4}[0-9]){0,40}!",
        r"(?:\w|x){0,40}!",  # one set of characters
        "(?:a|a){0,40}+b",  # a possessive repeat tries each round once
        "(?:(?>a|ab|b) ){0,40}c",
        "(?:a|a){0,12}b",
        "(?-i:[A-Z][a-z]{1,9}+ ?){1,30}!",  # a round begins where a capital does
    ],
)
def test_what_can_be_read_in_one_way_is_not(pattern: str) -> None:
    refuse_runaway(pattern)
    compiled = compile_pattern(pattern, False, False)
    begin = time.process_time()
    for unit in ("a", "ab", "voir, ", "a1", "Ab", "x"):
        compiled.search(unit * 400)

    assert time.process_time() - begin < 2


# -- re and regex --------------------------------------------------------------------------------


def lines_of(rule: Rule) -> list[str]:
    return [line for text in (*rule.remove, *rule.keep) for line in plain(text.translate(MARKS)).split("\n")]


MARKS = str.maketrans("", "", "\u27e6\u27e7")
SOME = builtin_rules()[::3]
FEW = SOME[::3]


def test_re_and_regex_find_the_same() -> None:
    texts = sorted({line for rule in SOME for line in lines_of(rule)})[::7]
    differ = []
    for rule in SOME:
        fast = compile_pattern(rule.pattern, False, False)
        slow = regex.compile(fold_spaces(plain(rule.pattern), False), regex.IGNORECASE | regex.VERSION0)
        for text in {*lines_of(rule), *texts[len(rule.id) :: 40]}:
            one, two = fast.fullmatch(text), slow.fullmatch(text)
            here = [m.span() for m in fast.finditer(text)], [m.span() for m in slow.finditer(text)]
            if (one and one.span()) != (two and two.span()) or here[0] != here[1]:
                differ.append((rule.id, text))

    assert not differ


def test_nearly_all_patterns_are_for_re() -> None:
    used = [compile_pattern(rule.pattern, rule.glue, False) for rule in FEW]

    assert sum(isinstance(pattern, re.Pattern) for pattern in used) > 0.9 * len(used)


@pytest.mark.parametrize(
    "pattern, text",
    [
        ("(?:ab?){2}+", "aab"),
        ("(?:ab?c){1,3}+d", "abcacd"),
        ("(?<=-il|-on)x", "-onx"),
        ("(?<=[.!] )x", "!  x"),
        ("(?<!a b|c)x", "a   bx"),
        ("(?P<drop>a)(?:b++){2}+", "abb"),
        ("[[:alpha:]]{1,9}", "ab"),
        ("(?<=a b c)x", "a b cx a  b   cx a   b  cx a bcx"),
        ("(?<=a b c d)x", "a b c dx a   b   c   dx a b c  x"),
        ("(?<=a b c d e)x", "a b c d ex a  b c   d ex a b c dx"),
        ("(?<!a b c)x", "a b cx a  b   cx ax"),
        ("(?<! )x y(?<=o|y)", "x  y ax y"),
        ("(?<=(?:a|bc))x", "ax bcx cx"),
        ("(?<=a(?:b|c))x", "abx acx ax"),
        ("(?<=a[|)]|bcd)x", "a|x a)x bcdx ax"),
        (r"(?<=\||ab)x", "|x abx bx"),
        ("(?<!ab|c)(?<=d|ef )x", "dx ef  x abx"),
        ("(?<=^|ab)x", "x abx x"),
        (r"(?<!^|\w )x", "x a  x . x"),
        ("(?<=a|b)x(?<!yx|zzx)", "ax bx yx"),
        ("(?:a|ab)?+c", "abc ac c"),
        ("(?:ab){2,3}+c", "ababc abababc abc"),
        ("(?:a(?:b|bc)?+){1,2}+d", "abcd abd abad"),
        ("((?:ab?){2})+?b", "aabb"),
        ("(?:a[)]b?){2}+", "a)a)b"),
        (r"(?:a\)b?){2}+", "a)a)b"),
        ("(?>a|ab)c", "ac abc"),
        ("(a)(?>b|bc)c", "abc abcc"),
    ],
)
def test_possessive_groups_and_look_behinds_mean_in_re_what_they_mean_in_regex(pattern: str, text: str) -> None:
    slow = regex.compile(fold_spaces(pattern, False), regex.IGNORECASE)

    assert [m.span() for m in compile_pattern(pattern, False, False).finditer(text)] == [
        m.span() for m in slow.finditer(text)
    ]


@pytest.mark.parametrize(
    "pattern",
    [
        *["(?:ab?){2}+", "(?<=-il|-on)x", "(?<=[.!] )x", "(?<!a b|c)x", "(?<=a b c d)x", "(?<=a[|)]|bcd)x", "(?>ab?)c"],
        *[r"(?<=\||ab)x", "(?<!ab|c)(?<=d|ef )x", "(?P<drop>a)b", "(a)b++", r"\(?>a", "[(]a(?>b)"],
    ],
)
def test_what_re_can_match_it_matches(pattern: str) -> None:
    assert isinstance(compile_pattern(pattern, False, False), re.Pattern)


@pytest.mark.parametrize("pattern", [r"\p{Lu}a", "[[:alpha:]]{1,9}", "(a)(?>b)", "(?P<drop>a)(?:b++){2}+"])
def test_what_re_would_read_in_another_way_is_for_regex(pattern: str) -> None:
    assert not isinstance(compile_pattern(pattern, False, False), re.Pattern)


@pytest.mark.parametrize(
    "pattern, lower",
    [
        *[("A[B-D]e", "a[b-d]e"), (r"[\w-]X", r"[\w-]x"), ("[0-9]A", "[0-9]a"), (r"\x0aA", r"\x0aa"), (r"\tA", r"\ta")],
        *[("[A-]", "[a-]"), ("[]A]", "[]a]"), ("[^]A]", "[^]a]"), (r"[A\-Z]", r"[a\-z]"), ("É[É-Ü]", "e[e-u]")],
        *[("[a-c][A-C]X{2,3}", "[a-c][a-c]x{2,3}"), (r"\.A\B", r"\.a\B"), ("(?P<drop>B)C", "(?P<drop>b)c")],
        *[("(?:A|(?=B)|(?!C)|(?<=D))", "(?:a|(?=b)|(?!c)|(?<=d))"), ("(?>A)", "(?>a)"), ("[A-C0-9X-Z]", "[a-c0-9x-z]")],
        *[("[a-Z]", None), ("[!-Z]a", None), (r"[\x41-z]", None), ("[9-A]", None), (r"\Qx", None), (r"[\Q]", None)],
        *[(r"\N", None), (r"\x80", None), ("(?#x)a", None), ("(?i)a", None), ("(?i:a)", None), ("(?P<Na>a)", None)],
        *[("[(?i:]A", "[(?i:]a"), (r"\(?i:A", r"\(?i:a")],
    ],
)
def test_a_pattern_in_lower_case(pattern: str, lower: str | None) -> None:
    found = compile_lower(pattern, False, False)

    assert (found.pattern if found else None) == lower


def test_at_the_end_a_pattern_fits_at_the_end_only() -> None:
    for glue in (False, True):
        upper, lower = compile_pattern("a|ab c", glue, True), compile_lower("a|ab c", glue, True)
        assert lower is not None
        assert [m.span() for m in upper.finditer("a ab  c A")] == [(8, 9)]
        assert [m.span() for m in lower.finditer("a ab  c a")] == [(8, 9)]
        assert [m.span() for m in lower.finditer("a ab  c")] == [(2, 7)]
        assert bool(lower.fullmatch("ab \n c")) is bool(upper.fullmatch("AB \n c")) is glue


def test_a_space_in_a_class_or_behind_a_backslash_is_itself() -> None:
    run = "(?: {1,3}+)"
    assert fold_spaces(r"a [ b] \  \[ c \\ d", glue=False) == rf"a{run}[ b]{run}\ {run}\[{run}c{run}\\{run}d"
    assert fold_spaces("a b", glue=True) == r"a(?:[ \n]{1,6}+)b"
    assert fold_spaces(r"[\] ] ", glue=False) == r"[\] ](?: {1,3}+)"


def test_what_cannot_be_parsed_may_begin_with_anything() -> None:
    assert beginning(r"\p{Lu}a", False) == beginning("[[:alpha:]]", False) == beginning("(a", False)
    assert beginning(r"\p{Lu}a", False)[2:] == (0, 1 << 30)
    assert beginning("a b", False)[2:] == (3, 5)
    assert beginning("a b", True)[2:] == (3, 8)
    assert beginning("Éa|b", False)[0] == sum(1 << ord(c) for c in "eEbB")


def test_a_pattern_is_measured_with_its_slots_filled_in() -> None:
    slots = {"long": "a" * 150_000, "most": "a" * 199_990, "more": "{long}", "two": "{long}{long}"}

    assert len(expand("{most}", slots)) == 199_994
    for pattern in ("{long}{long}", "{two}", "{more}{more}", "a" * 200_001, "{most}{most}", "{more}" + "a" * 60_000):
        with pytest.raises(RuleError, match=r"is longer than 200,000 characters with its slots; make several rules of"):
            expand(pattern, slots)


def test_slots_may_be_eight_deep() -> None:
    slots = {f"s{n}": f"{{s{n + 1}}}" for n in range(8)} | {"s8": "a", "t": "{s0}"}

    assert expand("{s1}", slots) == "(?:" * 8 + "a" + ")" * 8
    for name in ("s0", "t"):
        with pytest.raises(RuleError, match="slots contain each other") as caught:
            expand(f"{{{name}}}", slots)
        assert caught.value.key == "pattern"
    with pytest.raises(RuleError, match="unknown slot") as caught:
        expand("{u}", slots)
    assert caught.value.key == "pattern"


def test_a_match_begins_ends_and_is_as_long_as_the_parse_tree_says() -> None:
    for rule in FEW:
        firsts, lasts, least, most = beginning(rule.pattern, rule.glue)
        for text in lines_of(rule):
            for match in compile_pattern(rule.pattern, rule.glue, False).finditer(text):
                assert least <= match.end() - match.start() <= most
                if match[0]:
                    assert firsts >> ord(match[0][0]) & lasts >> ord(match[0][-1]) & 1


def test_in_lower_case_a_pattern_fits_what_it_fits_where_case_is_ignored() -> None:
    lowered = 0
    for rule in FEW:
        lower = compile_lower(rule.pattern, rule.glue, False)
        lowered += lower is not None
        for text in lines_of(rule) if lower else ():
            upper = compile_pattern(rule.pattern, rule.glue, False)
            assert [m.span() for m in lower.finditer(text.lower())] == [m.span() for m in upper.finditer(text)]

    assert lowered > len(FEW) / 3


@pytest.mark.parametrize("pattern", ["(?-i:A)b", "a(?i)b", r"\p{Lu}a", "[!-Z]a", r"[\x41-z]", r"\x41", "(?P<Name>a)"])
def test_a_pattern_to_which_case_may_matter_is_left_alone(pattern: str) -> None:
    assert compile_lower(pattern, False, False) is None


@pytest.mark.parametrize(
    "pattern, text",
    [(r"A\Sb\Z", "a-B"), ("[^A-C]D", "xd"), ("[^A-C]D", "bd"), (r"[^\W\d]X", "Ax"), ("(?P<drop>B)", "b")],
)
def test_escapes_and_classes_mean_the_same_in_lower_case(pattern: str, text: str) -> None:
    lower = compile_lower(pattern, False, False)

    assert lower is not None
    assert bool(lower.search(text.lower())) is bool(compile_pattern(pattern, False, False).search(text))


def test_no_rule_runs_away_on_its_own_words_repeated() -> None:
    """One line as wide as the rule looks, of its anchors or an example again and again, takes it no longer than this.

    A rule that can run away takes not twice but a thousand times as long: the limit leaves room for slow machines.
    """
    worst = ("", 0.0)
    for rule in builtin_rules():
        rules = RuleSet([rule])
        for unit in (rule.anchors[0], f"{rule.anchors[-1]} ", f"{lines_of(rule)[0][:60]} ", f"{rule.anchors[0]}. A "):
            begin = time.process_time()
            rules.matches(Document(f"{(unit * rule.width)[: rule.width - 2]}\u20ac"))
            worst = max(worst, (f"{rule.id} {unit!r}", time.process_time() - begin), key=lambda pair: pair[1])

    assert worst[1] < 1, worst


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
