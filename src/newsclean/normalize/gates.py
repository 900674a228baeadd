"""Cheap tests that say where a stage might have something to do."""

from __future__ import annotations

from collections.abc import Iterator


def damage(text: str) -> bool:
    return True


def damaged_lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1

def lines_to_typeset(text: str, manner: object) -> Iterator[tuple[int, int]]:
    return damaged_lines(text)
