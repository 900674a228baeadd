"""Where a stage might have something to do: a scan so cheap that text which is already normal costs little else.

A gate is a list of *triples*: three sets of characters; a place is suspicious when the characters before, at and behind
it lie in the three sets. Eight triples are looked for at once: the text is encoded with one byte for each character,
each byte is turned into the mask of the sets it is in (``bytes.translate``), and the three rows of masks are combined
with ``&`` as big integers. About 3.5 ns for each code point and eight triples, where one ``re`` search for one set of
characters takes 3 to 8.

The gates are *exact* in one direction: where they say nothing, the stage changes nothing. The other way round they only
cost time. ``tests/normalize/test_gates.py`` holds them against the stages.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, islice

from newsclean.normalize import hygiene, mojibake, numbers, space, wrapped
from newsclean.normalize.chars import NARROW, NBSP
from newsclean.normalize.manner import Manner

__all__ = ["Scan", "scan"]

# -- the alphabet: 256 code points that a byte stands for; any other is read as UNKNOWN -----------------------------

_UNKNOWN = "\x01"
_CP1252 = "".join(bytes([b]).decode("cp1252", "ignore") for b in range(0x80, 0xA0))
_POINTS = "".join(map(chr, range(128))) + "".join(map(chr, range(0xA0, 0x100))) + _CP1252 + NARROW + "čćłş"
_ENCODING = codecs.charmap_build(_POINTS)
_NOT_IN_ALPHABET = re.compile(f"[^{re.escape(_POINTS)}]")
_CROWD = 50  # one unknown character in so many, and they are not looked at one by one

_ALL = frozenset(_POINTS)
_ASCII_LETTERS = frozenset(c for c in _POINTS if c.isascii() and c.isalpha())
_LETTERS = frozenset(c for c in _POINTS if c.isalpha()) | {_UNKNOWN}
_DIGITS = frozenset("0123456789")
_NB = frozenset((NBSP, NARROW))
_SPACE = frozenset(" \t") | _NB | {_UNKNOWN}
_NOT_ASCII = frozenset(c for c in _POINTS if not c.isascii())
_CONTROL = frozenset(map(chr, (*range(10), *range(11, 32), 127)))  # UNKNOWN and the tab are among them

Confirm = Callable[[str, int], bool]  # (text, place) -> whether the suspicion holds


@dataclass(frozen=True, slots=True)
class Triple:
    """Characters before, at and behind a suspicious place; a line feed stands for the ends of the text, too.

    ``stages`` are the letters of the stages that would act: E, U, W, T.
    """

    stages: str
    before: Iterable[str]
    at: Iterable[str]
    behind: Iterable[str] = _ALL
    confirm: Confirm | None = None


@dataclass(slots=True)
class Scan:
    """What the gates say of a text: the lines (start, end) for E and T, in order; whether U has anything to do; the
    places where W might act inside lines (``space``), and whether it might on line breaks (``lines``). Of the lines for
    T, where those start that ask for more than straight apostrophes (``beside``; None: not known).
    """

    damaged: list[tuple[int, int]] = field(default_factory=list)
    unicode: bool = False
    space: list[int] = field(default_factory=list)
    lines: bool = False
    typed: list[tuple[int, int]] = field(default_factory=list)
    beside: frozenset[int] | None = None
    rest: Callable[[], None] | None = None  # asks the stages that were left for later

    def complete(self) -> Scan:
        """Ask the stages that were left for later, once; return the scan."""
        rest, self.rest = self.rest, None
        if rest is not None:
            rest()
        return self

    def __bool__(self) -> bool:
        return bool(self.damaged or self.unicode or self.space or self.lines or self.typed)


# -- stage E: every alternative of ftfy's badness is one of these (a test goes through them) ------------------------

_COMMON = frozenset("\xa0\u202f\xad·´–—…’")  # in no bad pair but behind the capitals below
_NO_LETTERS = frozenset("µªºƒˆ")  # letters to Unicode, signs to ftfy
_LOWER = frozenset(c for c in _NOT_ASCII if c.islower()) - _NO_LETTERS


@cache
def _badness() -> re.Pattern[str]:
    from ftfy.badness import BADNESS_RE  # here, since most texts never need it

    return BADNESS_RE


def _is_bad_here(text: str, place: int) -> bool:
    return _badness().search(text, max(0, place - 6), place + 8) is not None


def _ends_badly(text: str, place: int) -> bool:
    return text[place - 1] in "ÂÃ" or _is_bad_here(text, place)


_DAMAGE = (
    Triple("E", _NOT_ASCII - _COMMON, _NOT_ASCII - _COMMON - _LOWER, confirm=_is_bad_here),
    Triple("E", _NOT_ASCII - _COMMON - (_LETTERS - _NO_LETTERS), _LOWER, confirm=_is_bad_here),
    Triple("E", "ÂÃÎÐØÙœŒ", _ALL - _ASCII_LETTERS, confirm=_ends_badly),
)

# -- what lies outside the alphabet, controls, soft hyphens: any stage may want it ----------------------------------

_ODD = Triple("EUWT", _ALL, _CONTROL | {"\xad"})
_TYPED = frozenset("\u02bc\u201b\u2032\u2012\u2015\u2212\u201f")


def _wants(stage: str, text: str, place: int) -> bool:
    """Whether ``stage`` might act on an odd character."""
    character = text[place]
    if stage == "E":
        if "\x80" <= character <= "\x9f" or "\ud800" <= character <= "\udfff" or character in mojibake.LEADS:
            return True
        # Mojibake is two characters or more that are not ASCII.
        return not (text[place - 1 : place] + text[place + 1 : place + 2]).isascii() and _is_bad_here(text, place)
    if stage == "U":
        return hygiene.touches(character)
    if stage == "W":
        return character.isspace()
    return character.isspace() or character in _TYPED  # letters are in the sets of the triples


# -- stage W --------------------------------------------------------------------------------------------------------


def _behind_space(text: str, place: int) -> bool:
    return not place or text[place - 1].isspace()


_SPACED = (
    Triple("WT", _SPACE | {"\n"}, _SPACE - {_UNKNOWN}, confirm=_behind_space),
    Triple("W", _SPACE, "\n", confirm=_behind_space),
)


def _between_lower(text: str, place: int) -> bool:
    return text[place - 1].islower() and text[place + 1].islower()


def _is_marked(text: str, place: int) -> bool:
    """Whether a list marker might end before ``place``."""
    start = text.rfind("\n", max(0, place - 80), place) + 1
    return start + 5 > place or len(text[start:place].strip()) < 5


_STRAY = (
    Triple("W", _LETTERS, _NB, _LETTERS, confirm=_between_lower),
    Triple("W", "-*+•.)", _NB, confirm=_is_marked),
)

# -- stage T --------------------------------------------------------------------------------------------------------

_CARRIERS = _LETTERS | _DIGITS | frozenset(")]}»›”\"'’%‰€$£°.…²³½")
_FOLLOW = _SPACE | frozenset("\n)]}»›”\"'’,.…*_<«“!?;:")
_LOOK = frozenset("'`´‘’")  # what is taken for an apostrophe, as far as it is in the alphabet


def _is_space(text: str, place: int) -> bool:
    return text[place].isspace()


def _is_low(text: str, place: int) -> bool:
    """Whether the space before a comma, full stop or bracket is one that T7 takes."""
    after = text[place + 1 : place + 2]
    if not text[place - 1].isspace():
        return False
    if text[place] == ".":
        return not after or after in _FOLLOW_STOP
    return text[place] != "," or not after.isdecimal()


_FOLLOW_STOP = frozenset(' \n\t\xa0\u202f»”")')


def _dots(ascii_: bool) -> Confirm:
    """Whether the run of dots that ends at a place is one that T6 (or P3, in ``ascii``) writes another way."""

    def confirm(text: str, place: int) -> bool:
        if text[place + 1 : place + 2] in (".", "…"):
            return False  # asked again at its end
        start = place
        while start > 0 and place - start < 4 and text[start - 1] in ".…":
            start -= 1
        run = text[start : place + 1]
        return "…" in run or len(run) == 4 or (len(run) == 3 and not ascii_) or text[start - 1 : start] == "…"

    return confirm


@cache
def _typography(manner: Manner) -> tuple[Triple, ...]:
    wrong = frozenset(" \t") | _NB
    high = wrong - {manner.high} | (_CARRIERS if manner.insert_high else frozenset())
    colon = wrong - {manner.colon} | _CARRIERS
    inner = frozenset((manner.inner, "\n"))
    both = high == colon
    triples = [
        Triple("T", high, "!?;:" if both else "!?;", _FOLLOW),
        Triple("T", "!?.", _SPACE, "!?.", confirm=_is_space),
        Triple("T", "«", _ALL - inner),
        Triple("T", _ALL - inner, "»"),
        Triple("T", ".…", ".…", confirm=_dots(manner.style == "ascii")),
        Triple("T", _LETTERS, ",", _LETTERS),
        Triple("T", _SPACE, ",.)]", confirm=_is_low),
        Triple("T", "([", _SPACE, confirm=_is_space),
    ]
    if not both:
        triples.append(Triple("T", colon, ":", _FOLLOW))
    if manner.typographic:

        def number(text: str, place: int) -> bool:
            return numbers.is_loose(text, place, manner)

        triples += [
            Triple("T", _LETTERS | _SPACE, _LOOK - {"’"}),
            Triple("T", _ALL, '"“„'),
            Triple("T", _SPACE, "-", _SPACE | {"-"}),
            Triple("T", "\n", "–—", _ALL - {manner.unit}),
            Triple("T", _DIGITS | {"h"}, _SPACE, numbers.STARTS | {_UNKNOWN}, confirm=number),
            Triple("T", _ALL - _LETTERS, "MD", ".mlgrM", confirm=number),
            Triple("T", ".§°º" + _UNKNOWN, _SPACE - {manner.unit}, _DIGITS),
        ]
    else:
        triples += [
            Triple("T", _LETTERS | _SPACE, _LOOK, _SPACE),
            Triple("WT", _ALL, frozenset("‘‚´`" + ("«»‹›“”„…–—" if manner.style == "ascii" else "")) | _NB),
        ]
    return tuple(triples)


# -- what is so rare that looking for it is free --------------------------------------------------------------------

_SYMBOLS = "%‰€"


def _rare(text: str, stages: str, manner: Manner) -> Iterator[tuple[str, int]]:
    """Yield (stage, place) for what ``find`` finds faster than any gate."""
    if "E" in stages:
        needles = ["&"]  # and pairs, each where one character of it is there: that is found much faster
        needles += ["Å“", "Å’"] if "Å" in text else []
        needles += ["â„¢"] if "„" in text else []
        for needle in needles:
            yield from (("E", place) for place in _places(text, needle))
    if "T" in stages:
        if "<" in text:  # one character is found thirty times as fast as two
            yield from (("T", place) for place in _places(text, "<<"))
        if manner.typographic:
            for space_ in " \u00a0\u202f":
                yield from (("T", place) for place in _places(text, "’" + space_))
        if manner.insert_percent:
            for symbol in _SYMBOLS:
                yield from (("T", place) for place in _places(text, symbol) if place and text[place - 1].isdecimal())


def _places(text: str, needle: str) -> Iterator[int]:
    place = text.find(needle)
    while place >= 0:
        yield place
        place = text.find(needle, place + 1)


# -- the scan -------------------------------------------------------------------------------------------------------


class _Gate:
    """Any number of triples, eight to a lane; those that do not look behind come first: their lanes need not."""

    __slots__ = ("lanes", "runs", "triples")

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples = sorted(triples, key=lambda triple: (triple.behind is not _ALL, triple.before is not _ALL))
        self.lanes: list[tuple[bytes, bytes, bytes | None]] = []
        self.runs: list[int] = []  # the bits of the triple that says so of every space of a run
        for i in range(0, len(self.triples), 8):
            group = self.triples[i : i + 8]
            before, at, behind = (
                bytes(sum(1 << k for k, triple in enumerate(group) if c in getattr(triple, part)) for c in _POINTS)
                for part in ("before", "at", "behind")
            )
            self.runs.append(sum(1 << k for k, triple in enumerate(group) if triple is _SPACED[0]))
            looks = any(triple.behind is not _ALL for triple in group)
            self.lanes.append((before, at, behind if looks else None))

    def hits(self, encoded: bytes, first: int = 0, stop: int = 99) -> Iterator[tuple[int, int, bool]]:
        """Yield (place, index of the triple, whether a new lane begins) for the lanes ``first`` to ``stop``.

        Of a run of spaces the first two that are suspicious are enough: all of them are of one line, and one change.
        """
        read = int.from_bytes
        for lane, (before, at, behind) in enumerate(self.lanes[first:stop], first):
            fresh = True
            runs = self.runs[lane]
            for start in range(0, len(encoded) - 2, _CHUNK):
                chunk = encoded[start : start + _CHUNK + 2]
                both = read(chunk.translate(before), "little") & (read(chunk.translate(at), "little") >> 8)
                if behind is not None and both:
                    both &= read(chunk.translate(behind), "little") >> 16
                elif both:
                    both &= (1 << (8 * (len(chunk) - 2))) - 1
                if both and runs:
                    both &= ~((both << 8) & (both << 16) & read(bytes((runs,)) * len(chunk), "little"))
                if both:
                    masks = both.to_bytes(len(chunk), "little").rstrip(b"\0")
                    for match in _SET_BIT.finditer(masks):
                        place = match.end() - 1
                        for k in _BITS[masks[place]]:
                            yield start + place, 8 * lane + k, fresh
                            fresh = False


_CHUNK = 4096
_MANY = 2_000  # suspicious places that are not worth their memory
_SET_BIT = re.compile(rb"\x00*+[^\x00]")  # nothing is skipped: five times as fast as a search for the set
_BITS = [tuple(k for k in range(8) if mask >> k & 1) for mask in range(256)]


@cache
def _gate(stages: str, manner: Manner) -> _Gate:
    triples: tuple[Triple, ...] = (_ODD,)
    if "E" in stages:
        triples += _DAMAGE
    if "W" in stages or "T" in stages:
        triples += _SPACED
    if "W" in stages and manner.typographic:
        triples += _STRAY
    if "T" in stages or ("W" in stages and not manner.typographic):
        triples += tuple(t for t in _typography(manner) if any(stage in stages for stage in t.stages))
    return _Gate(triples)


def scan(text: str, manner: Manner, stages: str = "EUWT", later: str = "") -> Scan:
    """Return what the stages named in ``stages`` might have to do in ``text``.

    With ``later`` (such as "WT") these of the stages are not asked before :meth:`Scan.complete`: on a page that is
    cut up in between, they never are.

    Cost: 7 to 13 ns for each code point, plus about 1 µs for each suspicious place.
    """
    found = Scan()
    if not text:
        return found
    crowd = False
    try:
        encoded = codecs.charmap_encode(text, "strict", _ENCODING)[0]
    except UnicodeEncodeError:
        encoded = codecs.charmap_encode(_NOT_IN_ALPHABET.sub(_UNKNOWN, text), "strict", _ENCODING)[0]
        crowd = encoded.count(1) * _CROWD > len(encoded)
    gate = _gate(stages, manner)
    encoded = b"\n" + encoded + b"\n\n"
    if not later:
        _judge(found, text, gate.triples, gate.hits(encoded), stages, crowd, manner)
        return found
    first = list(islice(gate.hits(encoded, 0, 1), _MANY))  # E and U have all their triples in this lane
    few = len(first) < _MANY
    now = "".join(stage for stage in stages if stage not in later)
    _judge(found, text, gate.triples, first if few else gate.hits(encoded, 0, 1), now, crowd, manner)

    def rest() -> None:
        hits = chain(first, gate.hits(encoded, 1)) if few else gate.hits(encoded)
        _judge(found, text, gate.triples, hits, later, crowd, manner)

    found.rest = rest
    return found


def _judge(
    found: Scan,
    text: str,
    triples: Sequence[Triple],
    hits: Iterable[tuple[int, int, bool]],
    stages: str,
    crowd: bool,
    manner: Manner,
) -> None:
    lines: dict[str, dict[int, int]] = {"E": {}, "T": {}}
    ends = {"E": -1, "T": -1}
    for place, index, fresh in hits:
        if fresh:
            ends["E"] = ends["T"] = -1
        triple = triples[index]
        for stage in triple.stages:
            if stage not in stages or (found.unicode if stage == "U" else stage != "W" and place <= ends[stage]):
                continue
            if triple is _ODD:
                if not crowd and not _wants(stage, text, place):
                    continue
            elif triple.confirm is not None and not triple.confirm(text, place):
                continue
            _note(found, lines, ends, stage, text, place)
    start = {"E": 0, "T": 0}
    ends = {"E": -1, "T": -1}
    for stage, place in _rare(text, stages, manner):
        if not start[stage] <= place <= ends[stage]:  # another line than the last one
            start[stage] = place
            _note(found, lines, ends, stage, text, place)
    if "W" in stages:
        found.space.sort()
        found.lines = space.has_blank_lines(text) or wrapped.has_candidates(text)
    if "E" in stages:
        found.damaged = sorted(lines["E"].items())
    if "T" in stages:
        if not manner.typographic:
            found.beside = frozenset(lines["T"])
            _add_curly(lines["T"], text)
        found.typed = sorted(lines["T"].items())


def _add_curly(lines: dict[int, int], text: str) -> None:
    """Add the lines with typographic apostrophes. On many a page that is every line, and nothing else is wrong with
    most of them: so no gate looks for those, one after the other, and none tells them from straight ones."""
    place = text.find(_CURLY)
    while place >= 0:
        start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
        lines[start] = len(text) if end < 0 else end
        place = text.find(_CURLY, end) if end >= 0 else -1


_CURLY = "\N{RIGHT SINGLE QUOTATION MARK}"


def _note(
    found: Scan, lines: dict[str, dict[int, int]], ends: dict[str, int], stage: str, text: str, place: int
) -> None:
    if stage == "U":
        found.unicode = True
    elif stage == "W":
        found.space.append(place)
    else:
        start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
        ends[stage] = lines[stage][start] = len(text) if end < 0 else end
