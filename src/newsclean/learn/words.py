"""The words by which a recurring line is judged, from a data file."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["addressed", "serial", "table"]


@cache
def table() -> dict[str, Any]:
    """Return the data file."""
    file = resources.files("newsclean") / "data" / "learn" / "words.toml"
    return tomllib.loads(file.read_text("utf-8"))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(table()[name])})(?![a-z0-9])")


def addressed(key: str) -> bool:
    """Whether a key speaks to the reader, or about the page itself."""
    return _pattern("addressed").search(key) is not None or "\x04" in key  # a copyright sign


def serial(key: str) -> bool:
    """Whether a key names a part of a series."""
    return _pattern("serial").search(key) is not None
