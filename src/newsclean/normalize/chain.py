"""The four stages in order, again and again until nothing changes."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.edits import Edit, apply
from newsclean.normalize import encoding, french, hygiene, space
from newsclean.normalize.manner import Manner

__all__ = ["normalized", "steps"]

ROUNDS = 5


def steps(text: str, manner: Manner, language: str | None = None) -> Iterator[tuple[list[Edit], str]]:
    """Yield for each stage that changes something its edits, in offsets of the text before it, and the text after it."""
    for _ in range(ROUNDS):
        before = text
        for stage in (
            encoding.edits,
            hygiene.edits,
            lambda now: space.edits(now, manner.style),
            lambda now: french.edits(now, manner, language),
        ):
            found = stage(text)
            if found:
                text = apply(text, found)
                yield found, text
        if text == before:
            return


def normalized(text: str, manner: Manner, language: str | None = None) -> str:
    """Return the normalised text: the same steps, with nothing recorded."""
    for _, text in steps(text, manner, language):  # noqa: B020, PLW2901
        pass
    return text
