"""Rules of one site are no evidence for the zones, and what `learn` notes in a rule file is for people."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_pages import page

from newsclean import StripBoilerplate
from newsclean.cleaners import boilerplate
from newsclean.document import Document
from newsclean.errors import RuleError
from newsclean.rules.cuts import Cut
from newsclean.rules.engine import Match
from newsclean.rules.load import load_text
from newsclean.rules.model import Rule

RULES = """
language = "fr"
[learned]
digest = "00"
[[rule]]
id = "fr/my-kiosk"
category = "other"
level = "standard"
scope = "line"
at = "line"
anchors = ["kiosque du quai"]
pattern = 'le kiosque du quai'
evidence = false
why = "A box of one site."
source = "example"
since = "1"
remove = ["Le kiosque du quai"]
keep = ["Le kiosque du quai ferme."]
[rule.learned]
support = [{ site = "quai.example", documents = 8, of = 8 }]
samples = [["a", "⟦Le kiosque du quai⟧"]]
"""


def test_notes_of_learn_are_no_part_of_the_rule() -> None:
    (rule,) = load_text(RULES, "learned.toml")

    assert rule.evidence is False
    assert not hasattr(rule, "learned")


def test_evidence_must_be_true_or_false() -> None:
    with pytest.raises(RuleError, match=r"learned\.toml:13: .*'evidence' must be bool"):
        load_text(RULES.replace("evidence = false", "evidence = 1"), "learned.toml")


def test_the_zones_do_not_see_what_is_no_evidence(monkeypatch: pytest.MonkeyPatch) -> None:
    (rule,) = load_text(RULES, "learned.toml")
    seen: list[tuple[str, bool]] = []

    def zones(document: Document, matches: list[Match], cuts: list[Cut], *rest: object) -> list[Cut]:
        seen.append(("match", any(match.rule is rule for match in matches)))
        seen.append(("cut", any(cut.rule == rule.id for cut in cuts)))
        return []

    monkeypatch.setattr(boilerplate, "zone_cuts", zones)
    text = page(3, tail=["Le kiosque du quai"])

    def removed(own: Rule) -> list[str]:
        return [edit.rule for edit in StripBoilerplate(rules=(own,)).edits(Document(text))]

    assert removed(rule) == [rule.id]
    assert seen == [("match", False), ("cut", False)]
    seen.clear()
    rule = replace(rule, evidence=True)
    assert removed(rule) == [rule.id]
    assert seen == [("match", True), ("cut", True)]
