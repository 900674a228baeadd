"""What the zones judge: whole lines, and sentences of a line that may be a notice glued to a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

from newsclean.document import Document
from newsclean.rules.engine import Match, core
from newsclean.sentences import glued, last_sentence, sentences
from newsclean.zones.shapes import zone_words

__all__ = ["Piece", "inside", "pieces", "short_ends"]

_SHORTEST_LINE = 60  # code points from which a line may hold a paragraph and a notice
_LONGEST_PART = 260  # a longer sentence is judged with its neighbours
_SHORT_END = 70  # a last sentence so short is looked at though no rule fits it
_SLACK = 2  # code points by which what a rule fits may reach over the edges of its sentence
_MOST_SENTENCES = 400  # of one line; what follows is one piece
_STOPS = ".!?\N{HORIZONTAL ELLIPSIS}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}\"')\N{RIGHT DOUBLE QUOTATION MARK}"


class Piece(NamedTuple):
    """``text[start:end]`` of line number ``line``; ``part`` is "" for a whole line without its bullets, else "first",
    "middle" or "last" for a sentence that stands apart, and "main" for what is left between them."""

    line: int
    start: int
    end: int
    part: str


def pieces(
    document: Document,
    found: Mapping[int, Sequence[tuple[int, int, Match]]],
    numbers: Iterable[int] | None = None,
) -> list[Piece]:
    """Return the pieces of the document, in order: each line with words gives one or more.

    Args:
        found: line -> where in it rules fit (hints too): start, end, match.
        numbers: of the lines; None: all.

    A sentence stands apart if a rule fits it, if it speaks to the reader, or if it ends a paragraph and is short or
    has no stop.
    """
    out: list[Piece] = []
    lines = document.lines
    for number in range(len(lines)) if numbers is None else numbers:
        line = lines[number]
        if line.inner >= line.outer:
            continue
        if line.outer - line.inner >= _SHORTEST_LINE:
            parts = _parts(document, number, found.get(number, ()))
            if len(parts) > 1:
                out.extend(parts)
                continue
        start, end = core(document, number)
        if start >= end:
            start, end = line.inner, line.outer
        out.append(Piece(number, start, end, ""))
    return out


def inside(start: int, end: int, found: Sequence[tuple[int, int, Match]]) -> list[tuple[int, int, Match]]:
    """Return those of ``found`` that stand in ``text[start:end]``, not those that merely reach into it."""
    return [(a, b, match) for a, b, match in found if start <= a + _SLACK and b <= end + _SLACK]


@cache
def _reader() -> tuple[BytesAhoCorasick, re.Pattern[str]]:
    """Return the words that speak to the reader: what finds their letters, and what finds the words."""
    words = sorted(zone_words()["reader_words"])
    automaton = BytesAhoCorasick([word.encode("ascii") for word in words], implementation=Implementation.DFA)
    return automaton, re.compile(rf"\b(?:{'|'.join(words)})\b", re.ASCII)


def _parts(document: Document, number: int, found: Sequence[tuple[int, int, Match]]) -> list[Piece]:
    """Return the pieces of one line; a single one where no sentence stands apart."""
    line = document.lines[number]
    text, folded, inner, outer = document.text, document.folded, line.inner, line.outer
    automaton, reader = _reader()
    speaks = bool(automaton.find_matches_as_indexes(folded[inner:outer].encode("ascii")))
    if not found and not speaks and outer - inner <= 2 * _MOST_SENTENCES:
        ends = text[outer - 1] in _STOPS
        return _short_end(text, number, inner, outer, _SHORT_END if ends else _LONGEST_PART)
    spans = _apart(document.plain, sentences(text, inner, outer, _MOST_SENTENCES))
    if len(spans) < 2:
        return []
    apart = []
    for k, (a, b) in enumerate(spans):
        size = b - a
        apart.append(
            size <= _LONGEST_PART
            and (
                (found and inside(a, b, found) != [])
                or (speaks and reader.search(folded, a, b) is not None)
                or (k == len(spans) - 1 and (size <= _SHORT_END or text[b - 1] not in _STOPS))
            )
        )
    if not any(apart) or (all(apart) and len(spans) * _SHORTEST_LINE > outer - inner):
        return []
    out: list[Piece] = []
    for k, (a, b) in enumerate(spans):
        if apart[k]:
            out.append(Piece(number, a, b, "first" if not k else "last" if k == len(spans) - 1 else "middle"))
        elif out and out[-1].part == "main":
            out[-1] = out[-1]._replace(end=b)
        else:
            out.append(Piece(number, a, b, "main"))
    return out


def _apart(plain: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the sentences, parted where the next one is glued to the last word of one without a stop."""
    out: list[tuple[int, int]] = []
    for start, end in spans:
        for place in glued(plain, start, end):
            out.append((start, place))
            start = place
        out.append((start, end))
    return out


def _short_end(text: str, number: int, inner: int, outer: int, longest: int) -> list[Piece]:
    """Return the pieces of a line in which none but its last sentence can stand apart: if that is no longer."""
    found = last_sentence(text, inner, outer, longest)
    if found is None or outer - found[1] > longest:
        return []
    return [Piece(number, inner, found[0], "main"), Piece(number, found[1], outer, "last")]


def short_ends(text: str, start: int, end: int, most: int) -> int:
    """Return how many sentences at the end of ``text[start:end]`` would, one after the other, stand apart for their
    looks alone; no more than ``most`` are looked at."""
    for count in range(most):
        longest = _SHORT_END if text[end - 1] in _STOPS else _LONGEST_PART
        found = last_sentence(text, start, end, longest)
        if found is None or end - found[1] > longest:
            return count
        end = found[0]
    return most
