"""What of a rule is known before its pattern is compiled: which characters and which literals a line must have.

Parsing the patterns of all rules takes seconds, so what it tells about the rules of this package is kept in a data file
(``data/rules/needed.json``), which ``bench/needed.py`` writes. It is keyed by the pattern: a rule that is not in the
file, or no longer, is asked for its anchors and nothing else, and everything is found all the same, but slower.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import cache
from importlib import resources
from itertools import product
from typing import Any, NamedTuple, TypeAlias

from newsclean.rules.model import Rule
from newsclean.rules.parsed import mask_of, sre

__all__ = ["ALL", "Needed", "key_of", "literals", "needed", "one_of"]

ALL = (1 << 128) - 1  # characters

_MOST = 96  # literals of which one must stand on the line, found by multiplying out
_WIDE = 6  # characters of a class that are multiplied out
_SHORT_REPEAT = 3

Literals: TypeAlias = frozenset[str]


class Needed(NamedTuple):
    """What a line must have to be covered by a rule.

    Attributes:
        firsts, lasts: the characters that it can begin and end with; bit n stands for character n.
        least, most: its length in code points.
        groups: of each, one literal at least stands on the folded line.
        anchored: whether one of the anchors stands on each line that has a literal of each group.
    """

    firsts: int
    lasts: int
    least: int
    most: int
    groups: tuple[tuple[str, ...], ...]
    anchored: bool


def one_of(pattern: str) -> tuple[str, ...]:
    """Return literals of which one stands in whatever ``pattern`` fits; the empty one where that is not known."""
    found = _known().get(key_of(pattern))
    return tuple(found[4][0]) if found is not None else ("",)


def key_of(pattern: str, anchors: tuple[str, ...] = ()) -> str:
    """Return the name of a rule in the data file: of what it says about the line, not of the rule."""
    said = "\n".join((pattern, *anchors))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def needed(rule: Rule) -> Needed:
    """Return what a line must have to be covered by ``rule``, as far as that is known without parsing its pattern."""
    found = _known().get(key_of(rule.pattern, rule.anchors))
    if found is None:
        return Needed(ALL, ALL, 1, rule.width, (rule.anchors,), True)
    firsts, lasts, least, most, groups, anchored = found
    return Needed(
        int(firsts, 16),
        int(lasts, 16),
        max(1, least),
        min(most, rule.width),
        tuple(tuple(group) or rule.anchors for group in groups),
        bool(anchored),
    )


@cache
def _known() -> dict[str, tuple[str, str, int, int, list[list[str]], int]]:
    """Return what is known of the rules of this package; a group without literals is that of the anchors."""
    file = resources.files("newsclean") / "data" / "rules" / "needed.json"
    return json.loads(file.read_text("utf-8")) if file.is_file() else {}


# -- what a parse tree says ------------------------------------------------------------------------------------------


def literals(tree: Any, cost: Callable[[Literals], float]) -> list[Literals]:
    """Return sets of literals, in lower case: whatever a pattern matches holds at least one of each set.

    Args:
        tree: of ``re``'s parser, for a pattern on the folded view.
        cost: how often one of a set of literals stands on a line; of an alternative the rarest set is taken.
    """
    reader = _Reader(cost)
    reader.read(tree)
    reader.flush()
    return reader.groups


class _Reader:
    """Reads a tree from left to right; ``pending`` holds what can have stood there without a gap so far."""

    def __init__(self, cost: Callable[[Literals], float]) -> None:
        self._cost = cost
        self.pending: set[str] = {""}
        self.groups: list[Literals] = []
        self.whole = True  # nothing was flushed: ``pending`` is all that the tree can be

    def flush(self) -> None:
        if all(self.pending):
            self.groups.append(frozenset(self.pending))
        self.pending = {""}
        self.whole = False

    def _append(self, pieces: set[str]) -> None:
        if len(self.pending) * len(pieces) > _MOST:
            self.flush()
        if len(pieces) <= _MOST:
            self.pending = {a + b for a in self.pending for b in pieces}
        else:
            self.pending = pieces
            self.flush()

    def read(self, tree: Any) -> None:
        for op, value in tree:
            self._node(op, value)

    def _node(self, op: Any, value: Any) -> None:
        if op is sre.AT or op is sre.ASSERT_NOT:
            return
        if op is sre.ASSERT:
            if value[0] > 0:
                self.groups += literals(value[1], self._cost)
        elif op is sre.LITERAL:
            self._append({chr(value).lower()})
        elif op is sre.IN:
            mask = mask_of(op, value, False)
            chars = {chr(i).lower() for i in range(128) if mask >> i & 1}
            if len(chars) <= _WIDE:
                self._append(chars)
            else:
                self.flush()
        elif op is sre.SUBPATTERN:
            self.read(value[3])
        elif op is sre.ATOMIC_GROUP:
            self.read(value)
        elif op is sre.BRANCH:
            self._branch(value[1])
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            self._repeat(*value)
        else:
            self.flush()

    def _branch(self, branches: Any) -> None:
        read = []
        for branch in branches:
            reader = _Reader(self._cost)
            reader.read(branch)
            read.append(reader)
        if all(reader.whole for reader in read):
            self._append({piece for reader in read for piece in reader.pending})
            return
        self.flush()
        best: list[Literals] = []
        for reader in read:
            reader.flush()
            if not reader.groups:
                return
            best.append(min(reader.groups, key=self._cost))
        self.groups.append(frozenset().union(*best))

    def _repeat(self, least: int, most: int, inner: Any) -> None:
        if most is sre.MAXREPEAT or most > _SHORT_REPEAT:
            if least:
                self.read(inner)
            self.flush()
            return
        reader = _Reader(self._cost)
        reader.read(inner)
        if not reader.whole:
            if least:
                self.read(inner)
            self.flush()
        elif least == 1 and reader.pending == {" "}:  # one space or more: what follows has one before it
            self._append({" "})
            self.flush()
            self.pending = {" "}
        elif len(reader.pending) ** most <= _MOST:
            rounds = [{"".join(some) for some in product(reader.pending, repeat=k)} for k in range(least, most + 1)]
            self._append(set().union(*rounds))
        else:
            if least:
                self.read(inner)
            self.flush()
