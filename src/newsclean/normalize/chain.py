"""The four stages in order, again and again until nothing changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from newsclean.document import Document
from newsclean.edits import Edit, joined_pieces, pieces_after
from newsclean.normalize import encoding, french, hygiene, space
from newsclean.normalize.gates import Scan, scan
from newsclean.normalize.manner import Manner

__all__ = ["alone", "normalized", "steps"]

ROUNDS = 5
_LONG = 1_000_000  # code points of a text of which no encoded copy is kept for later


def steps(
    text: str, manner: Manner, language: str | None = None, memory: dict[object, Any] | None = None
) -> Iterator[tuple[list[Edit], str]]:
    """Yield for each stage that changes something its edits, in offsets of the text before it, and the text after.

    ``memory`` is that of the document: the scan of a text serves all cleaners that are given it.
    """
    for _ in range(ROUNDS):
        before = text
        found = _scanned(text, manner, memory).complete()
        if not found:
            return
        for stage in "EUWT":
            edits = _stage(stage, text, found, manner, language)
            if edits:
                made = pieces_after(text, edits)
                text = ""  # gone before the next one is there: they may be long
                text = joined_pieces(made)
                yield edits, text
                if stage != "T":
                    found = scan(text, manner, "EUWT"["EUWT".index(stage) + 1 :])
        if text == before:
            return


def _stage(stage: str, text: str, found: Scan, manner: Manner, language: str | None) -> list[Edit]:
    if stage == "E":
        return encoding.edits(text, found.damaged) if found.damaged else []
    if stage == "U":
        return hygiene.edits(text) if found.unicode else []
    if stage == "W":
        return space.edits(text, manner.style, found.space) if found.space or found.lines else []
    return french.edits(text, found.typed, manner, language, found.beside) if found.typed else []


def alone(stage: str, document: Document, manner: Manner, language: str | None = None) -> list[Edit]:
    """Return the edits of one stage, "E", "U", "W" or "T", in offsets of ``document.text``."""
    found = _scanned(document.text, manner, document.memory)
    if stage in "WT":
        found.complete()
    return _stage(stage, document.text, found, manner, language) if found else []


def _scanned(text: str, manner: Manner, memory: dict[object, Any] | None) -> Scan:
    """Return what the gates say of ``text`` for all stages; asked once for a text while it stays the same."""
    if memory is None:
        return scan(text, manner)  # for all stages
    last: tuple[str, Scan] | None = memory.get(manner)
    if last is not None and last[0] == text:
        memory[manner] = (text, last[1])  # not a copy of it, which may be large
        return last[1]
    found = scan(text, manner, later="WT" if len(text) < _LONG else "")
    memory[manner] = (text, found)
    return found


def normalized(text: str, manner: Manner, language: str | None = None) -> str:
    """Return the normalised text: the same steps, with nothing recorded."""
    for _, after in steps(text, manner, language):
        text = after
    return text
