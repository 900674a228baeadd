"""From the pattern in a rule file to a compiled one: slots, folding, spaces, and the check that it cannot run away."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any, TypeAlias

import regex

from newsclean.errors import RuleError, nearest
from newsclean.fold import plain

# The standard library's own parser of patterns; it has no stubs.
sre: Any = import_module("re._constants")
sre_parser: Any = import_module("re._parser")

__all__ = ["Compiled", "Found", "compile_pattern", "expand", "refuse_runaway"]

Compiled: TypeAlias = re.Pattern[str] | regex.Pattern[str]
Found: TypeAlias = re.Match[str] | regex.Match[str]

_SLOT = regex.compile(r"(?<!\\)\{([a-z][a-z0-9_]*)\}")
_REPEAT = regex.compile(r"\{(?:\d+,?\d*|,\d+)\}")
_SPACE = r"(?: {1,3}+)"
_GLUE = r"(?:[ \n]{1,6}+)"
_MOST_REPEATS = 2000


def expand(pattern: str, slots: Mapping[str, str], depth: int = 0) -> str:
    """Return ``pattern`` with every ``{slot}`` replaced by its alternatives.

    Raises:
        RuleError: a slot that does not exist, or slots that contain each other.
    """
    if depth > 8:
        raise RuleError(f"slots contain each other in {pattern[:60]!r}", "pattern")

    def replace(match: regex.Match[str]) -> str:
        name = match[1]
        if name not in slots:
            raise RuleError(nearest(name, slots, "slot"), "pattern")
        return f"(?:{expand(slots[name], slots, depth + 1)})"

    return _SLOT.sub(replace, pattern)


def fold_spaces(pattern: str, glue: bool) -> str:
    """Return the pattern with each space outside a character class standing for a run of spaces (or a line break)."""
    out: list[str] = []
    in_class = escaped = False
    for c in pattern:
        if escaped:
            escaped = False
        elif c == "\\":
            escaped = True
        elif c == "[":
            in_class = True
        elif c == "]":
            in_class = False
        elif c == " " and not in_class:
            out.append(_GLUE if glue else _SPACE)
            continue
        out.append(c)
    return "".join(out)


@cache
def compile_pattern(pattern: str, glue: bool, at_end: bool) -> Compiled:
    """Return the compiled pattern, for the folded view; case is ignored unless ``(?-i:...)`` says not.

    ``re`` matches the long alternations of the rules five times as fast as ``regex`` and compiles them three times as
    fast; so it is used for what means the same in both, ``regex`` for the rest.
    """
    source = fold_spaces(plain(pattern), glue)
    if at_end:
        source = rf"(?:{source})\Z"
    if not _ONLY_REGEX.search(source) and sys.version_info >= (3, 11, 5):  # earlier ones: cpython issue 106052
        try:
            return re.compile(source, re.IGNORECASE | re.ASCII)
        except (re.error, RecursionError, OverflowError):  # a look-behind of variable width, \p{Lu}, a name used twice
            pass
    return regex.compile(source, regex.IGNORECASE | regex.VERSION0)


#: What ``re`` reads in another way than ``regex``, or does wrong: POSIX classes, ``\\Z`` and its like in other
#: letters, and a capturing group inside a possessive or atomic one (cpython issue 101955).
_ONLY_REGEX = re.compile(r"\[:|\(\?>.*\((?:\?P<|(?!\?))|\((?:\?P<|(?!\?)).*\)(?:[*+?]|\{\d*,?\d*\})\+", re.DOTALL)


def refuse_runaway(pattern: str) -> None:
    """Raise :class:`RuleError` where the time of ``pattern`` can grow faster than a low power of the width.

    By construction: no unbounded repeat, and no repeat of a repeat unless the inner or the outer one is
    possessive, atomic or short (the product of what both may take is bounded). The engine gives a pattern at
    most ``width`` code points around one anchor, so what is left is bounded by a constant for each anchor.
    """
    _refuse_braces(pattern)
    try:
        tree = sre_parser.parse(fold_spaces(plain(pattern), glue=False), re_flags())
    except Exception as error:
        raise RuleError(f"pattern does not compile: {error}", "pattern") from None
    _walk(tree, 1, pattern)


def _refuse_braces(pattern: str) -> None:
    """Refuse braces that are no repeat: a slot that was not one, or fuzzy matching, whose time has no bound."""
    in_class = escaped = False
    for place, c in enumerate(pattern):
        if escaped:
            escaped = False
        elif c == "\\":
            escaped = True
        elif c == "[":
            in_class = True
        elif c == "]":
            in_class = False
        elif c == "{" and not in_class and not _REPEAT.match(pattern, place):
            what = pattern[place : place + 20]
            raise RuleError(f"pattern: {what!r} is neither a slot nor a repeat; write \\{{ for a brace", "pattern")


def re_flags() -> int:
    import re

    return int(re.IGNORECASE)


def _walk(tree: Any, outer: int, pattern: str) -> None:
    for op, value in tree:
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            _, most, inner = value
            if most == sre.MAXREPEAT:
                raise RuleError(
                    f"pattern {pattern[:80]!r} repeats without a bound; write {{0,200}} or so instead of * or +, "
                    "or make it possessive (*+, ++)",
                    "pattern",
                )
            repeats = int(most)
            if outer > 1 and repeats > 1 and outer * repeats > _MOST_REPEATS // 8 and _variable(value):
                raise RuleError(
                    f"pattern {pattern[:80]!r} repeats a repeat ({outer} x {repeats}), which can backtrack; "
                    "make the inner one possessive or the bounds smaller",
                    "pattern",
                )
            _walk(inner, outer * max(repeats, 1) if repeats > 1 else outer, pattern)
        elif op == sre.BRANCH:
            for branch in value[1]:
                _walk(branch, outer, pattern)
        elif op == sre.SUBPATTERN:
            _walk(value[3], outer, pattern)
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            _walk(value[1], 1, pattern)
        elif op == sre.ATOMIC_GROUP:
            _walk(value, 1, pattern)
        elif op == sre.POSSESSIVE_REPEAT:
            _walk(value[2], 1, pattern)


def _variable(repeat: Any) -> bool:
    least, most, _ = repeat
    return bool(least != most)
