"""Apostrophes, ellipses, dashes, and the spaces beside punctuation marks and brackets."""

from __future__ import annotations

import regex

from newsclean.normalize.chars import MARGIN, OPAQUE_DIGIT, PROTECTED, SPACES, Change, H, carries, holds_space
from newsclean.normalize.lexicon import any_of, lexicon
from newsclean.normalize.line import Line
from newsclean.normalize.manner import Manner
from newsclean.normalize.spans import within

__all__ = ["apostrophes", "colons", "dashes", "ellipses", "high_marks", "low_marks"]

_LOOK = "'`´\u02bc‘’‛′"
_ELISIONS = any_of(lexicon()["elisions"])
_ALL_ELISIONS = any_of(lexicon()["elisions"] + lexicon()["rare_elisions"])
_BETWEEN = regex.compile(rf"(?<=\p{{L}})[{_LOOK}](?=\p{{L}})")
_BEFORE = regex.compile(
    rf"(?<=(?<![\p{{L}}\p{{Nd}}{_LOOK}])(?i:{_ELISIONS}))[{_LOOK}](?=[\p{{Nd}}{PROTECTED}«“\"(\[*_])"
)
_APART = regex.compile(
    rf"(?<=(?<![^{H}{MARGIN}(\[{{«“—–\-])(?i:{_ALL_ELISIONS}))(?P<gap>[{H}]?)[{_LOOK}][{H}]++(?=\p{{L}})"
)


def apostrophes(line: Line, manner: Manner) -> list[Change]:
    """T1: one apostrophe between letters and after an elision; the spaces around it go."""
    view = line.view
    if not any(look in view for look in _LOOK):
        return []
    mark = manner.apostrophe
    changes = [
        (match.start(), match.end(), mark, "fr/apostrophe")
        for pattern in (_BETWEEN, _BEFORE)
        for match in pattern.finditer(view)
        if match[0] != mark
    ]
    changes += [(*match.span(), mark, "fr/apostrophe-space") for match in _APART.finditer(view)]
    return sorted(changes)


_DOT_RUN = regex.compile(r"[.…]++")


def ellipses(line: Line, manner: Manner) -> list[Change]:
    """T6: three or four dots, three spaced dots, and dots beside an ellipsis become one ellipsis."""
    view = line.view
    changes = []
    if "…" in view or "..." in view:
        for match in _DOT_RUN.finditer(view):
            start, end = match.span()
            dots = match[0]
            if dots == "…":
                continue
            if "…" not in dots:
                if len(dots) not in (3, 4):
                    continue
                before, after = view[start - 1 : start], view[end : end + 1]
                if before in ("/", "\\") or after in ("/", "\\") or (before.isdecimal() and after.isdecimal()):
                    continue
            changes.append((start, end, "…", "fr/ellipsis"))
    for match in _SPACED_DOTS.finditer(view) if _has_spaced_dots(view) else ():
        changes.append((*match.span(), "…", "fr/ellipsis"))
    return sorted(changes)


_SPACED_DOTS = regex.compile(
    rf"(?<![./\\…])(?<!\.[{H}])\.(?:[{H}]\.){{2}}(?![./\\…]|[{H}]\.)"
)


def _has_spaced_dots(view: str) -> bool:
    return any(f".{space}." in view for space in SPACES)


_HIGH = regex.compile(
    rf"(?<![!?])[!?]++(?:[{H}]++[!?]++(?!(?<=!)\[))*(?=[{H})\]}}»›”\"'’,.…*_<«“\udc03]|$)"
    rf"|;(?=[{H}»«“\"*_<\udc03]|$)"
)
_GAP = regex.compile(rf"[{H}]++")
_REFERENCE = regex.compile(r"&\#?[\p{L}\p{Nd}]{1,31}+;")


def high_marks(line: Line, manner: Manner) -> list[Change]:
    """T3: the space before ; ! ? and none inside a run of ! and ?."""
    view = line.view
    if "!" not in view and "?" not in view and ";" not in view:
        return []
    changes: list[Change] = []
    references: list[int] | None = None
    for match in _HIGH.finditer(view):
        at = match.start()
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


_COLON = regex.compile(rf":(?=[{H}»«“\"*_<\udc03]|$)")


def colons(line: Line, manner: Manner) -> list[Change]:
    """T4: the space before a colon."""
    view = line.view
    if ":" not in view:
        return []
    changes = []
    for match in _COLON.finditer(view):
        at = match.start()
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
    return character == OPAQUE_DIGIT or character.isdecimal()


_LOW = regex.compile(rf"(?<=[{H}])(?:,(?![\p{{Nd}}\udc02])|\.(?=[{H}»”\")]|$))|(?<=\p{{L}}\p{{L}}),(?=\p{{L}}\p{{L}})")
_OPEN = regex.compile(rf"[(\[](?P<gap>[{H}]++)(?=[\p{{L}}\p{{Nd}}«“\"])")
_CLOSE = regex.compile(r"[)\]]")
_BEFORE_CLOSE = frozenset("»”\".!?…%")


def low_marks(line: Line, manner: Manner) -> list[Change]:
    """T7: no space before a comma or full stop, one after a comma between words, none inside brackets."""
    view = line.view
    changes: list[Change] = []
    for match in _LOW.finditer(view):
        at = match.start()
        start = _before(view, at)
        before = view[start - 1 : start]
        if start < at and before and before != MARGIN and before not in "([{«“":
            changes.append((start, at, "", "fr/space-before-low-punctuation"))
        if match[0] == "," and _is_word(view[max(0, start - 2) : start]) and _is_word(view[at + 1 : at + 3]):
            changes.append((at + 1, at + 1, " ", "fr/space-after-comma"))
    if "(" in view or "[" in view:
        changes += [(*match.span("gap"), "", "fr/bracket-space") for match in _OPEN.finditer(view)]
    if ")" in view or "]" in view:
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
_FIRST_DASH = regex.compile(rf"[–—](?P<gap>[{H}]*+)(?=[\p{{L}}\p{{Nd}}«“\"…])")


def dashes(line: Line, manner: Manner) -> list[Change]:
    """T8: a hyphen between spaces is a dash; a dash that opens a line is followed by a no-break space."""
    view = line.view
    changes: list[Change] = []
    match = _FIRST_DASH.match(view)
    if match:
        changes.append((*match.span("gap"), manner.unit, "fr/dialogue-dash"))
    if "-" in view:
        for match in _SPACED_HYPHEN.finditer(view):
            if not (_is_digit(match["before"]) and _is_digit(match["after"])):
                changes.append((*match.span(), "–", "fr/dash"))
    return changes
