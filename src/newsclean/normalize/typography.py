"""Stage T: the rules of French typography, one line at a time, in the order in which they build on each other."""

from __future__ import annotations

from collections.abc import Callable

from newsclean.normalize import mapping, marks, numbers, quotes
from newsclean.normalize.chars import Change
from newsclean.normalize.line import Line
from newsclean.normalize.manner import Manner

__all__ = ["typeset"]

_Rule = Callable[[Line, Manner], list[Change]]

_DIGITS = "0123456789"
# The steps; in each its rules, which do not meet; with each rule, characters without one of which it does nothing.
_STEPS: tuple[tuple[tuple[_Rule, str], ...], ...] = (
    ((marks.apostrophes, "'`´\u02bc‘’‛′"), (marks.ellipses, ".…")),
    ((quotes.chevrons, "<"),),
    ((quotes.pairs, '"“„'),),
    ((marks.low_marks, ",."), (marks.brackets, "([)]")),
    ((marks.dashes, "-–—"),),
    ((quotes.guillemet_spaces, "«»"), (marks.high_marks, "!?;"), (marks.colons, ":")),
    (
        (numbers.groups, _DIGITS),
        (numbers.units, _DIGITS),
        (numbers.percents, "%‰€"),
        (numbers.titles, "MD"),
        (numbers.references, _DIGITS),
    ),
)
_NOT_PLAIN = (quotes.pairs, marks.dashes)
_TYPOGRAPHIC = tuple(tuple((rule, frozenset(needed)) for rule, needed in step) for step in _STEPS)
_PLAIN = tuple(step for step in _TYPOGRAPHIC if step[0][0] not in _NOT_PLAIN)


def typeset(text: str, manner: Manner) -> Line:
    """Return the line ``text`` after all rules; its ``steps`` say what each of them did."""
    line = Line(text)
    characters = set(text)
    for step in _TYPOGRAPHIC if manner.typographic else _PLAIN:
        changes: list[Change] = []
        for rule, needed in step:
            if not needed.isdisjoint(characters):
                found = rule(line, manner)
                if found:
                    changes = sorted(changes + found) if changes else found
        if changes:
            line.change(changes)
            characters.update(*(change[2] for change in changes))
    if not manner.typographic and not line.text.isascii():
        line.change(mapping.mapped(line, manner))
    return line
