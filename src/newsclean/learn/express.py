"""From a notice to a rule: its pattern, what it needs around it, and examples that show that it does what it should."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsclean.errors import RuleError
from newsclean.fold import fold, plain
from newsclean.learn import words
from newsclean.learn.keys import NAMED, SENTENCE, SLOTS, digest, key_of, slot_spans
from newsclean.rules.engine import RuleSet
from newsclean.rules.examples import Example, failure
from newsclean.rules.lexicon import slots_for
from newsclean.rules.model import Rule
from newsclean.rules.pattern import compile_pattern, expand, refuse_runaway

__all__ = ["Wording", "express", "spans_of"]

_SYNTAX = frozenset("\\.^$*+?{}[]|()#&~-")
#: Around what goes in an example.
OPEN, CLOSE = "\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}", "\N{MATHEMATICAL RIGHT WHITE SQUARE BRACKET}"
_LONGEST = 1500
_LONGEST_ANCHOR = 48
_FEW_WORDS = 3
_SLOT_WIDTH = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a rule is to find.

    Attributes:
        kind: see :class:`newsclean.learn.keys.Piece`; a run of lines is :data:`LINE` with line breaks in its words.
        key: its key, which names the rule.
        texts: how it reads, slots filled, on a few documents.
        slotted: what stands in the slots varies.
        category, place: see :mod:`newsclean.learn.judge`.
        rare: it stands on so few documents that its place must be right too.
        why, source: documentation.
    """

    kind: int
    key: str
    texts: tuple[str, ...]
    slotted: bool
    category: str
    place: str
    rare: bool
    why: str
    source: str


def express(wording: Wording) -> tuple[Rule, str] | None:
    """Return the rule and its pattern with slots; None where no rule does what its own examples say."""
    text = wording.texts[0]
    if len(text) > _LONGEST:
        return None
    pattern, anchor = _pattern(wording)
    if anchor is None:
        return None
    for vetoes in (None, ()):
        needs = _needs(wording)
        for keep in _keeps(text):
            rule = _rule(wording, pattern, anchor, needs, vetoes, keep)
            if rule is not None and all(failure(e, RuleSet((rule,))) is None for e in _examples(rule)):
                return rule, pattern
    return None


def _examples(rule: Rule) -> Iterator[Example]:
    yield from (Example(rule, "remove", text) for text in rule.remove)
    yield from (Example(rule, "keep", text) for text in rule.keep)


def _rule(
    wording: Wording,
    pattern: str,
    anchor: str,
    needs: tuple[str, ...],
    vetoes: tuple[str, ...] | None,
    keep: str,
) -> Rule | None:
    glue = "\n" in wording.texts[0]
    sentence = wording.kind == SENTENCE
    try:
        expanded = expand(pattern, slots_for("fr"))
        refuse_runaway(expanded)
        compile_pattern(expanded, glue, False)
        return Rule(
            id=_id(wording),
            category=wording.category,
            level="standard",
            scope="span" if sentence else "line",
            at="sentence" if sentence else "line",
            anchors=(anchor,),
            pattern=expanded,
            why=wording.why,
            source=wording.source,
            since="learned",
            remove=tuple(dict.fromkeys(_in_place(text, wording, needs) for text in wording.texts)),
            keep=(keep,),
            needs=needs,
            vetoes=vetoes,
            glue=glue,
            evidence=False,
            width=min(2000, len(wording.texts[0]) + 20 + _SLOT_WIDTH * pattern.count("{")),
        )
    except (RuleError, re.error):
        return None


def _pattern(wording: Wording) -> tuple[str, str | None]:
    """Return the pattern, with slots where what stands there varies, and the longest literal in it."""
    text = " ".join(wording.texts[0].split())
    spans = spans_of(text, wording.kind, wording.key) if wording.slotted else []
    out: list[str] = []
    literals: list[str] = []
    done = 0
    for start, end, slot in [*spans, (len(text), len(text), "")]:
        literal = text[done:start]
        out.append(_escaped(literal))
        literals.append(literal)
        if slot:
            out.append(f"{{{SLOTS[slot]}}}")
        done = end
    # In runs of lines a break may stand for each space: an anchor must lie between two of them.
    if "\n" in wording.texts[0]:
        literals = [line for text in wording.texts[:1] for line in text.split("\n")]
    anchor = max((_anchor(literal) for literal in literals), key=len)
    return "".join(out), anchor if len(anchor) >= 2 else None


def _escaped(literal: str) -> str:
    """Return a pattern for a literal, as a person would write it: accents stay, syntax is escaped.

    What the folded view reads as syntax ("•" as "*") or not at all ("?") stands for what it is read as.
    """
    out: list[str] = []
    for c in literal:
        folded = plain(c)
        if folded in _SYNTAX:
            out.append("\\" + folded)
        elif folded != " ":
            out.append(c)
        elif not out or out[-1] != " ":
            out.append(" ")
    return "".join(out)


def spans_of(text: str, kind: int, key: str) -> list[tuple[int, int, str]]:
    """Return the slots of a text, as they were found for its key."""
    view = plain(text)
    for first in (False, True) if kind == NAMED else ():
        spans = slot_spans(view, names=True, first=first)
        if key_of(view, spans) == key:
            return spans
    return slot_spans(view, names=False)


def _anchor(literal: str) -> str:
    literal = " ".join(fold(literal).split())
    if len(literal) > _LONGEST_ANCHOR:
        literal = literal[:_LONGEST_ANCHOR].rpartition(" ")[0] or literal[:_LONGEST_ANCHOR]
    return literal


def _needs(wording: Wording) -> tuple[str, ...]:
    """Few words could be something else elsewhere; so could what is rare."""
    if wording.kind == SENTENCE or wording.place not in ("head", "tail"):
        return ()
    few = len(wording.texts[0].split()) <= _FEW_WORDS
    return (wording.place, "run") if few or wording.rare else ()


def _in_place(text: str, wording: Wording, needs: Sequence[str]) -> str:
    """Return the notice as an example, beside a paragraph where its place counts."""
    paragraph = words.table()["paragraph"]
    if "head" in needs:
        return f"{OPEN}{text}{CLOSE}\n\n{paragraph}"
    if "tail" in needs:
        return f"{paragraph}\n\n{OPEN}{text}{CLOSE}"
    return text


def _keeps(text: str) -> Iterator[str]:
    yield words.table()["keep"].format(text=" ".join(text.split()).replace("{", "(").replace("}", ")"))
    yield from words.table()["keep_plain"]


def _id(wording: Wording) -> str:
    letters = re.sub(r"[^a-z0-9]+", "-", wording.key.lower()).strip("-")
    slug = letters[:40].rpartition("-")[0] if len(letters) > 40 else letters
    number = digest(f"{wording.kind} {wording.key}") & 0xFFFFFFFF
    return f"fr/learned-{slug or 'notice'}-{number:08x}"
