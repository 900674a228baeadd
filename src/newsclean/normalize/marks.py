"""Apostrophes, ellipses, dashes, and the spaces beside punctuation marks and brackets."""

from __future__ import annotations

import re

import regex

from newsclean.normalize.chars import (
    MARGIN,
    OPAQUE,
    OPAQUE_CARRIER,
    OPAQUE_DIGIT,
    OPAQUE_TAG,
    PROTECTED,
    SPACES,
    Change,
    H,
    carries,
    holds_space,
)
from newsclean.normalize.lexicon import any_of, lexicon
from newsclean.normalize.line import Line
from newsclean.normalize.manner import Manner
from newsclean.normalize.spans import within

__all__ = ["apostrophes", "brackets", "colons", "dashes", "ellipses", "high_marks", "low_marks"]

_LOOK = "'`´\u02bc‘’‛′"
_ANY_LOOK = re.compile(f"[{_LOOK}]")
_ELISION = regex.compile(rf"(?r)(?<![\p{{L}}\p{{Nd}}{_LOOK}])(?i:{any_of(lexicon()['elisions'])})")
_FREE_ELISION = regex.compile(
    rf"(?r)(?<![^{H}{MARGIN}(\[{{«“—–\-])(?i:{any_of(lexicon()['elisions'] + lexicon()['rare_elisions'])})"
)
_AFTER_ELISION = frozenset('«“"([*_' + OPAQUE + OPAQUE_CARRIER + OPAQUE_DIGIT + OPAQUE_TAG)


def apostrophes(line: Line, manner: Manner) -> list[Change]:
    """T1: one apostrophe between letters and after an elision; the spaces around it go."""
    view = line.view
    mark = manner.apostrophe
    changes: list[Change] = []
    for match in _ANY_LOOK.finditer(view):
        at = match.start()
        before, after = view[at - 1 : at], view[at + 1 : at + 2]
        if not before or not after:
            continue
        if before.isalpha() and before not in _LOOK:
            if after.isalpha():
                if match[0] != mark:
                    changes.append((at, at + 1, mark, "fr/apostrophe"))
                continue
            if after in _AFTER_ELISION or after.isdecimal():
                if match[0] != mark and _ELISION.match(view, 0, at):
                    changes.append((at, at + 1, mark, "fr/apostrophe"))
                continue
        if after in SPACES:
            end = _behind(view, at + 1)
            start = at - 1 if before in SPACES else at
            if view[end : end + 1].isalpha() and _FREE_ELISION.match(view, 0, start):
                changes.append((start, end, mark, "fr/apostrophe-space"))
    return changes


_DOT_SPACE_DOT = re.compile(rf"\.[{H}]\.")
_DOT_RUN = re.compile("[.…]+")


def ellipses(line: Line, manner: Manner) -> list[Change]:
    """T6: three or four dots, three spaced dots, and dots beside an ellipsis become one ellipsis."""
    view = line.view
    changes: list[Change] = []
    if "…" in view or "..." in view:
        for match in _DOT_RUN.finditer(view):
            start, end = match.span()
            dots = match[0]
            if len(dots) == 1:
                continue
            if "…" not in dots:
                if len(dots) not in (3, 4):
                    continue
                before, after = view[start - 1 : start], view[end : end + 1]
                if before in ("/", "\\") or after in ("/", "\\") or (before.isdecimal() and after.isdecimal()):
                    continue
            changes.append((start, end, "…", "fr/ellipsis"))
    if _DOT_SPACE_DOT.search(view):
        changes += [(*match.span(), "…", "fr/ellipsis") for match in _SPACED_DOTS.finditer(view)]
        changes.sort()
    return changes


_SPACED_DOTS = regex.compile(rf"(?<![./\\…])(?<!\.[{H}])\.(?:[{H}]\.){{2}}(?![./\\…]|[{H}]\.)")


_HIGH = regex.compile(
    rf"(?<![!?])[!?]++(?:[{H}]++[!?]++(?!(?<=!)\[))*(?=[{H})\]}}»›”\"'’,.…*_<«“\udc03]|$)"
    rf"|;(?=[{H}»«“\"*_<\udc03]|$)"
)
_ANY_HIGH = re.compile("[!?;]")
_GAP = re.compile(f"[{H}]+")
_REFERENCE = regex.compile(r"&\#?[\p{L}\p{Nd}]{1,31}+;")


def high_marks(line: Line, manner: Manner) -> list[Change]:
    """T3: the space before ; ! ? and none inside a run of ! and ?."""
    view = line.view
    changes: list[Change] = []
    references: list[int] | None = None
    done = 0
    for candidate in _ANY_HIGH.finditer(view):
        at = candidate.start()
        match = _HIGH.match(view, at) if at >= done else None
        if not match:
            continue
        done = match.end()
        if within(at, line.english) or within(at, line.inverted, last=1):
            continue
        if match[0] == ";" and "&" in view:
            if references is None:
                references = [reference.end() - 1 for reference in _REFERENCE.finditer(view)]
            if at in references:
                continue
        start = _before(view, at)
        before = view[start - 1 : start]
        if before and before != MARGIN:
            if start < at:
                if not holds_space(before):
                    rule = "fr/space-before-high-punctuation"
                    changes.append((start, at, manner.high, rule))
            elif manner.insert_high and carries(before):
                changes.append((at, at, manner.high, "fr/space-before-high-punctuation"))
        if len(match[0]) > 2:
            changes += [
                (gap.start(), gap.end(), "", "fr/split-high-punctuation")
                for gap in _GAP.finditer(view, at, match.end())
            ]
    return changes


