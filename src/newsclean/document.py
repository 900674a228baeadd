"""The document a cleaner reads: its text, the folded views of it, and its lines."""

from __future__ import annotations

from functools import cached_property
from typing import Any, NamedTuple

from newsclean import fold

__all__ = ["Document", "Line"]


class Line(NamedTuple):
    """One line without its break: ``text[start:end]``; its words stand in ``text[inner:outer]`` (white space cut)."""

    start: int
    end: int
    inner: int
    outer: int

    @property
    def blank(self) -> bool:
        return self.inner >= self.outer


class Document:
    """One article: n code points of text, and what is known of it. Never changed; views are made once, when asked for.

    Args:
        text: the text as this step of the pipeline was given it.
        id: the caller's name for it, used in errors only.
        language: "fr", "en", ... or None: not decided.

    Attributes:
        memory: what steps worked out about pieces of this document, such as which rules fit a line that reads so. It
            goes with the document from step to step and ends with it; without it everything is the same, but slower.
    """

    __slots__ = ("__dict__", "id", "language", "memory", "text")

    def __init__(self, text: str, id: str | None = None, language: str | None = None) -> None:
        self.text = text
        self.id = id
        self.language = language
        self.memory: dict[object, Any] = {}

    def with_text(self, text: str) -> Document:
        """Return the same article after a step that left ``text`` of it."""
        after = Document(text, self.id, self.language)
        after.memory = self.memory
        return after

    def __repr__(self) -> str:
        return f"Document({len(self.text)} code points, id={self.id!r}, language={self.language!r})"

    @cached_property
    def plain(self) -> str:
        """The folded view with letter case; see :mod:`newsclean.fold`."""
        return fold.plain(self.text)

    @cached_property
    def folded(self) -> str:
        """The folded view in lower case."""
        return fold.fold(self.text)

    @cached_property
    def lines(self) -> list[Line]:
        """Every line, blank ones too, in order. Only LF breaks a line."""
        lines = []
        start = 0
        for line in self.text.split("\n"):
            end = start + len(line)
            inner = end - len(line.lstrip())
            lines.append(Line(start, end, inner, start + len(line.rstrip())))
            start = end + 1
        return lines

    @cached_property
    def bounds(self) -> tuple[int, int]:
        """Where the first word begins and the last one ends, as the folded view sees white space."""
        words = self.plain.lstrip()
        return len(self.plain) - len(words), len(self.plain.rstrip())

    @cached_property
    def line_starts(self) -> list[int]:
        """Where each line starts: for bisection."""
        return [line.start for line in self.lines]
