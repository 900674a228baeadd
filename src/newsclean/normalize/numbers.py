"""Spaces that hold numbers together: groups of digits, units, symbols, titles before names, references."""

from __future__ import annotations

import regex

from newsclean.normalize.chars import MARGIN, Change, H
from newsclean.normalize.lexicon import any_of, lexicon
from newsclean.normalize.line import Line
from newsclean.normalize.manner import Manner

__all__ = ["groups", "is_loose", "percents", "references", "titles", "units"]

_GROUPED = regex.compile(
    rf"(?<![\p{{L}}\p{{Nd}}.,\-/’'])(?<![0-9][{H}])[1-9][0-9]{{0,2}}+(?:[{H}][0-9]{{3}}+)++(?![\p{{L}}\p{{Nd}}\-/]|[{H}][0-9])"
)
_GAP = regex.compile(rf"[{H}]")
_UNIT = regex.compile(
    rf"(?<=[0-9])(?P<gap>[{H}])(?:{any_of(lexicon()['units'])}(?![\p{{L}}\p{{Nd}}’'/²³])|[%‰€$£¥](?![0-9]))"
)
_HOURS = regex.compile(rf"(?<=[0-9][{H}]h)(?P<gap>[{H}])(?=[0-9])")
_GLUED = regex.compile(r"(?<=[0-9])(?=[%‰€](?![\p{L}\p{Nd}%]))")
_TITLE = regex.compile(
    rf"(?<![^{H}{MARGIN}(\[«“’'\"]){any_of(lexicon()['titles'])}(?P<gap>[{H}])(?=\p{{Lu}})"
)
_REFERENCE = regex.compile(rf"(?<!\p{{L}})(?i:{any_of(lexicon()['references'])})(?P<gap>[{H}])(?=[0-9])")


_STARTS = frozenset(unit[0] for unit in lexicon()["units"]) | frozenset("0123456789%‰€$£¥.mlgrM")
_NUMBERED = regex.compile(rf"(?<=[0-9])[{H}][0-9]{{3}}")


def is_loose(text: str, place: int, manner: Manner) -> bool:
    """Whether the space at ``place`` of ``text``, or behind the title there, is one that a rule here would replace."""
    here, after = text[place], text[place + 1 : place + 2]
    if after not in _STARTS:
        return False
    if here in "MD":
        match = _TITLE.match(text, place)
        return bool(match) and match["gap"] != manner.unit
    if here != manner.unit and (_UNIT.match(text, place) or _HOURS.match(text, place)):
        return True
    return here != manner.group and bool(_NUMBERED.match(text, place))


def groups(line: Line, manner: Manner) -> list[Change]:
    """T9: the spaces between groups of three digits."""
    return [
        (gap.start(), gap.end(), manner.group, "fr/digit-groups")
        for match in _GROUPED.finditer(line.view)
        for gap in _GAP.finditer(line.view, *match.span())
    ]


def units(line: Line, manner: Manner) -> list[Change]:
    """T9: the space between a number and its unit or symbol, and around the h of a time of day."""
    changes = [(*match.span("gap"), manner.unit, "fr/unit-space") for match in _UNIT.finditer(line.view)]
    changes += [(*match.span("gap"), manner.unit, "fr/unit-space") for match in _HOURS.finditer(line.view)]
    return sorted(changes)


def percents(line: Line, manner: Manner) -> list[Change]:
    """T9: a missing space before %, the per mille sign and the euro sign."""
    if not manner.insert_percent:
        return []
    return [(match.start(), match.start(), manner.unit, "fr/symbol-space") for match in _GLUED.finditer(line.view)]


def titles(line: Line, manner: Manner) -> list[Change]:
    """T10: M. Dupont stays on one line."""
    return [(*match.span("gap"), manner.unit, "fr/title-space") for match in _TITLE.finditer(line.view)]


def references(line: Line, manner: Manner) -> list[Change]:
    """T11: art. 8 stays on one line."""
    return [(*match.span("gap"), manner.unit, "fr/reference-space") for match in _REFERENCE.finditer(line.view)]
