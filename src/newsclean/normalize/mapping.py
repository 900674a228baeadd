"""What ``plain`` and ``ascii`` write instead: straight apostrophes, one space; in ``ascii`` every quote and dash."""

from __future__ import annotations

import re

from newsclean.normalize.chars import MARGIN, SPACES, Change
from newsclean.normalize.line import Line
from newsclean.normalize.manner import Manner
from newsclean.normalize.quotes import is_reversed

__all__ = ["mapped"]

_PLAIN = re.compile("[‘’‚‛\u02bc\u00a0\u202f]")
_ASCII = re.compile("[‘’‚‛\u02bc\u00a0\u202f«»‹›“”„‟…‒–—―−]")
_RULES = dict.fromkeys("‘’‚‛\u02bc", "fr/apostrophe") | dict.fromkeys("\u00a0\u202f", "fr/no-break-space")
_DASHES = frozenset("‒–—―−")


def mapped(line: Line, manner: Manner) -> list[Change]:
    """P1 and P5; in ``ascii`` P2 to P4 as well."""
    if line.text.isascii():
        return []
    view = line.view
    changes: list[Change] = []
    ascii_ = manner.style == "ascii"
    done = 0
    turned = ascii_ and is_reversed(view)
    for match in (_ASCII if ascii_ else _PLAIN).finditer(view):
        at, mark = match.start(), match[0]
        if at < done:
            continue
        start, end = at, at + 1
        if mark in "\u00a0\u202f":
            new = " "
        elif mark in "‘’‚‛\u02bc":
            new = "'"
        elif mark in "«»‹›":
            if mark in "»›" and (at == 0 or view[at - 1] == MARGIN) and not turned:
                continue
            new = '"' if mark in "«»" else "'"
            if not turned:
                if mark in "«‹":
                    while end < len(view) and view[end] in SPACES:
                        end += 1
                else:
                    while start > done and view[start - 1] in SPACES:
                        start -= 1
        elif mark in "“”„‟":
            new = '"'
        elif mark == "…":
            new = "..."
        else:
            new = _dash(view, at, mark)
        changes.append((start, end, new, _RULES.get(mark, "fr/ascii")))
        done = end
    return changes


def _dash(view: str, at: int, mark: str) -> str:
    before, after = view[at - 1 : at], view[at + 1 : at + 2]
    if before.isalpha() and not after:
        return " -"  # glued at the end of a line it would read as a hyphenated word
    if mark == "—" and before.isalpha() and after.isalpha():
        return " - "
    return "-"
