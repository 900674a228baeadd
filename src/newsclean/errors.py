"""Everything newsclean raises on purpose, each with a line that says when."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["DocumentError", "EditError", "NewscleanError", "OptionError", "PipelineError", "RuleError", "nearest"]


_MOST_SHOWN = 40
_LONGEST = 1500  # code points of a message: a key, a value or a text that it quotes may be a file long
_LONGEST_NAME = 100  # of what may have been meant as another name


class NewscleanError(Exception):
    """The base of them all: catch it to catch what newsclean itself refuses."""

    def __str__(self) -> str:
        return _readable(super().__str__())


class DocumentError(NewscleanError):
    """A document that could not be cleaned: it is not text, or a step of the caller's own failed on it.

    Attributes:
        id: the caller's name for the document, or its number where it has none. An engine that makes the error anew
            from its message leaves it None; the message tells it too.
    """

    def __init__(self, message: str, id: object = None) -> None:
        super().__init__(message, id)  # both: an exception is sent to other processes as its arguments
        self.id = id

    def __str__(self) -> str:
        return _readable(str(self.args[0]))


class EditError(NewscleanError, ValueError):
    """An edit does not fit the text it is applied to, or two edits touch the same text."""


class OptionError(NewscleanError, ValueError):
    """A level, style, locale, language, category or rule id that does not exist."""


class PipelineError(NewscleanError, ValueError):
    """A pipeline file or a step that cannot be built."""


class RuleError(NewscleanError, ValueError):
    """A rule file that cannot be used; the message begins with ``path:line``.

    Attributes:
        key: the key of the rule that is wrong, where one is: how the loader finds the line.
    """

    def __init__(self, message: str, key: str = "id") -> None:
        super().__init__(message)
        self.key = key


def nearest(value: object, valid: Iterable[str], what: str) -> str:
    """Say that ``value`` is no ``what``, name the nearest valid one and list them all."""
    names = sorted(valid)
    name = str(value)
    close = get_close_matches(name, names, n=1) if len(name) <= _LONGEST_NAME else []
    hint = f"; did you mean {close[0]!r}?" if close else ""
    shown = ", ".join(names[:_MOST_SHOWN]) + (f" and {len(names) - _MOST_SHOWN} more" * (len(names) > _MOST_SHOWN))
    return f"unknown {what} {value!r}{hint} (valid: {shown})"


def _readable(message: str) -> str:
    """Return a message without its middle where it is too long to be read."""
    if len(message) <= _LONGEST:
        return message
    head, tail = _LONGEST * 2 // 3, _LONGEST // 3
    return f"{message[:head]} [... {len(message) - head - tail:,} characters ...] {message[-tail:]}"
