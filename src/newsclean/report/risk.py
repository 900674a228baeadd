"""How much a removal deserves a look: long, prose-like, in the middle of the article. Nothing is decided by it."""

from __future__ import annotations

from typing import Final, NamedTuple

from newsclean.document import Document
from newsclean.edits import Span
from newsclean.result import Annotation, Result
from newsclean.zones.shapes import shape_of

__all__ = ["REASONS", "Risk", "risk_of"]

#: What can be said of a removal; a report stores places in this list.
REASONS: Final = (
    "long",
    "reads like prose",
    "in the middle of the article",
    "inside a paragraph",
    "judged by its neighbours",
    "a rule of level aggressive",
    "most of the document",
)
LONG, PROSE, MIDDLE, INSIDE, ZONE, BOLD, MOST = range(len(REASONS))

_PROSE = frozenset({"prose", "sentence", "question"})
_LINES = 200  # of a piece; no more are looked at
_MANY_WORDS = 60  # from here on a piece is as long as it matters


class Risk(NamedTuple):
    """From 0 (nobody need look) to 100, and why: places in :data:`REASONS`."""

    score: int
    reasons: tuple[int, ...]


def risk_of(result: Result, piece: Annotation, level: str | None) -> Risk:
    """Return how much ``piece``, something that ``result`` says was removed, deserves a look.

    Args:
        result: the cleaned document.
        piece: one of ``result.removed``.
        level: the level of the rule that asked, where it is one.

    Cost: linear in the length of the piece, but for the first call on a result.
    """
    words = len(piece.text.split())
    prose = 0.0 if piece.category == "code" else _prose(piece.text)
    middle = _middle(result, piece.span)
    inside = _inside(result.original, piece.span)
    parts = {
        LONG: 25.0 * min(1.0, words / _MANY_WORDS),
        PROSE: 35.0 * prose,
        MIDDLE: 20.0 * middle,
        INSIDE: 5.0 * inside,
        ZONE: 8.0 * piece.rule.startswith("zone/"),
        BOLD: 8.0 * (level == "aggressive"),
        MOST: 7.0 * (len(piece.text) > 0.5 * len(result.original)),
    }
    said = {LONG: words >= 30, PROSE: prose >= 0.5, MIDDLE: middle >= 0.4}
    reasons = tuple(reason for reason, part in parts.items() if part and said.get(reason, True))
    return Risk(min(100, round(sum(parts.values()))), reasons)


def _prose(text: str) -> float:
    """Return the share of the words that stand in lines which read like prose and do not speak to the reader."""
    document = Document(text)
    prose = words = 0.0
    for line in document.lines[:_LINES]:
        if line.blank or not document.plain[line.inner : line.outer].strip():
            continue
        shape = shape_of(document, line.inner, line.outer)
        words += shape.words
        if shape.kind in _PROSE:
            prose += shape.words * (0.4 if "reader" in shape.facts else 1.0)
    return prose / words if words else 0.0


def _middle(result: Result, span: Span) -> float:
    """Return 1 where as much of the article stands before as after, 0 where nothing does on one side."""
    if not result.text:
        return 0.0
    place = result.cleaned_span(span).start / len(result.text)
    return 2.0 * min(place, 1.0 - place)


def _inside(text: str, span: Span) -> bool:
    """Whether words of the same line stand on both sides."""
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    after = text[span.end : end if end >= 0 else len(text)][:200]
    return bool(text[max(start, span.start - 200) : span.start].strip() and after.strip())
