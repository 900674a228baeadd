"""One document as a report shows it: its text cut at the edits, and what was removed from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from newsclean.pipeline import Pipeline
from newsclean.report.risk import risk_of
from newsclean.result import Result

__all__ = ["Digest", "Digester", "Piece"]

LONGEST = 200_000  # code points of a document that are shown in full
SHOWN = 20_000  # of one stretch of a longer document
AROUND = 160  # code points of context on each side of a piece
PIECE = 600  # code points of a piece in lists; all of it is in the document
TITLE = 110

_WORD = re.compile(r"\w")


@dataclass(slots=True)
class Piece:
    """Something that was removed: where, by which rule, how much it deserves a look, and what stands around it."""

    rule: str
    category: str
    start: int
    end: int
    number: int  # of the removals of its document
    risk: int
    reasons: tuple[int, ...]
    before: str
    text: str
    after: str


@dataclass(slots=True)
class Digest:
    """A cleaned document, ready for a report.

    Attributes:
        parts: the original in order: a str that stayed; ``[1, old, new, rule]`` a removal; ``[0, old, new, rule]``
            another edit; ``[2, n]`` n code points that are not shown.
        characters: code points of the original; removed: of these, those of ``pieces``; left: of the cleaned text.
        other: rule -> number, of edits that are no removals.
    """

    title: str
    language: str | None
    characters: int
    removed: int
    left: int
    changed: bool
    emptied: bool
    parts: list[Any]
    pieces: list[Piece]
    other: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Digester:
    """Text in, digest out; goes to other processes.

    Attributes:
        levels: rule id -> level.
    """

    pipeline: Pipeline
    levels: Mapping[str, str]

    def __call__(self, text: str) -> Digest:
        return digest(self.pipeline.explain(text), self.levels)


def digest(result: Result, levels: Mapping[str, str]) -> Digest:
    """Return what a report shows of ``result``."""
    text = result.original
    removed = {piece.span: piece for piece in result.removed}
    short = len(text) <= LONGEST
    parts: list[Any] = []
    pieces: list[Piece] = []
    other: Counter[str] = Counter()
    done = 0
    for edit in result.edits:
        (start, end), old, new, rule = edit
        parts.extend(_whole(text[done:start]) if short else _ends(text[done:start]))
        found = removed.get(edit.span)
        parts.append([int(found is not None), old if short else _cut(old, SHOWN), new, rule])
        done = end
        if found is None:
            other.update(rule.split(" + "))
            continue
        risk = risk_of(result, found, levels.get(rule))
        around = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        pieces.append(
            Piece(rule, found.category, start, end, len(pieces), *risk, around[0], _cut(old, PIECE), around[1])
        )
    parts.extend(_whole(text[done:]) if short else _ends(text[done:]))
    return Digest(
        title=_title(result.text) or _title(text),
        language=result.language,
        characters=len(text),
        removed=sum(piece.end - piece.start for piece in pieces),
        left=len(result.text),
        changed=result.text != text,
        emptied=bool(text.strip()) and not result.text.strip(),
        parts=parts,
        pieces=pieces,
        other=other,
    )


def _whole(text: str) -> list[Any]:
    return [text] if text else []


def _ends(text: str) -> list[Any]:
    if len(text) <= SHOWN:
        return _whole(text)
    half = SHOWN // 2
    return [text[:half], [2, len(text) - 2 * half], text[-half:]]


def _cut(text: str, most: int) -> str:
    """Return ``text``, its middle left out where it is longer than ``most``."""
    return text if len(text) <= most else f"{text[: most * 2 // 3]} [...] {text[-most // 3 :]}"


def _title(text: str) -> str:
    """Return the first line with a word, cut."""
    start = _WORD.search(text)
    if start is None:
        return ""
    line = text[start.start() : start.start() + 4 * TITLE].partition("\n")[0].strip()
    return line if len(line) <= TITLE else line[: TITLE - 1] + "\N{HORIZONTAL ELLIPSIS}"
