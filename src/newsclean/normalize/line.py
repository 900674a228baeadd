"""One line on its way through the rules of typography: its text, its view, and the steps made so far."""

from __future__ import annotations

from functools import cached_property

import regex

from newsclean.edits import Edit
from newsclean.normalize import protect
from newsclean.normalize.chars import Change, as_edits, make
from newsclean.normalize.lexicon import lexicon
from newsclean.normalize.spans import united

__all__ = ["Line"]

_WORDS = regex.compile(r"\p{L}+")
_ENGLISH = frozenset(lexicon()["quotation"]["english"])
_FRENCH = frozenset(lexicon()["quotation"]["french"])
_INVERTED = regex.compile(r"[¡¿][^.!?]*+")


class Line:
    """A line, changed rule by rule. ``view`` hides what is protected and is as long as ``text``."""

    __slots__ = ("__dict__", "steps", "text", "view")

    def __init__(self, text: str) -> None:
        self.text = text
        self.view = protect.view(text)
        self.steps: list[list[Edit]] = []

    def change(self, changes: list[Change]) -> None:
        """Make sorted, non-overlapping changes; what was derived from the old text is forgotten."""
        text = self.text
        edits = as_edits(text, changes)
        if not edits:
            return
        self.steps.append(edits)
        self.text = make(text, changes)
        self.view = self.text if self.view is text else make(self.view, changes)
        self.__dict__.clear()

    @cached_property
    def quotes(self) -> list[tuple[int, int]]:
        """The pairs of ASCII quotation marks, as (opening, closing); [] when one is left over or stands oddly."""
        return _ascii_pairs(self.text, self.view)

    @cached_property
    def english(self) -> list[tuple[int, int]]:
        """The quotations in English, as ranges between their marks."""
        view = self.view
        if "«" not in view and "“" not in view and '"' not in view:
            return []
        spans = _nested(view)
        spans += [(a + 1, b) for a, b in self.quotes]
        return united([(a, b) for a, b in spans if _is_english(view[a:b])])

    @cached_property
    def inverted(self) -> list[tuple[int, int]]:
        """What follows a Spanish opening mark, up to and including the mark that closes it."""
        view = self.view
        if "¡" not in view and "¿" not in view:
            return []
        return [match.span() for match in _INVERTED.finditer(view)]


def _is_english(text: str) -> bool:
    words = {word.lower() for word in _WORDS.findall(text)}
    return not words.isdisjoint(_ENGLISH) and words.isdisjoint(_FRENCH)


def _nested(view: str) -> list[tuple[int, int]]:
    """Return what stands between each pair of guillemets or curly quotes, outer pairs and inner ones."""
    spans = []
    open_marks: dict[str, list[int]] = {"»": [], "”": []}
    for place, mark in ((match.start(), match[0]) for match in _QUOTE.finditer(view)):
        if mark in "«“":
            open_marks["»" if mark == "«" else "”"].append(place + 1)
        elif open_marks[mark]:
            spans.append((open_marks[mark].pop(), place))
    return spans


_QUOTE = regex.compile("[«»“”]")

_BEFORE_OPENER = frozenset("([{«“’'/-–—|*_>")
_AFTER_CLOSER = frozenset(".,;:!?…)]}»”/-–—|*_<’'")
_HOLDS = regex.compile("[\\p{L}\\p{Nd}\udc00-\udc03]")


def _ascii_pairs(text: str, view: str) -> list[tuple[int, int]]:
    if '"' not in view:
        return []
    pairs = []
    opened = -1
    at = view.find('"')
    while at >= 0:
        if opened < 0:
            before = text[at - 1 : at]
            if not (before in "0123456789" and before):  # else an inch or a second: 15"
                if before and not before.isspace() and before not in _BEFORE_OPENER:
                    return []
                opened = at
        else:
            after = text[at + 1 : at + 2]
            if after and not after.isspace() and after not in _AFTER_CLOSER:
                return []
            if not _HOLDS.search(view, opened + 1, at):
                return []
            pairs.append((opened, at))
            opened = -1
        at = view.find('"', at + 1)
    return pairs if opened < 0 else []
