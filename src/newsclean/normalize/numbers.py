"""Spaces that hold numbers together: groups of digits, units, symbols, titles before names, references."""

from __future__ import annotations

import re

import regex

from newsclean.normalize.chars import MARGIN, Change, H
from newsclean.normalize.lexicon import any_of, lexicon
from newsclean.normalize.line import Line
from newsclean.normalize.manner import Manner

__all__ = ["STARTS", "groups", "is_loose", "percents", "references", "titles", "units"]

_GROUPED = regex.compile(
    rf"(?<![\p{{L}}\p{{Nd}}.,\-/’'])(?<![0-9][{H}])[1-9][0-9]{{0,2}}+(?:[{H}][0-9]{{3}}+)++"
    rf"(?![\p{{L}}\p{{Nd}}\-/]|[{H}][0-9])"
)
_GAP = re.compile(f"[{H}]")
_UNIT = regex.compile(rf"(?<=[0-9])[{H}](?:{any_of(lexicon()['units'])}(?![\p{{L}}\p{{Nd}}’'/²³])|[%‰€$£¥](?![0-9]))")
_HOURS = regex.compile(rf"(?<=[0-9][{H}]h)[{H}](?=[0-9])")
_TITLE = regex.compile(rf"(?<![^{H}\n{MARGIN}(\[«“’'\"]){any_of(lexicon()['titles'])}(?P<gap>[{H}])(?=\p{{Lu}})")
_REFERENCE = regex.compile(rf"(?r)(?<!\p{{L}})(?i:{any_of(lexicon()['references'])})")

# Where a rule might act: found by the module ``re``, which is fast when a pattern begins with a few characters.
_DIGIT_SPACE = re.compile(f"[0-9][{H}]")
_DIGIT_GROUP = re.compile(f"[0-9][{H}][0-9]{{3}}")
_H_SPACE_DIGIT = re.compile(f"h[{H}][0-9]")
_SPACE_DIGIT = re.compile(f"[{H}][0-9]")
_INITIAL = re.compile("[" + "".join(sorted({title[0] for title in lexicon()["titles"]})) + "]")
_SYMBOL = re.compile("[%‰€]")

#: What a unit, a symbol or a further group of digits begins with.
STARTS = frozenset(unit[0] for unit in lexicon()["units"]) | frozenset("0123456789%‰€$£¥")


def is_loose(text: str, place: int, manner: Manner) -> bool:
    """Whether the space at ``place`` of ``text``, or behind the title there, is one that a rule here would replace."""
    here = text[place]
    if here in "MD":
        match = _TITLE.match(text, place)
        return match is not None and match["gap"] != manner.unit
    if here != manner.unit and (_UNIT.match(text, place) or _HOURS.match(text, place)):
        return True
    return here != manner.group and bool(_DIGIT_GROUP.match(text, place - 1))


def groups(line: Line, manner: Manner) -> list[Change]:
    """T9: the spaces between groups of three digits."""
    if not _DIGIT_GROUP.search(line.view):
        return []
    return [
        (gap.start(), gap.end(), manner.group, "fr/digit-groups")
        for match in _GROUPED.finditer(line.view)
        for gap in _GAP.finditer(line.view, *match.span())
    ]


def units(line: Line, manner: Manner) -> list[Change]:
    """T9: the space between a number and its unit or symbol, and around the h of a time of day."""
    view = line.view
    changes = [
        (match.end() - 1, match.end(), manner.unit, "fr/unit-space")
        for match in _DIGIT_SPACE.finditer(view)
        if _UNIT.match(view, match.end() - 1)
    ]
    changes += [
        (match.start() + 1, match.start() + 2, manner.unit, "fr/unit-space")
        for match in _H_SPACE_DIGIT.finditer(view)
        if _HOURS.match(view, match.start() + 1)
    ]
    return sorted(changes)


def percents(line: Line, manner: Manner) -> list[Change]:
    """T9: a missing space before %, the per mille sign and the euro sign."""
    if not manner.insert_percent:
        return []
    view = line.view
    changes = []
    for match in _SYMBOL.finditer(view):
        at = match.start()
        after = view[at + 1 : at + 2]
        if at and view[at - 1] in _DIGITS and not (after.isalpha() or after.isdecimal() or after == "%"):
            changes.append((at, at, manner.unit, "fr/symbol-space"))
    return changes


_DIGITS = frozenset("0123456789")


def titles(line: Line, manner: Manner) -> list[Change]:
    """T10: M. Dupont stays on one line."""
    found = (_TITLE.match(line.view, match.start()) for match in _INITIAL.finditer(line.view))
    return [(*match.span("gap"), manner.unit, "fr/title-space") for match in found if match]


def references(line: Line, manner: Manner) -> list[Change]:
    """T11: art. 8 stays on one line."""
    view = line.view
    return [
        (match.start(), match.start() + 1, manner.unit, "fr/reference-space")
        for match in _SPACE_DIGIT.finditer(view)
        if _REFERENCE.match(view, 0, match.start())
    ]
