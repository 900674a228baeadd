"""The numbers of a report: totals, and counts by category, rule, language, length and share removed."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from newsclean.report.digest import Digest
from newsclean.rules.model import CATEGORIES, Rule

__all__ = ["Facts"]

_SHARES: Final = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
_LENGTHS: Final = (500, 1000, 2000, 5000, 10000, 50000)
_EXAMPLES = 3  # of each kind, for each rule


@dataclass(slots=True)
class _Count:
    pieces: int = 0
    documents: int = 0
    characters: int = 0
    risk: int = 0
    category: str = ""


@dataclass(slots=True)
class _Group:
    documents: int = 0
    characters: int = 0
    removed: int = 0
    emptied: int = 0

    def add(self, digest: Digest) -> None:
        self.documents += 1
        self.characters += digest.characters
        self.removed += digest.removed
        self.emptied += digest.emptied

    def row(self) -> list[int]:
        return [self.documents, self.characters, self.removed, self.emptied]


@dataclass(slots=True)
class Facts:
    """Counts over digests, added one by one."""

    total: _Group = field(default_factory=_Group)
    pieces: int = 0
    untouched: int = 0
    rules: dict[str, _Count] = field(default_factory=dict)
    categories: dict[str, _Count] = field(default_factory=dict)
    languages: dict[str, _Group] = field(default_factory=dict)
    lengths: list[_Group] = field(default_factory=lambda: [_Group() for _ in range(len(_LENGTHS) + 1)])
    shares: list[int] = field(default_factory=lambda: [0] * (len(_SHARES) + 1))
    other: Counter[str] = field(default_factory=Counter)

    def add(self, digest: Digest) -> None:
        """Count one document."""
        self.total.add(digest)
        self.pieces += len(digest.pieces)
        self.untouched += not digest.pieces
        self.other.update(digest.other)
        for piece in digest.pieces:
            for table, key in ((self.rules, piece.rule), (self.categories, piece.category)):
                count = table.setdefault(key, _Count())
                count.pieces += 1
                count.characters += piece.end - piece.start
                count.risk = max(count.risk, piece.risk)
                count.category = piece.category
        for rule in {piece.rule for piece in digest.pieces}:
            self.rules[rule].documents += 1
        for category in {piece.category for piece in digest.pieces}:
            self.categories[category].documents += 1
        self.languages.setdefault(digest.language or "?", _Group()).add(digest)
        self.lengths[bisect_right(_LENGTHS, digest.characters)].add(digest)
        share = digest.removed / digest.characters if digest.characters else 0.0
        self.shares[bisect_right(_SHARES, share) if share else 0] += 1

    @property
    def rule_ids(self) -> list[str]:
        """The rules that removed something, in a fixed order: other tables name them by their place here."""
        return sorted(self.rules, key=lambda rule: (-self.rules[rule].characters, rule))

    def to_dict(self, rules: Mapping[str, Rule]) -> dict[str, Any]:
        """Return plain lists and dicts, ready for JSON."""
        order = ("code", *CATEGORIES)
        return {
            "total": self.total.row(),
            "pieces": self.pieces,
            "untouched": self.untouched,
            "categories": [
                [name, c.pieces, c.documents, c.characters]
                for name, c in sorted(self.categories.items(), key=lambda item: -item[1].characters)
            ],
            "order": [name for name in order if name in self.categories]
            + sorted(set(self.categories).difference(order)),
            "rules": [self._rule(rule, rules.get(rule)) for rule in self.rule_ids],
            "languages": [[n, *g.row()] for n, g in sorted(self.languages.items(), key=lambda i: -i[1].documents)],
            "lengths": [
                [low, high, *group.row()]
                for low, high, group in zip((0, *_LENGTHS), (*_LENGTHS, None), self.lengths, strict=True)
            ],
            "shares": [
                [low, high, n] for low, high, n in zip((0.0, *_SHARES), (*_SHARES, 1.0), self.shares, strict=True)
            ],
            "other": sorted(self.other.items(), key=lambda item: (-item[1], item[0])),
        }

    def _rule(self, name: str, rule: Rule | None) -> dict[str, Any]:
        count = self.rules[name]
        known = {"id": name, "category": count.category}
        numbers = {n: getattr(count, n) for n in ("pieces", "documents", "characters", "risk")}
        if rule is None:
            return {**known, **numbers}
        told = {n: getattr(rule, n) for n in ("level", "scope", "why", "source", "since")}
        examples = {n: getattr(rule, n)[:_EXAMPLES] for n in ("remove", "keep")}
        return {**known, **numbers, **told, **examples}
