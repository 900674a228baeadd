"""Quotation marks: pairs become guillemets, quotes inside quotes curly ones, and guillemets get their inner spaces."""

from __future__ import annotations

import re

import regex

from newsclean.normalize.chars import MARGIN, SPACES, Change, H
from newsclean.normalize.line import Line
from newsclean.normalize.manner import Manner

__all__ = ["chevrons", "guillemet_spaces", "pairs"]

# A marker at line start counts as the line start, hence MARGIN among what may stand before.
_CHEVRONS = regex.compile(rf"(?<![^{H}(\[’'{MARGIN}])<<(?P<inside>[{H}]*+\p{{L}}[^<>]*+)>>(?=[{H}.,;:!?…)\]]|$)")


def chevrons(line: Line, manner: Manner) -> list[Change]:
    """T2b: <<texte>> is written with guillemets."""
    if "<<" not in line.view:
        return []
    changes = []
    for match in _CHEVRONS.finditer(line.view):
        start, end = match.span()
        inside = line.text[match.start("inside") : match.end("inside")]
        if "<" not in inside and ">" not in inside:
            changes += [(start, start + 2, "«", "fr/chevrons"), (end - 2, end, "»", "fr/chevrons")]
    return changes


_MARK = re.compile(r"[«»“”„\"]")


def pairs(line: Line, manner: Manner) -> list[Change]:
    """T2: paired quotation marks become « » at the top, “ ” inside another pair or inside guillemets."""
    view = line.view
    if not any(mark in view for mark in '"“„'):
        return []
    partner = dict(line.quotes) | dict(_curly_pairs(view))
    if not partner:
        return []
    ends = set(partner.values())
    depth = 0
    changes: list[Change] = []
    for match in _MARK.finditer(view):
        at, mark = match.start(), match[0]
        if at in partner:
            changes += _written(view, at, partner[at], inside=depth > 0)
            depth += 1
        elif at in ends or mark == "»":
            depth = max(0, depth - 1)
        elif mark == "«":
            depth += 1
    return sorted(changes)


def _curly_pairs(view: str) -> list[tuple[int, int]]:
    """Return the pairs “…”, „…“ and „…” as (opening, closing)."""
    found = []
    opened: list[tuple[int, str]] = []
    for match in _CURLY.finditer(view):
        mark = match[0]
        if mark == "„" or (mark == "“" and not (opened and opened[-1][1] == "„")):
            opened.append((match.start(), mark))
        elif opened:
            found.append((opened.pop()[0], match.start()))
    return found


_CURLY = re.compile("[“”„]")


def _written(view: str, start: int, end: int, inside: bool) -> list[Change]:
    left, right = ("“", "”") if inside else ("«", "»")
    changes = [(start, start + 1, left, "fr/quotes"), (end, end + 1, right, "fr/quotes")]
    if inside:
        first, last = start + 1, end
        while first < last and view[first] in SPACES:
            first += 1
        while last > first and view[last - 1] in SPACES:
            last -= 1
        if first > start + 1:
            changes.append((start + 1, first, "", "fr/quote-space"))
        if last < end:
            changes.append((last, end, "", "fr/quote-space"))
    return changes


_GUILLEMET = re.compile("[«»]")
_REVERSED = regex.compile(rf"(?<![^{H}(\[])»(?=[\p{{L}}\p{{Nd}}])|(?<=[\p{{L}}\p{{Nd}}.,!?…])«(?=[{H}.,;:!?…)\]]|$)")


def is_reversed(view: str) -> bool:
    """Whether a line is quoted »the German way«: its guillemets are then left alone."""
    return any(_REVERSED.match(view, match.start()) for match in _GUILLEMET.finditer(view))


def guillemet_spaces(line: Line, manner: Manner) -> list[Change]:
    """T5: exactly one space inside « and »."""
    view = line.view
    if ("«" not in view and "»" not in view) or is_reversed(view):
        return []
    changes = []
    done = 0
    for match in _GUILLEMET.finditer(view):
        at = match.start()
        if match[0] == "«":
            start = end = at + 1
            while end < len(view) and view[end] in SPACES:
                end += 1
            if end == len(view):
                continue
        else:
            start = end = at
            while start > 0 and view[start - 1] in SPACES:
                start -= 1
            if start == 0 or view[start - 1] == MARGIN:
                continue
        if start < done or (start == done and match[0] == "»" and view[start - 1] == "«"):
            continue  # « »: one space between the two
        changes.append((start, end, manner.inner, "fr/guillemet-space"))
        done = end
    return changes
