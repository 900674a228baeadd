"""What a line looks like: one word for its shape, and a few more facts. Nothing here decides anything."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple

from newsclean.document import Document
from newsclean.rules.decide import like_row
from newsclean.zones.wording import wording

__all__ = ["Shape", "shape_of", "zone_words"]

#: From this many code points on a line is judged by its length and its end alone.
LONG = 200
#: So much of it is looked at.
LOOK = 160
_REMEMBERED = 2000  # code points of a line from which it is not worth remembering

_COUNT = re.compile(r"[(\[+#]?\d[\d .,:/|-]{0,20}[kKmM%+]{0,2}[)\]]?(?: ?[A-Za-z']{1,14}){0,2}")
_TIME = re.compile(r"(?:[0-2]?\d ?[hH:.] ?[0-5]\d|[0-2]?\d ?[hH])(?: ?[-|:].{0,20})?")
_DATE = re.compile(r"[0-3]?\d[/.-][01]?\d(?:[/.-]\d{2,4})?|(?:19|20)\d\d-[01]\d|\b(?:19|20)\d\d\b")
_ADDRESS = re.compile(
    r"https?:|www\.|\w@\w|(?:^| )@\w|\w\.(?:com|fr|org|net|ch|be|ca|info|tv)\b|\.(?:jpe?g|png|gif|pdf|html?)\b"
)
_WORD = re.compile(r"[A-Za-z0-9]+")
_LOWER_WORD = re.compile(r"[a-z0-9]+")
# What the two above need, where the search is fast: a date has a digit, an address one of three signs.
_DIGIT = re.compile(r"[0-9]")
_DOTTED = re.compile(r"\.[a-z]|www\.")
_STOPS = re.compile(r"[.!?][ \x02\"')]{0,3}(?= ?[A-Z\x01\"]|$)")
_INNER_STOP = re.compile(r"[a-z0-9\x02\")]{2}[.!?] [A-Z\x01]")


class Shape(NamedTuple):
    """The facts about one line.

    Attributes:
        kind: "debris", "count", "time", "date", "address", "label", "caps", "name", "button", "title", "question",
            "cut", "sentence", "prose" or "block" (long, without the end of a sentence).
        words: number of words.
        glue: share of function words, in tenths.
        facts: the names of what else is true of it.
        longer: its words of five letters or more, folded; of a long line the first ones.
        wording: how like a notice it is worded (see :mod:`.wording`).
    """

    kind: str
    words: int
    glue: int
    facts: tuple[str, ...]
    longer: tuple[str, ...] = ()
    wording: int = 4


@cache
def zone_words() -> dict[str, frozenset[str]]:
    """Return the word lists of the zones, folded: name -> words."""
    file = resources.files("newsclean") / "data" / "zones" / "words.toml"
    return {name: frozenset(words) for name, words in tomllib.loads(file.read_text("utf-8")).items()}


def shape_of(document: Document, start: int, end: int) -> Shape:
    """Return the shape of ``text[start:end]``: a line without its bullets and outer white space.

    Cost: linear in the length of the line, of which no more than 200 code points and its end are looked at.
    """
    plain = document.plain
    if end - start > _REMEMBERED:
        return _shape(plain, start, end)
    known: dict[str, Shape] = document.memory.setdefault(shape_of, {})
    line = plain[start:end]
    shape = known.get(line)
    if shape is None:
        shape = known[line] = _shape(line, 0, end - start)
    return shape


def _shape(plain: str, start: int, end: int) -> Shape:
    last = plain[end - 1]
    first = plain[start]
    length = end - start
    stop = last in ".!?\x02\"')" or last == "\x03"
    facts: list[str] = []
    if last == "\x03" or plain.endswith("...", start, end) or plain.endswith("[...]", start, end):
        facts.append("cut")
    if first.islower():
        facts.append("lower")
    elif first in '\x01"':
        facts.append("quote")
    table = zone_words()
    if length >= LONG:
        kind = "block" if not stop else "prose"
        if "cut" in facts and length < 400:
            kind = "cut"
        lower = _LOWER_WORD.findall(plain[start : start + LOOK].lower())
        if not table["reader_words"].isdisjoint(lower):
            facts.append("reader")
        step = wording(plain[start : start + LONG + 1].lower())
        return Shape(kind, length // 6, 5, tuple(facts), _longer(lower), step)
    line = plain[start:end]
    words = _WORD.findall(line)
    count = len(words)
    if not count:
        return Shape("debris", 0, 0, (), wording=wording(line.lower()))
    lower = [word.lower() for word in words]
    glue = 10 * sum(map(table["function_words"].__contains__, lower)) // count
    initials = [word[0] for word in words]
    capital = sum(map(str.isupper, initials))
    digits = sum(map(str.isdigit, initials))
    if not table["reader_words"].isdisjoint(lower):
        facts.append("reader")
    if not table["verb_words"].isdisjoint(lower):
        facts.append("verb")
    if digits:
        facts.append("digits")
    if ("@" in line or "http" in line or _DOTTED.search(line)) and _ADDRESS.search(line):
        facts.append("address")
    if "\x04" in line:
        facts.append("copyright")
    if "|" in line or " > " in line or " / " in line or " * " in line:
        facts.append("bars")
    if "\x01" in line:
        facts.append("guillemets")
    date = (digits or _DIGIT.search(line) is not None) and (
        _DATE.search(line) is not None or (digits and not table["months"].isdisjoint(lower))
    )
    if date:
        facts.append("dated")
    if ":" in line and like_row(plain, start, end):
        facts.append("row")
    if last == "!":
        facts.append("exclaims")
    kind = _kind(line, length, count, capital, digits, glue, last, stop, bool(date), facts)
    if kind in ("sentence", "prose") and len(_STOPS.findall(line)) > 1:
        facts.append("sentences")
    return Shape(kind, count, glue, tuple(facts), _longer(lower), wording(line.lower()))


def _longer(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([word for word in words if len(word) >= 5 and word.isalpha()]))


def _kind(
    line: str,
    length: int,
    count: int,
    capital: int,
    digits: int,
    glue: int,
    last: str,
    stop: bool,
    date: bool,
    facts: list[str],
) -> str:
    if count <= 3 and digits and _TIME.fullmatch(line):
        return "time"
    if digits and count <= 5 and not date and _COUNT.fullmatch(line):
        return "count"
    if date and count <= 12 and not (stop and count > 8):
        return "date"
    if "address" in facts and count <= 8:
        return "address"
    if last == ":":
        return "label"
    if "cut" in facts:
        return "cut"
    if line.isupper() and length > 3:
        return "caps"
    if last == "?" and count >= 3:
        return "question"
    if (stop and count >= 4) or (last == "." and count >= 2 and not digits):
        return "prose" if length >= 120 else "sentence"
    if count >= 6 and _INNER_STOP.search(line):  # a sentence that lost its end
        return "prose" if length >= 120 else "sentence"
    if 2 <= count <= 5 and capital >= count - (glue > 0) and not digits:
        return "name"
    if count <= 3:
        return "button"
    return "title" if length < 160 else "block"
