"""Every example of every rule in the package, and that no pattern can run away."""

from __future__ import annotations

import pytest

from newsclean.rules.engine import RuleSet
from newsclean.rules.examples import Example, examples_of, failure
from newsclean.rules.load import builtin_rules
from newsclean.rules.model import Rule
from newsclean.rules.pattern import compile_pattern, refuse_runaway

RULES = builtin_rules()
RULE_SET = RuleSet(RULES)


@pytest.mark.parametrize("example", list(examples_of(RULES)), ids=str)
def test_rule_does_what_its_example_says(example: Example) -> None:
    assert failure(example, RULE_SET) is None


#: Rules whose pattern :func:`refuse_runaway` would not take from a user: one of their words can be read in two ways.
#: The attack below is what holds them.
READ_IN_TWO_WAYS = {
    "fr/protected-by-recaptcha",
    "fr/section-run",
    "fr/video-needs-javascript",
    "fr/video-needs-javascript-and-html5",
    "fr/enable-javascript-to-play",
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_pattern_is_bounded_and_compiles(rule: Rule) -> None:
    if rule.id not in READ_IN_TWO_WAYS:
        refuse_runaway(rule.pattern)
    compile_pattern(rule.pattern, rule.glue, False)


def test_ids_are_unique() -> None:
    ids = [rule.id for rule in RULES]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_id_names_the_language_and_what_is_found(rule: Rule) -> None:
    assert rule.language in ("fr", "en")
    assert not rule.id.partition("/")[2].startswith(("remove", "no-", "strip"))
