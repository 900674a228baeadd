"""One pass over a line for all rules: which anchors stand on it, and which of the rules that cover a line can fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ahocorasick_rs import BytesAhoCorasick, Implementation

from newsclean.rules.model import Rule
from newsclean.rules.needed import needed

__all__ = ["PIECE", "Anchors"]

PIECE = 200_000  # code points of a long line that are looked through at once
_OPENS = ("line", "start", "text-start")


class _Covering:
    """Rules that cover a line. Each is a bit, so that which of them can fit is asked about all of them at once.

    There are as many bits for each rule as it can have groups of literals of which a line must have one each.
    """

    def __init__(self, rules: Sequence[tuple[int, Rule]]) -> None:
        self.numbers = [number for number, _ in rules]
        self._needs = [needed(rule) for _, rule in rules]
        self._count = count = len(rules)
        self._layers = max((len(need.groups) for need in self._needs), default=1)
        self.masks: dict[str, int] = {}  # literal -> the groups that it is of
        self.given = 0  # bits for groups that a rule does not have
        for k, need in enumerate(self._needs):
            for layer in range(self._layers):
                bit = 1 << (layer * count + k)
                if layer >= len(need.groups):
                    self.given |= bit
                    continue
                for literal in need.groups[layer]:
                    self.masks[literal] = self.masks.get(literal, 0) | bit
        self._longest = max((need.most for need in self._needs), default=0)
        self._firsts: dict[str, int] = {}
        self._lasts: dict[str, int] = {}
        self._sizes: dict[int, int] = {}

    def possible(self, found: int, first: str, last: str, size: int) -> Iterator[int]:
        """Yield the numbers of the rules that can cover a line of ``size`` characters.

        Args:
            found: the bits of the literals on it, and those given.
            first, last: its first and last character.
        """
        count = self._count
        for _ in range(self._layers - 1):
            found &= found >> count
        found &= (1 << count) - 1
        if not found or size > self._longest:
            return
        firsts, lasts, sizes = self._firsts.get(first), self._lasts.get(last), self._sizes.get(size)
        if firsts is None:
            point = ord(first)
            firsts = self._firsts[first] = self._bits(need.firsts >> point & 1 for need in self._needs)
        if lasts is None:
            point = ord(last)
            lasts = self._lasts[last] = self._bits(need.lasts >> point & 1 for need in self._needs)
        if sizes is None:
            sizes = self._sizes[size] = self._bits(need.least <= size <= need.most for need in self._needs)
        found &= firsts & lasts & sizes
        while found:
            bit = found & -found
            yield self.numbers[bit.bit_length() - 1]
            found ^= bit

    @staticmethod
    def _bits(values: Iterable[int | bool]) -> int:
        return sum(1 << k for k, value in enumerate(values) if value)


class Anchors:
    """An automaton for what rules are looked for by: anchors, and literals that stand on the lines that they cover."""

    def __init__(self, rules: Iterable[tuple[int, Rule]]) -> None:
        kinds: tuple[dict[str, list[int]], ...] = ({}, {})
        covering: list[tuple[int, Rule]] = []
        for number, rule in rules:
            if rule.at == "line" and not rule.glue:
                covering.append((number, rule))
                continue
            wanted = kinds[0 if rule.at in _OPENS else 1]
            for anchor in rule.anchors:
                wanted.setdefault(anchor, []).append(number)
        self.covering = _Covering(covering)
        masks = self.covering.masks
        placed = list({**kinds[0], **kinds[1]})
        literals = placed + [literal for literal in masks if literal not in kinds[0] and literal not in kinds[1]]
        #: For the first literals, the rules that open a line (a line over several, the text), and the others.
        self.wanted = [tuple(tuple(kind.get(anchor, ())) for kind in kinds) for anchor in placed]
        #: For each literal, the bits of the rules that cover a line.
        self.masks = [masks.get(literal, 0) for literal in literals]
        encoded = [literal.encode("ascii") for literal in literals]
        self._longest = max(map(len, encoded), default=0)
        self._automaton = BytesAhoCorasick(encoded, implementation=Implementation.ContiguousNFA)

    def find(self, folded: bytes) -> list[tuple[int, int, int]]:
        """Return (anchor, start, end) for every anchor in ``folded``, sorted by end."""
        found: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        return found

    def find_in_pieces(self, folded: bytes) -> Iterator[tuple[int, int, int]]:
        """Yield what :meth:`find` returns, in the memory that a piece of a long line takes."""
        for start in range(0, len(folded), PIECE):
            before = max(0, start - self._longest)
            for anchor, begin, end in self.find(folded[before : start + PIECE]):
                if before + end > start:  # else it was found in the piece before
                    yield anchor, before + begin, before + end
