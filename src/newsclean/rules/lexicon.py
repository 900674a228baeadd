"""The lexicon: named slots of words that mean the same, shared by the patterns of a language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

import regex

from newsclean.errors import RuleError

__all__ = ["slots_for", "slots_from"]

_NAME = regex.compile(r"[a-z][a-z0-9_]*")


def slots_from(table: Mapping[str, object], where: str) -> dict[str, str]:
    """Return slot name -> pattern. A list holds literal alternatives (longest first wins), a string is a pattern.

    Raises:
        RuleError: a value that is neither.
    """
    slots: dict[str, str] = {}
    for name, value in table.items():
        if not _NAME.fullmatch(name):
            raise RuleError(f"{where}: slot {name!r}: a name is small letters, digits and _, a letter first")
        if isinstance(value, str):
            slots[name] = value
        elif isinstance(value, list) and all(isinstance(item, str) for item in value):
            words = sorted(value, key=len, reverse=True)
            slots[name] = "|".join(regex.escape(word, literal_spaces=True) for word in words)
        else:
            raise RuleError(f"{where}: slot {name!r} must be a list of words or a pattern, not {value!r}")
    return slots


@cache
def slots_for(language: str) -> Mapping[str, str]:
    """Return the slots of ``language`` on top of those that every language shares."""
    slots: dict[str, str] = {}
    folder = resources.files("newsclean") / "data" / "lexicon"
    for name in ("common", language):
        file = folder / f"{name}.toml"
        if file.is_file():
            slots.update(slots_from(tomllib.loads(file.read_text("utf-8")).get("slots", {}), f"lexicon/{name}.toml"))
    return slots
