"""What the parse tree of a pattern tells: how a match can begin, how long it can be, and whether a repeat can run away.

Characters are those of the folded view, so a set of them is an integer with 128 bits. Case never counts, and
look-arounds and anchors are taken to hold: what is said here of a pattern is true of it, or it is true of more.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

# The standard library's own parser of patterns; it has no stubs.
sre: Any = import_module("re._constants")
sre_parser: Any = import_module("re._parser")

__all__ = ["ANYTHING", "Parsed", "ambiguous", "cased_in", "choices", "mask_of", "parsed", "sre", "sre_parser"]

_ALL = (1 << 128) - 1
_CATEGORIES = {
    sre.CATEGORY_DIGIT: "0123456789",
    sre.CATEGORY_SPACE: " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f",
    sre.CATEGORY_WORD: "".join(chr(i) for i in range(128) if chr(i).isalnum()) + "_",
}
_OPPOSITES = {
    sre.CATEGORY_NOT_DIGIT: sre.CATEGORY_DIGIT,
    sre.CATEGORY_NOT_SPACE: sre.CATEGORY_SPACE,
    sre.CATEGORY_NOT_WORD: sre.CATEGORY_WORD,
}
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_SINGLE = (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN)
_NOTHING_CONSUMED = (sre.AT, sre.ASSERT, sre.ASSERT_NOT)


class Parsed(NamedTuple):
    """How matches of a pattern look.

    Attributes:
        firsts, lasts: the characters with which one can begin and end, all of them if one may be empty; bit n stands
            for the character n.
        least, most: how many characters one has.
    """

    firsts: int
    lasts: int
    least: int
    most: int


#: What is known of a pattern that cannot be parsed here.
ANYTHING = Parsed(_ALL, _ALL, 0, 1 << 30)


@cache
def parsed(source: str, flags: int) -> Parsed:
    """Return how matches of a pattern look.

    Raises:
        re.error: a pattern that ``re`` does not take.
    """
    tree = sre_parser.parse(source, flags)
    least, most = tree.getwidth()
    firsts, lasts = (_ALL if empty else mask for mask, empty in (_edge(tree, 1), _edge(tree, -1)))
    return Parsed(firsts, lasts, int(least), int(most))


def _bit(point: int, cased: bool) -> int:
    if point > 127:
        return 0
    c = chr(point)
    return 1 << point if cased else 1 << ord(c.lower()) | 1 << ord(c.upper())


@cache
def _category(name: Any) -> int:
    if name in _OPPOSITES:
        return _ALL & ~_category(_OPPOSITES[name])
    return sum(1 << ord(c) for c in _CATEGORIES[name]) if name in _CATEGORIES else _ALL


def mask_of(op: Any, value: Any, cased: bool) -> int:
    """Return the characters that a node for one character fits."""
    if op is sre.LITERAL:
        return _bit(value, cased)
    if op is sre.NOT_LITERAL:
        return _ALL & ~_bit(value, cased)
    if op is sre.ANY:
        return _ALL & ~(1 << 10)
    mask = 0
    negated = value[0][0] is sre.NEGATE
    for kind, what in value:
        if kind is sre.LITERAL:
            mask |= _bit(what, cased)
        elif kind is sre.RANGE:
            for point in range(what[0], min(what[1], 127) + 1):
                mask |= _bit(point, cased)
        elif kind is sre.CATEGORY:
            mask |= _category(what)
    return _ALL & ~mask if negated else mask


def cased_in(value: Any, cased: bool) -> bool:
    """Whether case counts in a group, ``(?-i:...)``."""
    return (cased or bool(value[2] & sre.SRE_FLAG_IGNORECASE)) and not value[1] & sre.SRE_FLAG_IGNORECASE


def _edge(tree: Any, step: int, cased: bool = False) -> tuple[int, bool]:
    """Return the characters with which a match of ``tree`` can begin (``step`` 1) or end (-1), and whether it can be
    empty."""
    mask = 0
    for op, value in list(tree)[::step]:
        if op in _NOTHING_CONSUMED:
            continue
        chars, empty = _edge_of(op, value, step, cased)
        mask |= chars
        if not empty:
            return mask, False
    return mask, True


def _edge_of(op: Any, value: Any, step: int, cased: bool) -> tuple[int, bool]:
    if op in _SINGLE:
        return mask_of(op, value, cased), False
    if op is sre.BRANCH:
        found = [_edge(branch, step, cased) for branch in value[1]]
        mask = 0
        for chars, _ in found:
            mask |= chars
        return mask, any(empty for _, empty in found)
    if op is sre.SUBPATTERN:
        return _edge(value[3], step, cased_in(value, cased))
    if op is sre.ATOMIC_GROUP:
        return _edge(value, step, cased)
    if op in _REPEATS:
        mask, empty = _edge(value[2], step, cased)
        return mask, empty or value[0] == 0
    return _ALL, True  # a reference to a group, a condition


# -- repeats that can run away --------------------------------------------------------------------------------------


def choices(tree: Any) -> int:
    """Return a bound for the number of ways in which a matcher that goes back can leave ``tree``."""
    ways = 1
    for op, value in tree:
        if op is sre.BRANCH:
            ways *= sum(choices(branch) for branch in value[1])
        elif op is sre.SUBPATTERN:
            ways *= choices(value[3])
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            least, most, inner = value
            inside = choices(inner)
            most = min(int(most), 1000)
            ways *= (most - int(least) + 1) * (inside ** min(most, 64) if inside > 1 else 1)
        ways = min(ways, 1 << 64)
    return ways


class _Automaton:
    """The body of a repeat as an automaton that goes round; a repeat inside is one with no bound."""

    def __init__(self, body: Any, cased: bool) -> None:
        self.moves: list[list[tuple[int, int]]] = [[]]  # state -> (characters, next state)
        self.free: list[list[tuple[int, int]]] = [[]]  # state -> (next state, characters of which one must follow)
        self._go(self._build(body, 0, cased), 0)

    def _state(self) -> int:
        self.moves.append([])
        self.free.append([])
        return len(self.moves) - 1

    def _go(self, state: int, after: int, before: int = _ALL) -> None:
        self.free[state].append((after, before))

    def _build(self, tree: Any, state: int, cased: bool) -> int:
        for op, value in tree:
            if op in _NOTHING_CONSUMED:
                before = _looked_at(op, value, cased)
                if before == _ALL:
                    continue
                after = self._state()
                self._go(state, after, before)
            elif op in _SINGLE:
                after = self._state()
                self.moves[state].append((mask_of(op, value, cased), after))
            elif op is sre.BRANCH:
                after = self._state()
                for branch in value[1]:
                    begin = self._state()
                    self._go(state, begin)
                    self._go(self._build(branch, begin, cased), after)
            elif op is sre.SUBPATTERN:
                after = self._build(value[3], state, cased_in(value, cased))
            elif op is sre.ATOMIC_GROUP:
                after = self._build(value, state, cased)
            elif op in _REPEATS:
                after = self._repeat(op, value, state, cased)
            else:
                after = self._state()
                self.moves[after].append((_ALL, after))
                self._go(state, after)
            state = after
        return state

    def _repeat(self, op: Any, value: Any, state: int, cased: bool) -> int:
        least, most, inner = value
        single = len(inner) == 1 and inner[0][0] in _SINGLE
        if single and 1 < least <= 16:  # the rounds that there must be, one after the other
            for _ in range(least - 1):
                state = self._build(inner, state, cased)
            if most == least:
                return self._build(inner, state, cased)
        begin, after = self._state(), self._state()
        self._go(state, begin)
        end = self._build(inner, begin, cased)
        self._go(end, after)
        if most > 1 and not (op is sre.POSSESSIVE_REPEAT and single):  # a possessive run is taken as one character
            self._go(end, begin)
        if least == 0:
            self._go(state, after)
        return after

    def onward(self, state: int) -> list[tuple[int, int]]:
        """Return the moves that can be made from ``state``; one that is reached in two ways stands there twice."""
        out: list[tuple[int, int]] = []
        visits: dict[int, int] = {}
        todo = [(state, _ALL)]
        while todo:
            near, before = todo.pop()
            visits[near] = visits.get(near, 0) + 1
            if visits[near] > _MOST_VISITS:
                continue
            out += [(mask & before, after) for mask, after in self.moves[near] if mask & before]
            todo += [(after, before & asked) for after, asked in self.free[near] if before & asked]
        return out


def _looked_at(op: Any, value: Any, cased: bool) -> int:
    """Return the characters of which one must follow where a look-ahead of one character holds."""
    if op is sre.AT or value[0] < 0 or len(value[1]) != 1 or value[1][0][0] not in _SINGLE:
        return _ALL
    op_at, what = value[1][0]
    mask = mask_of(op_at, what, cased)
    return mask if op is sre.ASSERT else _ALL & ~mask


_MOST_VISITS = 3  # of a state on ways that read nothing: one more than it takes to see that there are two
_MOST_PAIRS = 60_000


def ambiguous(body: Any, cased: bool = False) -> bool:
    """Whether there is a text that several rounds of ``body`` fit in two ways; True also where it takes long to tell.

    Two readers go round the automaton over the same text, from the same place; can they part and meet again?
    """
    automaton = _Automaton(body, cased)
    consuming = [automaton.onward(state) for state in range(len(automaton.moves))]
    seen: set[tuple[int, int]] = set()
    todo: list[tuple[int, int]] = []
    alone = {0}
    queue = [0]
    while queue:  # pairs of ways that part at one state
        moves = consuming[queue.pop()]
        for k, (mask, after) in enumerate(moves):
            if after not in alone:
                alone.add(after)
                queue.append(after)
            for other, to in moves[k + 1 :]:
                if mask & other:
                    if after == to:
                        return True
                    todo.append((after, to))
        if len(todo) > _MOST_PAIRS:
            return True
    while todo:
        pair = todo.pop()
        one, two = pair if pair[0] < pair[1] else pair[::-1]
        if (one, two) in seen:
            continue
        seen.add((one, two))
        if len(seen) > _MOST_PAIRS:
            return True
        for mask, after in consuming[one]:
            for other, to in consuming[two]:
                if mask & other:
                    if after == to:
                        return True
                    todo.append((after, to))
    return False
