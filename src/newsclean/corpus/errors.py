"""What goes wrong with corpora, each with a line that says when."""

from __future__ import annotations

from newsclean.errors import NewscleanError

__all__ = ["CorpusError", "InputError", "RefusedError", "RejectedError", "StoppedError"]


class CorpusError(NewscleanError):
    """The base of what this package raises on purpose."""


class InputError(CorpusError, ValueError):
    """An input cannot be used as it is: not there, not readable, without the text key."""


class RefusedError(CorpusError, ValueError):
    """A run that would destroy or mix up something, or that needs what is not installed; nothing was changed."""


class RejectedError(CorpusError, ValueError):
    """``strict``: the first record that could not be read or written."""


class StoppedError(CorpusError, RuntimeError):
    """The run ended early (disk full, a worker killed, a file unreadable half-way); the same call goes on."""
