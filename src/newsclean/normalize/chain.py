"""The four stages in order, again and again until nothing changes."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.edits import Edit, apply
from newsclean.normalize import encoding, french, hygiene, space
from newsclean.normalize.gates import Scan, scan
from newsclean.normalize.manner import Manner

__all__ = ["alone", "normalized", "steps"]

ROUNDS = 5


def steps(text: str, manner: Manner, language: str | None = None) -> Iterator[tuple[list[Edit], str]]:
    """Yield for each stage that changes something its edits, in offsets of the text before it, and the text after."""
    for _ in range(ROUNDS):
        before = text
        found = scan(text, manner)
        if not found:
            return
        for stage in "EUWT":
            edits = _stage(stage, text, found, manner, language)
            if edits:
                text = apply(text, edits)
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
    return french.edits(text, found.typed, manner, language) if found.typed else []


def alone(stage: str, text: str, manner: Manner, language: str | None = None) -> list[Edit]:
    """Return the edits of one stage, "E", "U", "W" or "T", in offsets of ``text``."""
    found = scan(text, manner, stage)
    return _stage(stage, text, found, manner, language) if found else []


def normalized(text: str, manner: Manner, language: str | None = None) -> str:
    """Return the normalised text: the same steps, with nothing recorded."""
    for _, after in steps(text, manner, language):
        text = after
    return text
