"""Stage W: white space inside lines, blank lines, hard-wrapped paragraphs, words cut at the end of a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import regex

from newsclean.edits import Edit, joined_pieces, pieces_after
from newsclean.normalize import code, wrapped
from newsclean.normalize.chars import NARROW, NBSP, SPACES, Change, as_edits
from newsclean.normalize.joined import joined
from newsclean.normalize.protect import list_marker
from newsclean.normalize.spans import within

__all__ = ["edits", "has_blank_lines"]

_BEFORE_STRAY = regex.compile(r"(?<![\p{L}\p{Nd}.'’\-])(?:\p{L}++['’])*+\p{Ll}++(?:-\p{Ll}++)*+")
_TOKEN = regex.compile(r"(?r)[\p{L}\p{Nd}.'’\-]{1,80}")
_BLANK = regex.compile(r"\n{3,}+|\A\n++|\n++\Z")


def edits(text: str, style: str, places: Sequence[int]) -> list[Edit]:
    """Return the edits that tidy the white space of ``text``; see the rules ``space/...`` and ``line/...``.

    Args:
        text: the text.
        style: its no-break spaces are kept in "typographic" only.
        places: offsets in order; every space inside a line that is wrong stands at one or right before it.
    """
    steps = []
    now = text
    rules: list[Callable[[str], list[Change]]] = [_blank_lines, wrapped.changes]
    if places:
        rules[:0] = [partial(_inside, places=places), _no_break if style == "typographic" else _every_no_break]
    for rule in rules:
        changes = rule(now)
        found = as_edits(now, changes) if changes else []
        if found:
            steps.append(found)
            if rule is not rules[-1]:  # nothing reads the last one, and it may be long
                made = pieces_after(now, found)
                now = ""
                now = joined_pieces(made)
    return joined(text, steps)


def has_blank_lines(text: str) -> bool:
    """Whether W4 might act."""
    return "\n\n\n" in text or text[:1] == "\n" or text[-1:] == "\n"


class _Lines:
    """The line a place stands in, remembered from one place to the next, and what is code in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.fences = code.fences(text)
        self.start, self.end = 0, -1
        self.hidden: list[tuple[int, int]] = []
        self.marker: tuple[int, int, int] | None = None

    def fenced(self, place: int) -> bool:
        return bool(self.fences) and within(place, self.fences)

    def move(self, place: int) -> None:
        if not self.start <= place <= self.end:
            text = self.text
            self.start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
            self.end = len(text) if end < 0 else end
            line = text[self.start : self.end]
            self.hidden = [(a + self.start, b + self.start) for a, b in code.inline(line)]
            self.marker = list_marker(line)

    def in_code(self, place: int) -> bool:
        return bool(self.hidden) and within(place, self.hidden)


def _inside(text: str, places: Sequence[int]) -> list[Change]:
    """W1 and W2: runs of spaces, spaces at the ends of lines, odd spaces."""
    lines = _Lines(text)
    changes: list[Change] = []
    done = 0
    for place in places:
        if place < done:
            continue
        start = end = place
        while end < len(text) and text[end] in _SPACE:
            end += 1
        while start > done and text[start - 1] in _SPACE:
            start -= 1
        if start == end or start < done or lines.fenced(start):
            continue
        done = end
        if end == len(text) or text[end] == "\n":
            changes.append((start, end, "", "space/line-end"))
            continue
        lines.move(start)
        if start == lines.start:
            if lines.marker:
                changes.append((start, end, " " * (end - start), "space/odd"))
            else:
                changes.append((start, end, "", "space/line-start"))
        elif not lines.in_code(start) and (end - start > 1 or text[start] not in _PLAIN):
            changes.append((start, end, " ", "space/run" if end - start > 1 else "space/odd"))
    return changes


_SPACE = frozenset(SPACES)
_PLAIN = frozenset((" ", NBSP, NARROW))


def _no_break(text: str) -> list[Change]:
    """W3, typographic: a no-break space between two ordinary words, or behind a list marker, is a space."""
    lines = _Lines(text)
    changes: list[Change] = []
    for at in _no_breaks(text):
        if lines.fenced(at):
            continue
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if before.islower() and after.islower():
            token = _TOKEN.match(text, 0, at)
            stray = bool(token and _BEFORE_STRAY.fullmatch(token[0]) and before.isalpha() and after.isalpha())
        elif before in "-*+•.)":
            lines.move(at)
            stray = bool(lines.marker and lines.marker[1] + lines.start == at)
        else:
            continue
        if stray:
            lines.move(at)
            if not lines.in_code(at):
                changes.append((at, at + 1, " ", "space/stray-no-break"))
    return changes


def _every_no_break(text: str) -> list[Change]:
    """W3, plain and ascii: every no-break space is a space."""
    lines = _Lines(text)
    changes: list[Change] = []
    for at in _no_breaks(text):
        if lines.fenced(at):
            continue
        lines.move(at)
        if not lines.in_code(at):
            changes.append((at, at + 1, " ", "space/no-break"))
    return changes


def _no_breaks(text: str) -> list[int]:
    """Return where the no-break spaces stand: ``find`` is ten times as fast as a search for the two of them."""
    places = []
    for space in (NBSP, NARROW):
        at = text.find(space)
        while at >= 0:
            places.append(at)
            at = text.find(space, at + 1)
    return sorted(places)


def _blank_lines(text: str) -> list[Change]:
    """W4: at most one blank line, none at the ends, no final line feed."""
    if not has_blank_lines(text):
        return []
    fences = code.fences(text)
    changes = []
    for match in _BLANK.finditer(text):
        start, end = match.span()
        if fences and within(start, fences):
            continue
        if start == 0 or end == len(text):
            changes.append((start, end, "", "line/blank"))
        else:
            changes.append((start + 2, end, "", "line/blank"))
    return changes
