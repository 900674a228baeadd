"""Stage T: the rules of French typography, one line at a time, in the order in which they build on each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from newsclean.normalize import mapping, marks, numbers, quotes
from newsclean.normalize.chars import Change
from newsclean.normalize.line import Line
from newsclean.normalize.manner import Manner

__all__ = ["typeset"]

_Rule = Callable[[Line, Manner], list[Change]]

_TYPOGRAPHIC: tuple[_Rule, ...] = (
    marks.apostrophes,
    quotes.chevrons,
    quotes.pairs,
    marks.ellipses,
    marks.low_marks,
    marks.dashes,
    quotes.guillemet_spaces,
    marks.high_marks,
    marks.colons,
    numbers.groups,
    numbers.units,
    numbers.percents,
    numbers.titles,
    numbers.references,
)
_NOT_PLAIN = (quotes.pairs, marks.dashes)
_PLAIN: tuple[_Rule, ...] = (*(rule for rule in _TYPOGRAPHIC if rule not in _NOT_PLAIN), mapping.mapped)


def typeset(text: str, manner: Manner) -> Line:
    """Return the line ``text`` after all rules; its ``steps`` say what each of them did."""
    line = Line(text)
    rules: Iterable[_Rule] = _TYPOGRAPHIC if manner.typographic else _PLAIN
    for rule in rules:
        changes = rule(line, manner)
        if changes:
            line.change(changes)
    return line
