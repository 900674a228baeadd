"""From a text to what is counted: its lines and sentences, each as a key in which dates, hours and numbers are slots.

Two pieces with one key are the same notice: case, accents, white space and bullets aside, and whatever stands in the
slots. Keys of a second kind have names as slots too.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

from newsclean.fold import plain
from newsclean.rules.engine import _DECORATION_AFTER as DECORATION_AFTER
from newsclean.rules.engine import _DECORATION_BEFORE as DECORATION_BEFORE
from newsclean.rules.lexicon import slots_for
from newsclean.rules.pattern import expand, fold_spaces

__all__ = [
    "BETWEEN", "FIRST", "LINE", "LONG", "NAMED", "OWN", "SENTENCE", "SLOTS", "TABLE",
    "Found", "Piece", "digest", "key_of", "located", "pieces", "shown", "slot_spans", "squeezed",
]  # fmt: skip

#: Kinds of pieces: a whole line; a sentence of a line that has several; a line with its names as slots.
LINE, SENTENCE, NAMED = 0, 1, 2

#: Flags of a piece: a paragraph of 120 code points; what near-duplicates are told by; the first line with words; a line
#: between two that end a sentence; one of three or more lines with the same slots.
LONG, OWN, FIRST, BETWEEN, TABLE = 1, 2, 4, 8, 16

#: What stands in a key for a slot, and the lexicon slot of the rule files that it becomes.
SLOTS = {"\x10": "date", "\x11": "hour", "\x12": "n", "\x13": "person"}
_SHOWN = {"\x10": "\u27e8D\u27e9", "\x11": "\u27e8H\u27e9", "\x12": "\u27e8N\u27e9", "\x13": "\u27e8P\u27e9"}
_DATE, _HOUR, _NUMBER, _PERSON = SLOTS
_BY_NAME = {name: mark for mark, name in SLOTS.items()}

_LONG = 120
_SENTENCE = 50
_OWN = 40  # code points from which a sentence tells documents apart
_SHORTEST = 20  # code points of a sentence that is counted
_LONGEST = 1500  # code points of a piece that a rule can hold; a longer one is counted and never learned
_SLOTTED_LONGEST = 300
_NAMED_LONGEST = 160
_ROW_LONGEST = 90
_ROWS = 3
_REMEMBERED = 160  # code points of a line that is worth remembering
_MEMORY = 50_000
_ENDS = ".!?\x03\x02\"')"

_STOP = re.compile(r"[.!?\x03]{1,4}+(?: ?\x02)?[\"')\]]{0,3}+ {1,3}+(?=[A-Z\x01\"(\[])")
_HAS_DIGIT = re.compile(r"[0-9]")
_HAS_NAME = re.compile(r"[A-Z][A-Za-z'.-]++ [A-Zdlvebn]")


class Piece(NamedTuple):
    """One piece of a text.

    Attributes:
        kind: :data:`LINE`, :data:`SENTENCE` or :data:`NAMED`.
        line: the number of its line.
        place: how many lines with words stand before its line.
        key: digest of the key.
        raw: digest of the words as they stand, slots not taken out; of a named line, of its key without names.
        flags: :data:`LONG` and so on, added up.
    """

    kind: int
    line: int
    place: int
    key: int
    raw: int
    flags: int


class Found(NamedTuple):
    """A piece with where it stands: ``text[start:end]``, and the letters of its key."""

    piece: Piece
    start: int
    end: int
    text: str


class _Known(NamedTuple):
    """What a line is, wherever it stands: of its pieces (kind, key, raw, flag, start, end, key text); its slots."""

    pieces: tuple[tuple[int, int, int, int, int, int, str], ...]
    ends: bool
    size: int
    row: str


def digest(key: str) -> int:
    """Return 64 bits of a key, the same in every process and on every machine."""
    return int.from_bytes(blake2b(key.encode("ascii"), digest_size=8).digest(), "little", signed=True)


def squeezed(folded: str) -> str:
    """Return folded words with single spaces."""
    return " ".join(folded.split())


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(fold_spaces(plain(expand(pattern, slots_for("fr"))), glue=False), re.IGNORECASE | re.ASCII)


@cache
def _numbers() -> re.Pattern[str]:
    """What begins with a digit, in one pass: dates, then hours, then numbers."""
    date = r"(?P<date>(?:{numeric_date}|[0-3]?[0-9](?:er)? {month},?(?: (?:19|20)[0-9]{2})?)(?![A-Za-z0-9]))"
    hour = r"(?P<hour>{hour}(?![A-Za-z0-9]))"
    # A degree sign is read as an o.
    number = r"(?P<n>(?:[0-9]{1,3}(?: [0-9]{3}){1,2}|[0-9]{1,6}(?:[.,][0-9]{1,2})?)(?![A-NP-Za-np-z0-9]))"
    return _compiled(rf"(?<![A-Za-z0-9])(?=[0-9])(?:{date}|{hour}|{number})")


@cache
def _before_date() -> re.Pattern[str]:
    return _compiled(r"(?<![A-Za-z0-9])(?:(?:le )?{weekday},? )?(?:le )?\Z")


@cache
def _person() -> re.Pattern[str]:
    return _compiled(r"(?<![A-Za-z0-9])(?:{person})(?![A-Za-z0-9])")


def slot_spans(words: str, *, names: bool, first: bool = True) -> list[tuple[int, int, str]]:
    """Return where the slots of ``words`` (folded, with case) stand, in order: (start, end, slot).

    Args:
        names: names are slots too.
        first: the first word may belong to a name; it has a capital anyway.
    """
    taken: list[tuple[int, int, str]] = []
    if _HAS_DIGIT.search(words):
        for match in _numbers().finditer(words):
            start, end = match.span()
            while words[end - 1] in " .,":
                end -= 1
            slot = _BY_NAME[match.lastgroup or "n"]
            if slot == _DATE and (before := _before_date().search(words, max(0, start - 20), start)):
                start = before.start()
            taken.append((start, end, slot))
    if names:
        for match in _person().finditer(words, 0 if first else words.find(" ") + 1):
            start, end = match.span()
            while words[end - 1] in " .'-":
                end -= 1
            if all(end <= a or start >= b for a, b, _ in taken):
                taken.append((start, end, _PERSON))
        taken.sort()
    return taken


def key_of(words: str, spans: list[tuple[int, int, str]]) -> str:
    """Return the key of folded words: small letters, single spaces, slots taken out."""
    if not spans:
        return squeezed(words).lower()
    out: list[str] = []
    done = 0
    for start, end, slot in spans:
        out += words[done:start], slot
        done = end
    out.append(words[done:])
    return squeezed("".join(out)).lower()


def shown(text: str, spans: list[tuple[int, int, str]]) -> str:
    """Return a text for people, with a mark in place of each slot."""
    out: list[str] = []
    done = 0
    for start, end, slot in spans:
        out += text[done:start], _SHOWN[slot]
        done = end
    return "".join(out) + text[done:]


def _framed(key: str) -> bool:
    """Whether a key with names has a word besides them."""
    return sum(map(str.isalpha, key)) >= 3


class _Lines:
    """Works out what a line is; remembers the short ones, which are the ones that recur."""

    def __init__(self) -> None:
        self._memory: dict[str, _Known] = {}

    def known(self, line: str) -> _Known:
        if len(line) > _REMEMBERED:
            return _work_out(line)
        found = self._memory.get(line)
        if found is None:
            if len(self._memory) >= _MEMORY:
                self._memory.clear()
            found = self._memory[line] = _work_out(line)
        return found


def _work_out(line: str) -> _Known:
    """``line`` is folded, with case."""
    words = line.lstrip(DECORATION_BEFORE + "\n")
    start = len(line) - len(words)
    words = words.rstrip(DECORATION_AFTER + "\n")
    size = len(words)
    if not words:
        return _Known((), False, 0, "")
    spans = slot_spans(words, names=False) if size <= _SLOTTED_LONGEST else []
    key = key_of(words, spans)
    raw = digest(squeezed(words).lower()) if spans else 0
    hashed = digest(key)
    ends = size >= _SENTENCE and words[-1] in _ENDS
    stops = [m.end() for m in _STOP.finditer(words)] if size >= 2 * _SHORTEST else []
    out = [(LINE, hashed, raw or hashed, OWN if ends and not stops else 0, start, start + size, key)]
    if stops:
        edges = [0, *stops, size]
        for a, b in pairwise(edges):
            sentence = words[a:b].rstrip()
            if len(sentence) < _SHORTEST or len(sentence) > _LONGEST:
                continue
            inner = slot_spans(sentence, names=False) if len(sentence) <= _SLOTTED_LONGEST else []
            text = key_of(sentence, inner)
            hashed = digest(text)
            raw = digest(squeezed(sentence).lower()) if inner else hashed
            own = OWN if len(sentence) >= _OWN else 0
            out.append((SENTENCE, hashed, raw, own, start + a, start + a + len(sentence), text))
    elif size <= _NAMED_LONGEST and _HAS_NAME.search(words):
        seen = {key}
        for first in (False, True):
            named = key_of(words, slot_spans(words, names=True, first=first))
            if named not in seen and _framed(named):
                seen.add(named)
                out.append((NAMED, digest(named), out[0][1], 0, start, start + size, named))
    row = "".join(slot for _, _, slot in spans) if size <= _ROW_LONGEST else ""
    return _Known(tuple(out), ends, size, row)


_lines = _Lines()


def pieces(text: str) -> list[Piece]:
    """Return the pieces of a text, in order."""
    return [found for found, _, _, _ in _read(text)]


def located(text: str) -> list[Found]:
    """Return the pieces of a text with where they stand."""
    return [Found(*found) for found in _read(text)]


def _read(text: str) -> list[tuple[Piece, int, int, str]]:
    view = plain(text)
    lines: list[tuple[int, int, _Known]] = []  # (number, start, what it is) of the lines with words
    start = 0
    known = _lines.known
    for number, line in enumerate(text.split("\n")):
        end = start + len(line)
        if end > start:
            found = known(view[start:end])
            if found.size:
                lines.append((number, start, found))
        start = end + 1
    rows = _rows([known.row for _, _, known in lines])
    out: list[tuple[Piece, int, int, str]] = []
    new = tuple.__new__
    last = len(lines) - 1
    for place, (number, start, known_) in enumerate(lines):
        flags = LONG if known_.ends and known_.size >= _LONG else 0
        if place == 0:
            flags |= FIRST
        elif place < last and lines[place - 1][2].ends and lines[place + 1][2].ends:
            flags |= BETWEEN
        if rows[place]:
            flags |= TABLE
        for kind, key, raw, own, a, b, words in known_.pieces:
            out.append((new(Piece, (kind, number, place, key, raw, flags | own)), start + a, start + b, words))
    return out


def _rows(slots: list[str]) -> list[bool]:
    """Return which lines are rows of a table: three or more on end with the same slots."""
    out = [False] * len(slots)
    begin = 0
    for place in range(1, len(slots) + 1):
        if place == len(slots) or slots[place] != slots[begin]:
            if slots[begin] and place - begin >= _ROWS:
                out[begin:place] = [True] * (place - begin)
            begin = place
    return out
