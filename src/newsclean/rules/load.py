"""Rule files to rules; every complaint begins with ``path:line``."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import regex

from newsclean import toml
from newsclean.errors import RuleError, nearest
from newsclean.rules.lexicon import slots_for, slots_from
from newsclean.rules.model import Rule
from newsclean.rules.pattern import compile_pattern, expand, refuse_runaway

__all__ = ["builtin_rules", "builtin_version", "installed_packs", "load_file", "load_text"]

#: A table that `newsclean learn` writes, of the file and of each rule: where a rule comes from. Read by people only.
_LEARNED = "learned"
_FIELDS = {f.name for f in dataclasses.fields(Rule)} - {"slots"}
_LISTS = {"anchors", "needs", "vetoes", "remove", "keep", "missed"}
_REQUIRED = ("id", "level", "scope", "at", "anchors", "pattern", "why", "source", "since", "remove", "keep")
_FILE_KEYS = {"language", "category", "slots", "rule", "version", _LEARNED}
_TYPES = {"takes": int, "width": int, "glue": bool, "rejoins": bool, "evidence": bool, "confirms": bool}


def load_file(path: str | Path) -> tuple[Rule, ...]:
    """Return the rules of a TOML file.

    Raises:
        RuleError: the file cannot be read, is no TOML, or one of its rules is wrong or has the id of a rule of
            this package; nothing is half-loaded.
    """
    try:
        text = toml.read(path)
    except OSError as error:
        raise RuleError(f"{path}:0: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise RuleError(f"{path}:0: is not UTF-8 (byte {error.start}); save it as UTF-8") from None
    except ValueError as error:
        raise RuleError(f"{path}:0: {error}") from None
    rules = load_text(text, str(path))
    ours = {rule.id: rule for rule in builtin_rules()}
    for number, rule in enumerate(rules):
        if ours.get(rule.id, rule) != rule:
            where = _Lines(text, str(path)).key("id", number)
            raise RuleError(f"{where}: newsclean itself has a rule {rule.id!r}; give yours another id")
    return rules


def load_text(text: str, path: str, *, trusted: bool = False) -> tuple[Rule, ...]:
    """Return the rules of the TOML ``text``; ``path`` is what errors call it.

    ``trusted`` skips what the test suite has already shown for the rules of this package: that patterns compile
    and are bounded.
    """
    try:
        table = toml.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise RuleError(f"{path}:{line[1] if line else text.count(chr(10)) + 1}: not valid TOML: {error}") from None
    lines = _Lines(text, path)
    for key in table:
        if key not in _FILE_KEYS:
            raise RuleError(f"{lines.key(key)}: {nearest(key, _FILE_KEYS, 'key')}")
    entries = table.get("rule", [])
    if not isinstance(entries, list) or not entries:
        raise RuleError(f"{path}:1: no [[rule]] in this file")
    language = table.get("language", "fr")
    if not isinstance(language, str):
        raise RuleError(f"{lines.key('language')}: language must be a string such as 'fr'")
    slots = dict(slots_for(language))
    slots.update(slots_from(table.get("slots", {}), lines.key("slots")))
    rules: list[Rule] = []
    seen: set[str] = set()
    for number, entry in enumerate(entries):
        rule = _rule(entry, number, table, slots, lines, trusted)
        if rule.id in seen:
            raise RuleError(f"{lines.key('id', number)}: rule {rule.id!r} stands twice in this file")
        seen.add(rule.id)
        rules.append(rule)
    return tuple(rules)


def _rule(entry: Any, number: int, table: dict[str, Any], slots: dict[str, str], lines: _Lines, trusted: bool) -> Rule:
    if not isinstance(entry, dict):
        raise RuleError(f"{lines.path}:1: 'rule' must be a list of tables: [[rule]]")
    values = {"category": table.get("category"), **entry}
    values.pop(_LEARNED, None)
    name = values.get("id", f"number {number + 1}")
    for key in values:
        if key not in _FIELDS:
            hint = nearest(key, _FIELDS, "key")
            raise RuleError(f"{lines.key(key, number)}: rule {name!r} has no key {key!r}: {hint}")
    for key in (*_REQUIRED, "category"):
        if values.get(key) in (None, ""):
            raise RuleError(f"{lines.rule(number)}: rule {name!r} lacks {key!r}")
    for key, value in values.items():
        if key in _LISTS:
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                raise RuleError(f"{lines.key(key, number)}: rule {name!r}: {key!r} must be a list of strings")
            values[key] = tuple(value)
        elif type(value) is not _TYPES.get(key, str):
            kind = _TYPES.get(key, str).__name__
            raise RuleError(f"{lines.key(key, number)}: rule {name!r}: {key!r} must be {kind}, not {value!r}")
    for key in ("remove", "keep"):
        if not values[key] and not (key == "remove" and values.get("missed")):
            raise RuleError(f"{lines.key(key, number)}: rule {name!r} needs at least one example in {key!r}")
    try:
        values["pattern"] = expand(values["pattern"], slots)
        if not trusted:
            refuse_runaway(values["pattern"])
            compile_pattern(values["pattern"], bool(values.get("glue")), False)
        return Rule(**values)
    except regex.error as error:
        raise RuleError(f"{lines.key('pattern', number)}: rule {name!r}: pattern does not compile: {error}") from None
    except RuleError as error:
        message = str(error) if repr(name) in str(error) else f"rule {name!r}: {error}"
        raise RuleError(f"{lines.key(error.key, number)}: {message}", error.key) from None


class _Lines:
    """Where things stand in a TOML text (tomllib does not tell)."""

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self._lines = text.split("\n")
        self._rules = [n for n, line in enumerate(self._lines) if re.match(r"\s*\[\[\s*rule\s*\]\]", line)]

    def rule(self, number: int) -> str:
        return f"{self.path}:{self._rules[number] + 1 if number < len(self._rules) else 1}"

    def key(self, key: str, number: int | None = None) -> str:
        start = 0 if number is None else (self._rules[number] if number < len(self._rules) else 0)
        later = [n for n in self._rules if n > start]
        end = later[0] if number is not None and later else len(self._lines)
        places = [*range(start, end), *range(self._rules[0] if self._rules else 0)]  # a file may say it once for all
        said = re.compile(
            rf"\s*\[?\"?{re.escape(key)}\"?\s*[\]=]" if len(key) < 100 else rf"\s*\[?\"?{re.escape(key[:100])}"
        )
        for n in places:
            if said.match(self._lines[n]):
                return f"{self.path}:{n + 1}"
        return f"{self.path}:{start + 1}"


@lru_cache(maxsize=1)
def builtin_version() -> str:
    """Return the version of the rule packs in this package, such as "2026.1": texts that come out depend on it."""
    file = resources.files("newsclean") / "data" / "rules" / "VERSION"
    return file.read_text("utf-8").strip()


@lru_cache(maxsize=1)
def builtin_rules() -> tuple[Rule, ...]:
    """Return the rules of this package, French and English, in the order of their files."""
    folder = resources.files("newsclean") / "data" / "rules"
    rules: list[Rule] = []
    for language in ("fr", "en"):
        files = sorted((f for f in (folder / language).iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
        for file in files:
            rules.extend(load_text(file.read_text("utf-8"), f"data/rules/{language}/{file.name}", trusted=True))
    return tuple(rules)


def installed_packs() -> dict[str, tuple[Rule, ...]]:
    """Return the rule packs of other packages: name -> rules.

    A package offers one through the entry point group ``newsclean.rules``: a module attribute that is a path to a
    rule file, a list of paths, or a function that returns one of these.
    """
    from importlib import metadata  # brings in email and zipfile, which nothing else here needs

    packs: dict[str, tuple[Rule, ...]] = {}
    for point in metadata.entry_points(group="newsclean.rules"):
        found = point.load()
        if callable(found):
            found = found()
        paths: Sequence[str | Path] = [found] if isinstance(found, (str, Path)) else list(found)
        packs[point.name] = merge(*(load_file(path) for path in paths))
    return packs


def merge(*groups: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return all rules as one tuple.

    Raises:
        RuleError: two rules share an id.
    """
    rules: dict[str, Rule] = {}
    for group in groups:
        for rule in group:
            if rule.id in rules and rules[rule.id] != rule:
                raise RuleError(f"two rules have the id {rule.id!r}; give yours another one")
            rules[rule.id] = rule
    return tuple(rules.values())
