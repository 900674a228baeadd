"""W5 and W6: hard-wrapped paragraphs become one line; words cut at the end of a line are whole again."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

import regex

from newsclean.normalize import code
from newsclean.normalize.chars import Change, H
from newsclean.normalize.lexicon import lexicon

__all__ = ["changes", "has_candidates"]

_LISTS = lexicon()["hyphen"]
_FIRST = frozenset(_LISTS["first"])
_AFTER_T_OR_D = frozenset(_LISTS["after_t_or_d"])
_AFTER_S_X_OR_Z = frozenset(_LISTS["after_s_x_or_z"])
_SECOND = frozenset(_LISTS["second"])
_NOT_BEFORE_THERE = frozenset(_LISTS["not_before_there"])
_AFTER_EUPHONIC = frozenset(_LISTS["after_euphonic"])

# A break that may go: before what is no capital (hard wrap), or behind a hyphen. The module ``re`` finds a pattern that
# begins with one character as fast as the character.
_SMALL = re.compile("\n[^\\W\\d_A-ZÀ-ÖØ-ÞŒ]")
_HYPHEN = re.compile("-\n")
_STRUCTURE = regex.compile(rf"[\-*+•>#|–—]|[0-9]++[.)](?:[{H}]|$)")
_TOKEN = regex.compile(r"(?r)[\p{L}\p{M}\p{Nd}'’\-]{1,100}")
_LETTERS = regex.compile(r"[\p{L}\p{M}]{1,100}+")

_SHORTEST, _LONGEST = 50, 100


def has_candidates(text: str) -> bool:
    """Whether there is a line break that might go."""
    return "-\n" in text or ("\n" in text and _SMALL.search(text) is not None)


def changes(text: str) -> list[Change]:
    """Return the changes that take out line breaks inside paragraphs."""
    places = [match.start() for match in _SMALL.finditer(text)]
    if "-\n" in text:
        places = sorted(places + [match.start() + 1 for match in _HYPHEN.finditer(text)])
    if not places:
        return []
    out: list[Change] = []
    fences = code.fences(text)
    done = 0
    for place in places:
        if place > done:
            start, end = _block(text, place, fences)
            if start < end:
                out += _unwrapped(text, start, end)
            done = max(end, place + 1)
    return out


def _block(text: str, place: int, fences: list[tuple[int, int]]) -> tuple[int, int]:
    """Return the block of non-blank lines around ``place``, outside fences; an empty range inside one."""
    start, end = text.rfind("\n\n", 0, place + 1), text.find("\n\n", place)
    start = start + 2 if start >= 0 else 0
    end = end if end >= 0 else len(text)
    k = bisect_right(fences, (place, len(text))) - 1
    if k >= 0:
        if place < fences[k][1]:
            return fences[k][1], fences[k][1]
        start = max(start, fences[k][1] + 1)
    if k + 1 < len(fences):
        end = min(end, fences[k + 1][0] - 1)
    return start, end


def _unwrapped(text: str, start: int, end: int) -> list[Change]:
    lines = text[start:end].split("\n")
    join = _is_hard_wrapped(lines)
    out: list[Change] = []
    at = start
    for line, following in pairwise(lines):
        at += len(line)
        if _is_cut(line, following):
            keep = line[-2].isdecimal() or _keeps_hyphen(line, following)
            out.append((at, at + 1, "", "line/hyphenation") if keep else (at - 1, at + 1, "", "line/hyphenation"))
        elif join:
            out.append((at, at + 1, " ", "line/hard-wrap"))
        at += 1
    return out


def _is_hard_wrapped(lines: list[str]) -> bool:
    return (
        len(lines) > 1
        and all(_SHORTEST <= len(line) <= _LONGEST for line in lines[:-1])
        and 0 < len(lines[-1]) <= _LONGEST
        and not any(_STRUCTURE.match(line) for line in lines)
        and 2 * sum(line[0].islower() for line in lines[1:]) >= len(lines) - 1
    )


def _is_cut(line: str, following: str) -> bool:
    """Whether a hyphen at the end of ``line`` stands between two letters or two digits."""
    if len(line) < 2 or line[-1] != "-" or not following:
        return False
    before, after = line[-2], following[0]
    return (before.isalpha() and after.isalpha()) or (before.isdecimal() and after.isdecimal())


def _keeps_hyphen(line: str, following: str) -> bool:
    match = _TOKEN.match(line[-101:-1])
    token = match[0] if match else ""
    left = token[max(token.rfind("'"), token.rfind("’")) + 1 :]
    letters = _LETTERS.match(following)
    right = letters[0] if letters else ""
    if right[:1].isupper() or left[-1:].isupper() or "-" in token:
        return True
    if left.lower() in _FIRST or right in _SECOND:
        return True
    if left[-1:] in "td" and right in _AFTER_T_OR_D:
        return True
    if left[-1:] in "sxz" and right in _AFTER_S_X_OR_Z:
        return True
    if right == _LISTS["there"] and left.lower() not in _NOT_BEFORE_THERE:
        return True
    if right == _LISTS["euphonic"] and following[1:2] == "-":
        second = _LETTERS.match(following, 2)
        return second is not None and second[0] in _AFTER_EUPHONIC
    return False
