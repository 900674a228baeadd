"""The libraries that do the format work, imported when a format needs them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from newsclean.corpus.errors import RefusedError

__all__ = ["INSTALL", "require"]

INSTALL = 'pip install "newsclean[corpus]"'


def require(module: str, what: str, install: str = INSTALL) -> Any:
    """Return the module; ``what`` needs it, and ``install`` brings it.

    Raises:
        RefusedError: it is not installed; the message says what to install.
    """
    try:
        return import_module(module)
    except ImportError:
        raise RefusedError(f"{what} needs {module.partition('.')[0]}: {install}") from None
