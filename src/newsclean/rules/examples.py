"""Run the examples that rules carry: what must go, what must stay, what is known to be missed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsclean.document import Document
from newsclean.edits import apply
from newsclean.rules.cuts import cut_edits
from newsclean.rules.decide import LEVEL_RANK, decided
from newsclean.rules.engine import RuleSet
from newsclean.rules.model import CATEGORIES, HINT, Rule

__all__ = ["Example", "examples_of", "failure"]

_OPEN, _CLOSE = "\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}", "\N{MATHEMATICAL RIGHT WHITE SQUARE BRACKET}"


class Example(NamedTuple):
    """One example of a rule: ``kind`` is "remove", "keep" or "missed"; ``text`` may mark with ⟦ ⟧ what goes."""

    rule: Rule
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.rule.id} {self.kind}: {self.text[:60]!r}"


def examples_of(rules: Sequence[Rule]) -> Iterator[Example]:
    """Yield every example of ``rules``."""
    for rule in rules:
        for kind in ("remove", "keep", "missed"):
            for text in getattr(rule, kind):
                yield Example(rule, kind, text)


def failure(example: Example, rule_set: RuleSet) -> str | None:
    """Return what is wrong, or None where the rule does what its example says.

    All rules of ``rule_set`` are looked for, since they are one another's context; what this one rule removes,
    at its own level, is compared. A "missed" example must still be missed: when it is found, move it to "remove".
    """
    rule, kind, marked = example
    text = marked.replace(_OPEN, "").replace(_CLOSE, "")
    document = Document(text)
    matches = rule_set.matches(document)
    if rule.level == HINT:
        found = any(match.rule.id == rule.id for match in matches)
        wanted = kind == "remove"
        return None if found == wanted else ("does not match" if wanted else "matches")
    ranks = dict.fromkeys(CATEGORIES, LEVEL_RANK[rule.level])
    cuts = [cut for cut in decided(document, matches, ranks) if cut.rule == rule.id]
    got = " ".join(apply(text, cut_edits(document, cuts)).split())
    if kind == "keep":
        return None if not cuts else f"removes {text[cuts[0].start : cuts[0].end]!r}"
    left = " ".join(_left(marked).split())
    if kind == "missed":
        return None if got != left else "is found now: move it to 'remove'"
    return None if got == left else f"leaves {got!r}, not {left!r}"


def _left(marked: str) -> str:
    """Return the example without what its marks enclose; without marks, nothing."""
    if _OPEN not in marked:
        return ""
    pieces = [marked.partition(_OPEN)[0]]
    pieces += [piece.partition(_CLOSE)[2] for piece in marked.split(_OPEN)[1:]]
    return "".join(pieces)
