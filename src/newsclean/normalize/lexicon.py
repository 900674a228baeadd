"""The word lists of ``data/normalize/lexicon.toml``, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import regex

__all__ = ["any_of", "lexicon"]


@cache
def lexicon() -> dict[str, Any]:
    """Return the word lists by name."""
    path = files("newsclean") / "data" / "normalize" / "lexicon.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first."""
    return "(?:" + "|".join(regex.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"
