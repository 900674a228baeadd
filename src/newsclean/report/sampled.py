"""Which removals a report lists: of each rule the riskiest and some drawn at random, and the riskiest of all."""

from __future__ import annotations

import heapq
import random
from dataclasses import dataclass, field

from newsclean.report.digest import Piece

__all__ = ["Sampled"]

Ranked = tuple[int, int, int, Piece]  # risk, minus document, minus number: no two are alike


@dataclass(slots=True)
class _OfRule:
    seen: int = 0
    riskiest: list[Ranked] = field(default_factory=list)
    drawn: list[Ranked] = field(default_factory=list)


@dataclass(slots=True)
class Sampled:
    """Removals, added one by one; no more than asked for are held.

    Attributes:
        each: how many of each rule: half of them the riskiest, half drawn at random.
        riskiest: how many of all rules together.
    """

    each: int
    riskiest: int
    chance: random.Random
    _rules: dict[str, _OfRule] = field(default_factory=dict)
    _all: list[Ranked] = field(default_factory=list)

    def add(self, document: int, piece: Piece) -> None:
        """Look at one removal; ``document`` is its place in the sample."""
        ranked = (piece.risk, -document, -piece.number, piece)
        _push(self._all, ranked, self.riskiest)
        rule = self._rules.setdefault(piece.rule, _OfRule())
        rule.seen += 1
        _push(rule.riskiest, ranked, (self.each + 1) // 2)
        if len(rule.drawn) < self.each // 2:
            rule.drawn.append(ranked)
        elif rule.drawn and (place := self.chance.randrange(rule.seen)) < len(rule.drawn):
            rule.drawn[place] = ranked

    def listed(self) -> list[tuple[int, Piece]]:
        """Return (document, removal), the riskiest first."""
        every = {r[:3]: r for r in self._all}
        for rule in self._rules.values():
            every.update((r[:3], r) for r in (*rule.riskiest, *rule.drawn))
        ranked = sorted(every.values(), key=lambda r: r[:3], reverse=True)
        return [(-document, piece) for _, document, _, piece in ranked]


def _push(heap: list[Ranked], ranked: Ranked, most: int) -> None:
    if len(heap) < most:
        heapq.heappush(heap, ranked)
    elif heap and ranked[:3] > heap[0][:3]:
        heapq.heapreplace(heap, ranked)