_COLON = re.compile(rf":(?=[{H}»«“\"*_<\udc03]|$)")


def colons(line: Line, manner: Manner) -> list[Change]:
    """T4: the space before a colon."""
    view = line.view
    changes = []
    at = -1
    while (at := view.find(":", at + 1)) >= 0:
        if not _COLON.match(view, at):
            continue
        if within(at, line.english):
            continue
        start = _before(view, at)
        before = view[start - 1 : start]
        if not before or before == MARGIN:
            continue
        if _is_digit(before) and _is_digit(view[_behind(view, at + 1) :][:1]):
            continue
        if start < at:
            if not holds_space(before):
                changes.append((start, at, manner.colon, "fr/space-before-colon"))
        elif carries(before):
            changes.append((at, at, manner.colon, "fr/space-before-colon"))
    return changes


def _before(view: str, at: int) -> int:
    """Return where the spaces that end at ``at`` begin."""
    while at > 0 and view[at - 1] in SPACES:
        at -= 1
    return at


def _behind(view: str, at: int) -> int:
    """Return where the spaces that begin at ``at`` end."""
    while at < len(view) and view[at] in SPACES:
        at += 1
    return at


def _is_digit(character: str) -> bool:
    return character.isdecimal() or character == OPAQUE_DIGIT


_LOW = re.compile("[,.]")
_AFTER_STOP = frozenset(SPACES + '»”")')
_OPEN = re.compile(r"[(\[]")
_CLOSE = re.compile(r"[)\]]")
_AFTER_OPEN = frozenset('«“"')
_BEFORE_CLOSE = frozenset('»”".!?…%')
_OPENERS = frozenset("([{«“")


def low_marks(line: Line, manner: Manner) -> list[Change]:
    """T7: no space before a comma or full stop, one after a comma between words."""
    view = line.view
    changes: list[Change] = []
    for match in _LOW.finditer(view):
        at = match.start()
        if not at:
            continue
        start = at
        after = view[at + 1 : at + 2]
        if view[at - 1] in SPACES:
            if (after and after not in _AFTER_STOP) if match[0] == "." else _is_digit(after):
                continue
            start = _before(view, at)
            if start and view[start - 1] != MARGIN and view[start - 1] not in _OPENERS:
                changes.append((start, at, "", "fr/space-before-low-punctuation"))
        if (
            match[0] == ","
            and after.isalpha()
            and _is_word(view[max(0, start - 2) : start])
            and _is_word(view[at + 1 : at + 3])
        ):
            changes.append((at + 1, at + 1, " ", "fr/space-after-comma"))
    return changes


def brackets(line: Line, manner: Manner) -> list[Change]:
    """T7: no space inside brackets."""
    view = line.view
    changes: list[Change] = []
    for match in _OPEN.finditer(view):
        start = match.end()
        end = _behind(view, start)
        after = view[end : end + 1]
        if start < end and after and (after.isalpha() or after.isdecimal() or after in _AFTER_OPEN):
            changes.append((start, end, "", "fr/bracket-space"))
    for match in _CLOSE.finditer(view):
        at = match.start()
        start = _before(view, at)
        before = view[start - 1 : start]
        if start < at and before and (before.isalpha() or before.isdecimal() or before in _BEFORE_CLOSE):
            changes.append((start, at, "", "fr/bracket-space"))
    return sorted(changes)


def _is_word(two: str) -> bool:
    return len(two) == 2 and two.isalpha()


_SPACED_HYPHEN = regex.compile(
    rf"(?<=(?P<before>[\p{{L}}\p{{Nd}}{PROTECTED})\]}}»”\"’…!?,;:.%*_])[{H}])--?(?=[{H}](?P<after>[\p{{L}}\p{{Nd}}{PROTECTED}(\[{{«“\"'’*_]))"
)
_HYPHEN = re.compile("-")
_FIRST_DASH = regex.compile(rf"[–—](?P<gap>[{H}]*+)(?=[\p{{L}}\p{{Nd}}«“\"…])")


def dashes(line: Line, manner: Manner) -> list[Change]:
    """T8: a hyphen between spaces is a dash; a dash that opens a line is followed by a no-break space."""
    view = line.view
    changes: list[Change] = []
    first = _FIRST_DASH.match(view)
    if first:
        changes.append((*first.span("gap"), manner.unit, "fr/dialogue-dash"))
    if " -" in view or "\u00a0-" in view or "\u202f-" in view:
        for match in (_SPACED_HYPHEN.match(view, hyphen.start()) for hyphen in _HYPHEN.finditer(view)):
            if match and not (_is_digit(match["before"]) and _is_digit(match["after"])):
                changes.append((*match.span(), "–", "fr/dash"))
    return changes
