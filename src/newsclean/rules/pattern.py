"""From the pattern in a rule file to a compiled one: slots, folding, spaces, and the check that it cannot run away."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from functools import cache
from itertools import chain, product
from typing import Any, TypeAlias

import regex

from newsclean.errors import RuleError, nearest
from newsclean.fold import plain
from newsclean.rules.parsed import ANYTHING, Parsed, ambiguous, cased_in, choices, parsed, sre, sre_parser

__all__ = [
    "Compiled",
    "Found",
    "beginning",
    "compile_lower",
    "compile_pattern",
    "compiled",
    "expand",
    "refuse_runaway",
    "standard",
]

Compiled: TypeAlias = re.Pattern[str] | regex.Pattern[str]
Found: TypeAlias = re.Match[str] | regex.Match[str]

_SLOT = regex.compile(r"(?<!\\)\{([a-z][a-z0-9_]*)\}")
_REPEAT = regex.compile(r"\{(?:\d+,?\d*|,\d+)\}")
_SPACE = r"(?: {1,3}+)"
_GLUE = r"(?:[ \n]{1,6}+)"
_LONGEST = 200_000  # code points of a pattern with its slots filled in; ten times that of the longest of our own
_MOST_LOOKS = 1000  # look-behinds made of one: beyond, ``regex`` takes it as it is
_MOST_REPEATS = 2000
_MOST_ROUNDS = 12  # of a repeat whose rounds can be told apart in more than one way


def expand(pattern: str, slots: Mapping[str, str]) -> str:
    """Return ``pattern`` with every ``{slot}`` replaced by its alternatives.

    Raises:
        RuleError: a slot that does not exist, slots that contain each other, or a pattern that becomes too long: a few
            slots that name others again and again would fill the memory.
    """
    made = 0

    def filled(text: str, depth: int) -> str:
        if depth > 8:
            raise RuleError(f"slots contain each other in {pattern[:60]!r}", "pattern")

        def replace(match: regex.Match[str]) -> str:
            nonlocal made
            name = match[1]
            if name not in slots:
                raise RuleError(nearest(name, slots, "slot"), "pattern")
            inside = filled(slots[name], depth + 1)
            made += len(inside)
            return f"(?:{within(inside)})"

        return _SLOT.sub(replace, text)

    def within(text: str) -> str:
        if max(made, len(text)) > _LONGEST:
            what = f"is longer than {_LONGEST:,} characters with its slots"
            raise RuleError(f"pattern {pattern[:60]!r} {what}; make several rules of it", "pattern")
        return text

    return within(filled(pattern, 0))


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
    """Return the compiled pattern, for the folded view; case is ignored unless ``(?-i:...)`` says not."""
    source = fold_spaces(plain(pattern), glue)
    return compiled(rf"(?:{source})\Z" if at_end else source)


@cache
def compile_lower(pattern: str, glue: bool, at_end: bool) -> Compiled | None:
    """Return the pattern compiled for the folded view in lower case, in which it fits what the other one fits in the
    view with letter case; None for a pattern to which case matters.

    A matcher that does not have to ignore case takes half the time.
    """
    source = _lowered(fold_spaces(plain(pattern), glue))
    if source is None:
        return None
    return compiled(rf"(?:{source})\Z" if at_end else source, flags=0)


_CASED = re.compile(r"\(\?(?:[a-zA-Z-]+[:)]|#|P[<=>][a-z_]*[^a-z_>)])")  # flags of its own, comments, names in capitals
_PLAIN_ESCAPE = re.compile(r"\\(?:[wWdDsSbBAZnt]|x[01][0-9a-fA-F]|[^a-zA-Z0-9])")
_IN_CLASS = re.compile(r"(\\x..|\\.|.)(?:-(\\x..|\\.|[^\]]))?", re.DOTALL)
_NAMED = re.compile(r"\(\?P[<=>][a-z_]*")


def _lowered(source: str) -> str | None:
    if _CASED.search(_NO_SYNTAX.sub("", source)):
        return None
    out: list[str] = []
    place = 0
    while place < len(source):
        token = _NO_SYNTAX.match(source, place) or _NAMED.match(source, place)
        if token is None:
            out.append(source[place].lower())
            place += 1
            continue
        piece: str | None = token[0]
        if source[place] == "\\":
            escape = _PLAIN_ESCAPE.match(source, place)
            token, piece = escape or token, escape and escape[0]
        elif source[place] == "[":
            piece = _lowered_class(token[0])
        if piece is None:
            return None
        out.append(piece)
        place = token.end()
    return "".join(out)


def _lowered_class(piece: str) -> str | None:
    """Return a class of characters in lower case; None where a range or an escape makes that unsure."""
    start = 2 if piece[1] == "^" else 1
    out = [piece[:start]]
    for one, other in _IN_CLASS.findall(piece, start, len(piece) - 1):
        for c in (one, other):
            if c[:1] == "\\" and not _PLAIN_ESCAPE.fullmatch(c):
                return None
        if not other:
            out.append(one if one[0] == "\\" else one.lower())
        elif (one.islower() and other.islower()) or (one.isupper() and other.isupper()):
            out.append(f"{one}-{other}".lower())
        elif one[0] == "\\" or other[0] == "\\" or not (one.isdigit() and other.isdigit()):
            return None
        else:
            out.append(f"{one}-{other}")
    return "".join(out) + "]"


def beginning(pattern: str, glue: bool) -> Parsed:
    """Return with which characters a match of the pattern can begin and end and how long it can be, as far as known."""
    try:
        return parsed(standard(pattern, glue), re.IGNORECASE | re.ASCII)
    except (re.error, RecursionError, OverflowError):
        return ANYTHING


def standard(pattern: str, glue: bool) -> str:
    """Return the pattern as ``re`` reads it; where it cannot, compiling it raises ``re.error``."""
    source = fold_spaces(plain(pattern), glue)
    if _POSIX.search(source):
        raise re.error("a class that only the regex module has")
    return _atomic(_fixed_width(source))


def compiled(source: str, flags: int = re.IGNORECASE) -> Compiled:
    """Return a pattern for the folded view, compiled; what ``(?-i:...)`` does not hold ignores case.

    ``re`` matches the long alternations of the rules five times as fast as ``regex`` and compiles them three times as
    fast; so it is used for what means the same in both, ``regex`` for the rest.
    """
    if sys.version_info >= (3, 11, 5):  # before that, possessive repeats were wrong: cpython issue 106052
        bare = _NO_SYNTAX.sub("", source)
        if not _POSIX.search(source) and not (_CAPTURES.search(bare) and _ATOMIC.search(bare)):
            try:
                return re.compile(_atomic(_fixed_width(source)), flags | re.ASCII)
            except (re.error, RecursionError, OverflowError):  # \p{Lu}, a name used twice
                pass
    return regex.compile(source, (regex.IGNORECASE if flags else 0) | regex.VERSION0)


_NO_SYNTAX = re.compile(r"\\.|\[\^?+\]?(?:\\.|[^\]\\])*+\]", re.DOTALL)  # characters and classes: no groups
_POSIX = re.compile(r"\[:\^?[a-z]+:\]")  # a class of ``regex`` that ``re`` reads as the letters of its name
_CAPTURES = re.compile(r"\((?:\?P<|(?!\?))")
_ATOMIC = re.compile(r"\(\?>|\)(?:[*+?]|\{\d*,?\d*\})\+")  # with a capturing group in it: cpython issue 101955


def _atomic(source: str) -> str:
    """Return the pattern with each possessive repeat of a group written as an atomic group, which is what it means.

    ``re`` does not look for another way through one round of such a repeat when the next round fails: ``(?:ab?){2}+``
    does not fit "aab" there.
    """
    out = list(_TOKEN.findall(source))
    opened: list[int] = []
    for place, token in enumerate(out):
        if token == "(":
            opened.append(place)
        elif token[0] == ")" and opened:
            start = opened.pop()
            if len(token) > 2 and token[-1] == "+":
                out[start] = f"(?>{out[start]}"
                out[place] = f"{token[:-1]})"
    return "".join(out)


#: A character or class, a closing bracket with its quantifier, or anything else.
_TOKEN = re.compile(rf"{_NO_SYNTAX.pattern}|\)(?:(?:[*+?]|\{{\d*,?\d*\}})\+?)?|.", re.DOTALL)


def _fixed_width(source: str) -> str:
    """Return the pattern with each look-behind written as look-behinds of one width, as ``re`` wants them.

    Alternatives become look-behinds of their own, and so do one, two and three spaces.
    """
    out: list[str] = []
    done = 0
    for opening in re.finditer(r"\(\?<[=!]", source):
        if opening.start() < done:
            continue
        end, parts = _alternatives(source, opening.end())
        wanted = [one for part in parts for one in _by_spaces(part)]
        if 1 < len(wanted) <= _MOST_LOOKS:
            looks = [f"{opening[0]}{part})" for part in wanted]
            out.append(source[done : opening.start()])
            out.append("".join(looks) if opening[0].endswith("!") else f"(?:{'|'.join(looks)})")
            done = end
    return "".join(out) + source[done:]


def _by_spaces(part: str) -> list[str]:
    """Return ``part`` once for every number of spaces that each of its runs may have."""
    pieces = part.split(_SPACE)
    runs = product((" ", "  ", "   "), repeat=min(3, len(pieces) - 1))
    return (
        ["".join(chain.from_iterable(zip(pieces, (*run, ""), strict=True))) for run in runs]
        if len(pieces) < 5
        else [part]
    )


def _alternatives(source: str, place: int) -> tuple[int, list[str]]:
    """Return where the group whose inside begins at ``place`` ends, and its alternatives."""
    parts: list[str] = []
    start, depth = place, 0
    while place < len(source):
        c = source[place]
        if skipped := _NO_SYNTAX.match(source, place):
            place = skipped.end()
            continue
        if c == ")" and not depth:
            return place + 1, [*parts, source[start:place]]
        if c == "|" and not depth:
            parts.append(source[start:place])
            start = place + 1
        depth += (c == "(") - (c == ")")
        place += 1
    return len(source), [*parts, source[start:]]


def refuse_runaway(pattern: str) -> None:
    """Raise :class:`RuleError` where the time of ``pattern`` can grow faster than a low power of the width.

    By construction: no unbounded repeat, and no repeat of a repeat unless the inner or the outer one is
    possessive, atomic or short (the product of what both may take is bounded). Nor is there a repeat of more than
    twelve rounds that one text fits in two ways, for the ways double with each round (:func:`parsed.ambiguous`). The
    engine gives a pattern at most ``width`` code points around one anchor, so what is left is bounded by a constant
    for each anchor.
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


