"""The document a cleaner reads: its text, the folded views of it, and its lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, NamedTuple, TypeVar, overload

from newsclean import fold

__all__ = ["Document", "Line"]

_Value = TypeVar("_Value")
_LONG = 1_000_000  # code points of a text of which a copy is not kept without need


def _is_of_a_text(value: object) -> bool:
    """Whether a value of the memory is a long text, or begins with one."""
    text = value[0] if isinstance(value, tuple) and value else value
    return isinstance(text, str) and len(text) > _LONG // 2


class _Lazy(Generic[_Value]):
    """``functools.cached_property`` without its lock, which costs more than most views: made twice is no harm."""

    def __init__(self, make: Callable[[Any], _Value]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, of: None, owner: type) -> _Lazy[_Value]: ...
    @overload
    def __get__(self, of: object, owner: type) -> _Value: ...
    def __get__(self, of: object | None, owner: type) -> _Lazy[_Value] | _Value:
        if of is None:
            return self
        value = of.__dict__[self._name] = self._make(of)
        return value


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

    @classmethod
    def of_line(cls, text: str, plain: str, folded: str, inner: int, outer: int) -> Document:
        """Return a document of one line, whose words stand in ``text[inner:outer]``, and whose views are known."""
        document = cls(text)
        line = Line(0, len(text), inner, outer)
        document.__dict__.update(plain=plain, folded=folded, lines=[line], line_starts=[0])
        return document

    def forget(self) -> None:
        """Let go of the views, each as large as the text; they are made again when asked for.

        Of a long text also of what is remembered of it as a whole, which holds a copy of it.
        """
        self.__dict__.clear()
        if len(self.text) > _LONG:
            for key in [key for key, value in self.memory.items() if _is_of_a_text(value)]:
                del self.memory[key]

    def with_text(self, text: str) -> Document:
        """Return the same article after a step that left ``text`` of it."""
        after = Document(text, self.id, self.language)
        after.memory = self.memory
        return after

    def __repr__(self) -> str:
        return f"Document({len(self.text)} code points, id={self.id!r}, language={self.language!r})"

    @_Lazy
    def plain(self) -> str:
        """The folded view with letter case; see :mod:`newsclean.fold`."""
        return fold.plain(self.text)

    @_Lazy
    def folded(self) -> str:
        """The folded view in lower case."""
        return self.plain.lower()  # as fold.fold says, in a tenth of the time

    @_Lazy
    def lines(self) -> list[Line]:
        """Every line, blank ones too, in order. Only LF breaks a line."""
        lines: list[Line] = []
        add, new = lines.append, tuple.__new__
        start = 0
        for line in self.text.split("\n"):
            end = start + len(line)
            add(new(Line, (start, end, end - len(line.lstrip()), start + len(line.rstrip()))))
            start = end + 1
        return lines

    @_Lazy
    def bounds(self) -> tuple[int, int]:
        """Where the first word begins and the last one ends, as the folded view sees white space."""
        words = self.plain.lstrip()
        return len(self.plain) - len(words), len(self.plain.rstrip())

    @_Lazy
    def line_starts(self) -> list[int]:
        """Where each line starts: for bisection."""
        return [line.start for line in self.lines]
