"""Where a French sentence begins and ends inside one line of news text."""

from __future__ import annotations

import re
from functools import lru_cache

import regex

from newsclean.fold import plain
from newsclean.rules.lexicon import slots_for

__all__ = ["another_begins", "glued", "last_sentence", "sentence_end", "sentences", "starts_sentence"]

_LONGEST = 600
# A stop, closing quotes or brackets, then a space and something that can open a sentence; or the end of the line.
_STOP = regex.compile(
    r"(?:[.!?\u2026]{1,4}+|[.!?\u2026] ?\u00bb)[\u00bb\u201d\"')\]]{0,3}+"
    r"(?=[\s\u00a0\u202f]{0,3}+(?:$|[\p{Lu}\u00ab\u201c\"\u00bf\u00a1\[(\u2022>\u2013\u2014-])"
    r"|[\s\u00a0\u202f]{1,3}+\d)"
)


@lru_cache(maxsize=1)
def _abbreviation() -> regex.Pattern[str]:
    words = slots_for("fr")["abbreviation"]
    return regex.compile(rf"(?:\b(?:{words}|\p{{Lu}}|\p{{Lu}}\.-\p{{Lu}}))\.\Z")


@lru_cache(maxsize=1)
def _shortest_word() -> int:
    """Return how many letters before a stop are more than any abbreviation ends in."""
    words = slots_for("fr")["abbreviation"].split("|")
    return 1 + max(len(word) - len(word.rstrip(_LETTERS)) for word in words)


_LETTERS = "".join(c for c in map(chr, range(0x250)) if c.isalpha())


def _abbreviated(text: str, start: int, place: int) -> bool:
    """Whether an abbreviation or an initial of ``text[start:place]`` ends at ``place``, with its stop."""
    letters = _shortest_word()
    word = text[max(start, place - 1 - letters) : place - 1]
    if len(word) == letters and word.isalpha():
        return False
    return _abbreviation().search(text, max(start, place - 12), place) is not None


_BEGINS = regex.compile(
    r"(?:^|[.!?\u2026:;\]\u00bb\u201d\")|>\u2022\u2013\u2014*\u2192-][\s\u00a0\u202f]{0,3}+|[.!?\u2026])\Z"
)


def sentence_end(text: str, place: int, line_end: int) -> int:
    """Return where the sentence that holds ``place`` ends: behind its stop and closing quotes, or at the line's end.

    A stop inside a number, after an abbreviation or an initial, or before a lower-case letter ends nothing.
    Looks at most 600 code points ahead; without a stop there, that is the end.
    """
    limit = min(line_end, place + _LONGEST)
    # A match that took its own stop along is a whole sentence already.
    if place and text[place - 1] in ".!?\u2026" and (place >= line_end or not text[place].islower()):
        return place
    for match in _STOP.finditer(text, place, limit):
        if match.end() >= line_end or not _abbreviated(text, 0, match.end()):
            return match.end()
    return line_end if limit == line_end else limit


def sentences(text: str, start: int, end: int, most: int) -> list[tuple[int, int]]:
    """Return the spans of the sentences of ``text[start:end]``, a piece of one line without white space around it.

    Not more than ``most``: the last one holds what follows. White space between two belongs to neither.
    """
    spans: list[tuple[int, int]] = []
    begin = start
    for match in _STOP.finditer(text, start, end):
        place = match.end()
        if place >= end or len(spans) + 1 >= most:
            break
        if _abbreviated(text, start, place):
            continue
        spans.append((begin, place))
        while text[place].isspace():
            place += 1
        begin = place
    spans.append((begin, end))
    return spans


_NEXT = re.compile(r"[a-z]{2}[.!?\x03] [A-Z]")


def another_begins(view: str, start: int, end: int) -> bool:
    """Whether a second sentence begins in ``view[start:end]``, a piece of a line in the view with letter case."""
    return _NEXT.search(view, start, end) is not None


@lru_cache(maxsize=1)
def _glue() -> re.Pattern[str]:
    """Return what finds the end of a word to which the first word of a sentence is glued.

    Behind three small letters any word begins with a capital ("infolettreUn"); behind others, or a name that may have
    a capital inside ("YouTube"), only one that begins sentences.
    """
    opener = plain(slots_for("fr")["sentence_opener"])
    small = r"(?<![A-Za-z])[a-z]{3,20}(?=\x01? ?[A-Z][a-z]* ?[a-z'])(?! )"
    return re.compile(rf"{small}|[a-z0-9)\x02](?=\x01? ?{opener}(?![a-z]))(?! )")


def glued(view: str, start: int, end: int) -> list[int]:
    """Return where in ``view[start:end]``, a piece of a line in the view with letter case, a sentence begins that is
    glued to the last word of another ("newsletterLe maire a")."""
    return [spot.end() for spot in _glue().finditer(view, start, end)]


def last_sentence(text: str, start: int, end: int, longest: int) -> tuple[int, int] | None:
    """Return where in ``text[start:end]`` the last but one sentence ends and the last one begins.

    As :func:`sentences` has it, for a piece of no more than 800 code points. None where there is but one sentence, and
    perhaps where the last one is longer than ``longest``: no more than that is looked at.
    """
    end_before = -1
    # A match has at most ten code points: those that a scan from the start would have are found from here on.
    for match in _STOP.finditer(text, max(start, end - longest - 20), end):
        place = match.end()
        if place >= end:
            break
        if not _abbreviated(text, start, place):
            end_before = place
    if end_before < 0:
        return None
    place = end_before
    while text[place].isspace():
        place += 1
    return end_before, place


def starts_sentence(text: str, line_start: int, place: int) -> bool:
    """Whether a sentence, a clause after a colon or an item of a list can begin at ``place``."""
    if _BEGINS.search(text[max(line_start, place - 5) : place]) is not None:
        return True
    near = max(line_start, place - 50)  # the line may be long, and asked about often
    return not text[near:place].strip() and not text[line_start:near].strip()