def _walk(tree: Any, outer: int, pattern: str, cased: bool = False) -> None:
    for op, value in tree:
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            least, most, inner = value
            rounds = least if op is sre.POSSESSIVE_REPEAT else most  # beyond its least a possessive one never goes back
            if _MOST_ROUNDS < rounds < sre.MAXREPEAT and choices(inner) > 1 and ambiguous(inner, cased):
                raise RuleError(
                    f"pattern {pattern[:80]!r} repeats up to {rounds} times what one text can fit in several ways, "
                    "which can backtrack; make it possessive, or each round begin and end with characters of its own",
                    "pattern",
                )
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
            _walk(inner, outer * max(repeats, 1) if repeats > 1 else outer, pattern, cased)
        elif op == sre.BRANCH:
            for branch in value[1]:
                _walk(branch, outer, pattern, cased)
        elif op == sre.SUBPATTERN:
            _walk(value[3], outer, pattern, cased_in(value, cased))
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            _walk(value[1], 1, pattern, cased)
        elif op == sre.ATOMIC_GROUP:
            _walk(value, 1, pattern, cased)
        elif op == sre.POSSESSIVE_REPEAT:
            _walk(value[2], 1, pattern, cased)


def _variable(repeat: Any) -> bool:
    least, most, _ = repeat
    return bool(least != most)
