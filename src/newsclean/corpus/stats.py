"""Counts over documents, which add up: of a batch, of a run, of a run that was killed and went on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from newsclean.result import Result

__all__ = ["Slow", "Tally"]

_SLOWEST = 10

Slow = tuple[float, str, int, str | None, int]  # seconds, file, line, id, code points


@dataclass(slots=True)
class Tally:
    """What happened to documents.

    Attributes:
        documents: written.
        rejected: could not be read, cleaned or written.
        unchanged: the text came out as it went in.
        emptied: there was text, and nothing but white space is left.
        characters: code points that went in.
        left: code points that came out.
        rules, categories: edits for each; languages: documents for each ("unknown": not asked, or not found out).
        slowest: the documents that took longest, longest first.
    """

    documents: int = 0
    rejected: int = 0
    unchanged: int = 0
    emptied: int = 0
    characters: int = 0
    left: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    categories: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    slowest: list[Slow] = field(default_factory=list)

    @property
    def removed_share(self) -> float:
        """The share of the characters that is gone: 0.25 is a quarter."""
        return 1 - self.left / self.characters if self.characters else 0.0

    def count(self, old: str, new: str, result: Result | None) -> None:
        """Count one document."""
        self.documents += 1
        self.characters += len(old)
        self.left += len(new)
        self.unchanged += old == new
        self.emptied += bool(old.strip()) and not new.strip()
        if result is not None:
            self.rules.update(result.rule_counts)
            self.categories.update(result.category_counts)
            self.languages[result.language or "unknown"] += 1

    def slow(self, *what: Slow) -> None:
        """Keep the documents of ``what`` that are among the slowest."""
        self.slowest = sorted([*self.slowest, *what], key=lambda slow: -slow[0])[:_SLOWEST]

    def __add__(self, other: Tally) -> Tally:
        sums = {f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(Tally) if f.name != "slowest"}
        total = Tally(**sums)
        total.slow(*self.slowest, *other.slowest)
        return total

    def to_dict(self) -> dict[str, Any]:
        """Return plain lists and dicts; counts sorted, most first."""
        data: dict[str, Any] = {}
        for f in fields(Tally):
            value = getattr(self, f.name)
            data[f.name] = (
                dict(sorted(value.items(), key=lambda item: (-item[1], item[0])))
                if isinstance(value, Counter)
                else value
            )
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Tally:
        """Return what :meth:`to_dict` gave."""
        counters = {name: Counter(data[name]) for name in ("rules", "categories", "languages")}
        slowest = [(s, file, line, id_, size) for s, file, line, id_, size in data["slowest"]]
        return cls(**{**data, **counters, "slowest": slowest})
