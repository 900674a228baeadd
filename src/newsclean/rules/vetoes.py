"""What rescues prose: eight reasons why a match is not the notice that it looks like.

The words are lexicon slots (``veto_attribution``, ``veto_governed``, ``veto_continues``, ``veto_narrated``); here is
only where they are looked for. A rule names the vetoes it is open to; each is a function of the document and the match.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from newsclean.document import Document
from newsclean.fold import plain
from newsclean.rules.lexicon import slots_for
from newsclean.rules.needed import one_of
from newsclean.rules.pattern import Compiled, compile_lower, compiled, expand, fold_spaces

__all__ = ["VETO_FUNCTIONS"]

_BEFORE = 300  # how far back an opening quotation mark is looked for
_AFTER = 160
_ENDING = re.compile(r"[.!?\n]\s*+")
_NEAR = 24  # places at which a pattern is tried rather than searched for
_STOP = re.compile(r"[.!?\x03](?=[ \x02\")]|\Z)|\n")
_ORDER = re.compile(r"[a-z]{2,14}ez\b|si vous\b", re.IGNORECASE)
_OPEN, _CLOSE = "\x01", "\x02"  # « and » in the folded view


@cache
def _pattern(slot: str, at_end: bool) -> Compiled:
    slots = slots_for("fr")
    source = fold_spaces(plain(expand(slots[slot], slots)), glue=False)
    return compiled(rf"(?:{source})\Z" if at_end else source)


@cache
def _lower(slot: str, at_end: bool) -> Compiled:
    """Return the pattern for the folded view in lower case, which takes half the time; case must not matter to it."""
    slots = slots_for("fr")
    pattern = compile_lower(expand(slots[slot], slots), False, at_end)
    if pattern is None:
        raise ValueError(f"case matters to {slot}")
    return pattern


@cache
def _narrated() -> tuple[Compiled, tuple[str, ...]]:
    """Return the pattern of what tells a story, and literals of which one stands in whatever it fits, in lower case."""
    slots = slots_for("fr")
    return _pattern("veto_narrated", at_end=False), one_of(expand(slots["veto_narrated"], slots))


def _tells(plain: str, start: int, end: int) -> bool:
    pattern, needed = _narrated()
    piece = plain[start:end].lower()
    return any(one in piece for one in needed) and pattern.search(plain, start, end) is not None


@cache
def _said() -> Compiled:
    slots = slots_for("fr")
    source = fold_spaces(plain(expand("{veto_attribution}", slots)), glue=False)
    return compiled(rf'(?=[,{_CLOSE}"])(?:{source})')


def quotation(document: Document, line_start: int, start: int, end: int, line_end: int) -> bool:
    """The match lies inside quotation marks that were opened before it on its line."""
    text = document.text
    before = document.plain[max(line_start, start - _BEFORE) : start]
    if before.rfind(_OPEN) > before.rfind(_CLOSE):
        return True
    opened = text.rfind("\N{LEFT DOUBLE QUOTATION MARK}", max(line_start, start - _BEFORE), start)
    if opened >= 0 and text.find("\N{RIGHT DOUBLE QUOTATION MARK}", opened, start) < 0:
        return True
    straight = text[max(line_start, start - _BEFORE) : start].count('"')
    return straight % 2 == 1 and text.find('"', end, min(line_end, end + _BEFORE)) >= 0


def attribution(document: Document, line_start: int, start: int, end: int, line_end: int) -> bool:
    """In the rest of the sentence, 160 characters at most, somebody is said to have said it."""
    plain, limit = document.plain, min(line_end, end + _AFTER)
    pattern = _pattern("veto_attribution", at_end=False)
    stop = _ENDING.search(plain, end, limit)
    if stop is None:
        return pattern.search(plain, end, limit) is not None
    last = stop.end()  # who said it may follow a stop, but nothing behind it
    if last - end <= _NEAR:  # a search would look at all that follows
        return any(pattern.match(plain, start, limit) for start in range(end, last + 1))
    found = pattern.search(plain, end, limit)
    return found is not None and found.start() <= last


def said(document: Document, line_start: int, start: int, end: int, line_end: int) -> bool:
    """Within the match a comma or a closing quotation mark is followed by who says it: the line is a sentence."""
    return _said().search(document.plain, start, min(end, start + 2 * _BEFORE)) is not None


def _after_colon(document: Document, line_start: int, start: int, end: int) -> bool:
    """Whether the match opens with a small letter behind a colon, and is no order: "Il dit : merci de patienter"."""
    if start == end or not document.text[start].islower():
        return False
    if document.plain[max(line_start, start - 3) : start].rstrip()[-1:] != ":":
        return False
    return _ORDER.match(document.plain, start) is None


def governed(document: Document, line_start: int, start: int, end: int, line_end: int) -> bool:
    """A determiner, preposition or pronoun right before the match, or a colon before a small letter, governs it."""
    if _after_colon(document, line_start, start, end):
        return True
    return _lower("veto_governed", at_end=True).search(document.folded, max(line_start, start - 25), start) is not None


def continues(document: Document, line_start: int, start: int, end: int, line_end: int) -> bool:
    """A relative clause follows: the sentence goes on."""
    return _lower("veto_continues", at_end=False).match(document.folded, end, min(line_end, end + 20)) is not None


def narrated(document: Document, line_start: int, start: int, end: int, line_end: int) -> bool:
    """In the match or the rest of its sentence a story is told: in the imperfect, or with the name of who said it."""
    plain = document.plain
    stop = _STOP.search(plain, max(start, end - 1), min(line_end, end + _AFTER))
    rest = stop.start() if stop else min(line_end, end + _AFTER)
    return _tells(plain, start, max(end, rest))


def told(document: Document, line_start: int, start: int, end: int, line_end: int) -> bool:
    """As :func:`narrated`, in the match alone: what stands behind a piece that goes is told by somebody else."""
    return _tells(document.plain, start, end)


def impersonal(document: Document, line_start: int, start: int, end: int, line_end: int) -> bool:
    """The match and the rest of its sentence are a sentence about something, addressed to nobody."""
    plain = document.plain
    stop = _STOP.search(plain, max(start, end - 1), min(line_end, end + _AFTER))
    rest = max(end, stop.start() if stop else min(line_end, end + _AFTER))
    return _lower("veto_impersonal", at_end=False).match(document.folded, start, rest) is not None


VETO_FUNCTIONS: dict[str, Callable[[Document, int, int, int, int], bool]] = {
    "quotation": quotation,
    "attribution": attribution,
    "said": said,
    "governed": governed,
    "continues": continues,
    "narrated": narrated,
    "told": told,
    "impersonal": impersonal,
}
