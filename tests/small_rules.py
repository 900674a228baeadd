"""Small rules of the tests' own, in the format that users write, and what they leave of a text."""

from __future__ import annotations

import json
from typing import Any

from newsclean.document import Document
from newsclean.edits import apply
from newsclean.rules.cuts import cut_edits
from newsclean.rules.decide import LEVEL_RANK, decided
from newsclean.rules.engine import Match, RuleSet
from newsclean.rules.load import load_text
from newsclean.rules.model import CATEGORIES, Rule

BASE: dict[str, Any] = {
    "id": "fr/zorglub",
    "category": "ads",
    "level": "safe",
    "scope": "line",
    "at": "line",
    "anchors": ["zorglub"],
    "pattern": "zorglub",
    "why": "A word that no other rule knows.",
    "source": "made up",
    "since": "0.1.0",
    "remove": ["zorglub"],
    "keep": ["Le mot « zorglub »."],
}


def toml(**changes: Any) -> str:
    """Return one rule as TOML: the base with ``changes``; None leaves a key out."""
    values = {key: value for key, value in {**BASE, **changes}.items() if value is not None}
    return "[[rule]]\n" + "\n".join(f"{key} = {json.dumps(value)}" for key, value in values.items()) + "\n"


def rule(**changes: Any) -> Rule:
    return load_text(toml(**changes), "small.toml")[0]


def matches(text: str, *rules: Rule) -> list[Match]:
    return RuleSet(rules).matches(Document(text))


def left(text: str, *rules: Rule, level: str = "standard") -> str:
    """Return what the rules leave of ``text``: no zones, no language gate, no normalisation."""
    document = Document(text)
    ranks = dict.fromkeys(CATEGORIES, LEVEL_RANK[level])
    return apply(text, cut_edits(document, decided(document, RuleSet(rules).matches(document), ranks)))
