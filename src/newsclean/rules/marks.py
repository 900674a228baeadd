"""What a reader of a report marked, made into examples of the rules it names: no code, and no other line changes."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from newsclean.errors import NewscleanError, RuleError
from newsclean.rules.engine import RuleSet
from newsclean.rules.examples import Example, failure
from newsclean.rules.load import builtin_rules, load_text
from newsclean.rules.model import Rule

__all__ = ["KNOWN", "Mark", "Outcome", "add_examples", "read_marks"]

#: Said of a mark that is an example already.
KNOWN = "is an example already"

_JOIN = " + "
_OPEN, _CLOSE = "\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}", "\N{MATHEMATICAL RIGHT WHITE SQUARE BRACKET}"
_KEYS = {"wrong": "keep", "missed": "missed"}


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that a reader marked.

    Attributes:
        kind: "wrong": removed, and should not have been; "missed": not removed, and should have been.
        rule: the rule that asked, or that should; "" where the reader did not say.
        text: the piece; before, after: some of what stands around it.
    """

    kind: str
    rule: str
    text: str
    before: str = ""
    after: str = ""

    @property
    def line(self) -> str:
        """The piece and the rest of the lines that it begins and ends in."""
        piece = self.text.strip("\n")
        before = "" if self.text.startswith("\n") else self.before.rpartition("\n")[2]
        after = "" if self.text.endswith("\n") else self.after.partition("\n")[0]
        return self._joined(before, piece, after)

    @property
    def wide(self) -> str:
        """The piece between the whole lines around it that the mark holds."""
        before = self.before.partition("\n")[2] if "\n" in self.before else self.before
        after = self.after.rpartition("\n")[0] if "\n" in self.after else self.after
        return self._joined(before, self.text, after)

    def _joined(self, before: str, piece: str, after: str) -> str:
        if self.kind == "missed" and (before.strip() or after.strip()):
            inner = piece.strip()
            start = piece.index(inner)
            piece = f"{piece[:start]}{_OPEN}{inner}{_CLOSE}{piece[start + len(inner) :]}"
        return f"{before}{piece}{after}".strip()


class Outcome(NamedTuple):
    """What became of a mark: ``added`` to ``file``, or not; ``said`` tells why, or what to do next."""

    mark: Mark
    added: bool
    file: str
    said: str


def read_marks(path: str | Path) -> list[Mark]:
    """Return the marks that a report exported as JSONL.

    Raises:
        NewscleanError: the file cannot be read, or a line is no mark; the message begins with ``path:line``.
    """
    try:
        lines = Path(path).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise NewscleanError(f"{path}: cannot be read: {error}") from None
    marks: list[Mark] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            values = {key: data.get(key, "") for key in ("kind", "rule", "text", "before", "after")}
        except (ValueError, AttributeError):
            raise NewscleanError(f"{path}:{number}: is no JSON object; export the marks from a report") from None
        if values["kind"] not in _KEYS or not all(isinstance(v, str) for v in values.values()):
            raise NewscleanError(f"{path}:{number}: is no mark: 'kind' must be 'wrong' or 'missed', the rest text")
        if not values["text"].strip():
            raise NewscleanError(f"{path}:{number}: marks no text")
        marks.append(Mark(**values))
    return marks


def add_examples(marks: Iterable[Mark], paths: Sequence[str | Path], *, write: bool = True) -> list[Outcome]:
    """Write each mark into the rule it names, as a "keep" or "missed" example, and say what became of each.

    Args:
        marks: see :func:`read_marks`.
        paths: rule files; a rule is looked for in them, in order.
        write: False: change nothing, only say what would be done.

    Raises:
        RuleError: a file cannot be used, as it is or with the examples; nothing is written then.
        ImportError: tomlkit, which keeps the rest of a file as it is, is not installed.
    """
    files = [_File(Path(path)) for path in paths]
    outcomes = [_add(mark, files) for mark in marks]
    texts = [file.checked() for file in files]
    for file, text in zip(files, texts, strict=True):
        if write and text != file.text:
            file.path.write_text(text, "utf-8", newline="")
    return outcomes


class _File:
    """A rule file that is being added to."""

    def __init__(self, path: Path) -> None:
        import tomlkit

        self.path = path
        try:
            self.text = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise RuleError(f"{path}:0: cannot be read: {error}") from None
        self.rules = {rule.id: rule for rule in load_text(self.text, str(path))}
        self.added: list[tuple[str, str, str]] = []
        self._document = tomlkit.parse(self.text)

    @cached_property
    def rule_set(self) -> RuleSet:
        """These rules among those of the package, which are their context."""
        return RuleSet(tuple({**{rule.id: rule for rule in builtin_rules()}, **self.rules}.values()))

    def add(self, rule: str, key: str, text: str) -> None:
        import tomlkit

        entry = next(entry for entry in self._document["rule"] if entry["id"] == rule)
        self.added.append((rule, key, text))
        if key not in entry:
            entry.value._insert_after("keep", key, tomlkit.array())  # not below what ends the table
        items: Any = entry[key]
        if "\n" in items.as_string():
            items.add_line(text, indent="  ")
        else:
            items.append(text)

    def checked(self) -> str:
        """Return the new text, which says what the old one said, and the examples."""
        new = self._document.as_string()
        wanted = tomllib.loads(self.text)
        for rule, key, text in self.added:
            next(e for e in wanted["rule"] if e["id"] == rule).setdefault(key, []).append(text)
        if tomllib.loads(new) != wanted:
            raise RuleError(f"{self.path}:0: cannot be added to and stay as it is; add the examples by hand")
        load_text(new, str(self.path))
        return new


def _add(mark: Mark, files: Sequence[_File]) -> Outcome:
    names = [name for name in mark.rule.split(_JOIN) if name]
    if not names:
        return Outcome(mark, False, "", "names no rule; write a new rule for it, or mark it again and name one")
    found = next(((file, name) for name in names for file in files if name in file.rules), None)
    if found is None:
        return Outcome(mark, False, "", _elsewhere(names[-1]))
    file, name = found
    key = _KEYS[mark.kind]
    rule = file.rules[name]
    if _known(mark, key, rule, file):
        return Outcome(mark, False, str(file.path), KNOWN)
    text, problem = _example(mark, key, rule, file.rule_set)
    if key == "missed" and problem:
        return Outcome(mark, False, str(file.path), "the rule finds it where it stands alone: its context spared it")
    file.add(name, key, text)
    said = f"added to {key!r}"
    if key == "keep":
        said += ": does not hold yet" if problem else ": holds where this text stands alone"
    return Outcome(mark, True, str(file.path), said)


def _example(mark: Mark, key: str, rule: Rule, rules: RuleSet) -> tuple[str, str | None]:
    """Return the shortest text that shows what the reader saw, and what is wrong with it now."""
    problem = None
    for text in dict.fromkeys((mark.line, mark.wide)):
        problem = failure(Example(rule, key, text), rules)
        if problem if key == "keep" else not problem:
            return text, problem
    return mark.line, problem


def _known(mark: Mark, key: str, rule: Rule, file: _File) -> bool:
    texts = {mark.line, mark.wide}
    added = {text for name, k, text in file.added if (name, k) == (rule.id, key)}
    return bool(texts & {*getattr(rule, key), *added})


def _elsewhere(name: str) -> str:
    if name.startswith("zone/"):
        return f"{name} is a cut by what stands around the line, not by a rule; label such documents for the zones"
    if name in {rule.id for rule in builtin_rules()}:
        return f"{name} is a rule of newsclean itself; name its file in a checkout, or report it there"
    return f"{name} is in none of the files"
