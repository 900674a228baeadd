"""Stage U: characters nobody meant to write, and composed forms. In code, too."""

from __future__ import annotations

import unicodedata

import regex

from newsclean.edits import Edit
from newsclean.normalize.chars import Change, H, as_edits, make
from newsclean.normalize.joined import joined

__all__ = ["edits", "touches"]

_BREAK = regex.compile("\r\n|[\r\x0b\x0c\u2028\u2029]")
_ESCAPE = regex.compile(r"\x1b\[[0-?]{0,64}+[ -/]{0,8}+[@-~]")
_SOFT_BREAK = regex.compile(rf"(?<=\p{{L}})\xad++[{H}]*+\n[{H}]*+(?=\p{{L}})")
_WEIRD = regex.compile(
    "[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\u206a-\u206f\ufff9-\ufffc\ufffe\uffff]++|[\u200b\u2060\ufeff\u180e]++|\xad++"
    "|[\x1b\u061c\u200e\u200f\u2010\u2011\u202a-\u202e\u2066-\u2069\ufb00-\ufb06\uff01-\uff5e]"
)
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_RIGHT_TO_LEFT = regex.compile(r"(?=\p{L})[\p{Bidi_Class=R}\p{Bidi_Class=AL}]")
_LIGATURES = dict(
    zip("\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06", ("ff", "fi", "fl", "ffi", "ffl", "\u017ft", "st"), strict=True)
)
_INVISIBLE = frozenset("\u200b\u2060\ufeff\u180e")
_JOINERS = regex.compile("[\u200c\u200d]++")
_CLUSTER = regex.compile(r"[^\p{M}\u1160-\u11ff]?[\p{M}\u1160-\u11ff]++|[\u0340-\U0010ffff]")


def edits(text: str) -> list[Edit]:
    """Return the edits that tidy the characters of ``text``; see the rules ``unicode/...``."""
    steps = []
    line = text
    for rule in (_breaks, _characters, _joiners, _composed):
        found = as_edits(line, changes) if (changes := rule(line)) else []
        if found:
            steps.append(found)
            line = make(line, changes)
    return joined(text, steps)


_SINGLE = regex.compile("[\r\x0b\x0c\u2028\u2029\u200c\u200d\\p{M}\u1100-\u11ff]")


def touches(character: str) -> bool:
    """Whether a rule of this stage might act on ``character``, alone or with its neighbours."""
    return bool(_WEIRD.match(character) or _SINGLE.match(character) or not unicodedata.is_normalized("NFC", character))


def _breaks(text: str) -> list[Change]:
    return [(*match.span(), "\n", "unicode/line-break") for match in _BREAK.finditer(text)]


def _characters(text: str) -> list[Change]:
    changes: list[Change] = []
    if "\x1b" in text:
        changes += [(*match.span(), "", "unicode/terminal-escape") for match in _ESCAPE.finditer(text)]
    if "\xad" in text:
        changes += [(*match.span(), "", "unicode/soft-hyphen") for match in _SOFT_BREAK.finditer(text)]
    taken = sorted(change[:2] for change in changes)
    position = 0
    right_to_left = (0, -1, False)  # the last line looked at for bidi controls
    for match in _WEIRD.finditer(text):
        (at, end), character = match.span(), match[0][0]
        while position < len(taken) and taken[position][1] <= at:
            position += 1
        if position < len(taken) and taken[position][0] <= at:
            continue
        if character in _BIDI:
            if at > right_to_left[1]:
                start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
                end = len(text) if end < 0 else end
                right_to_left = (start, end, bool(_RIGHT_TO_LEFT.search(text, start, end)))
            if not right_to_left[2]:
                changes.append((at, at + 1, "", "unicode/direction-mark"))
        else:
            changes.append((at, end, *_instead(character)))
    return sorted(changes)


def _instead(character: str) -> tuple[str, str]:
    if character in _LIGATURES:
        return _LIGATURES[character], "unicode/ligature"
    if "\uff01" <= character <= "\uff5e":
        return chr(ord(character) - 0xFEE0), "unicode/full-width"
    if character in "\u2010\u2011":
        return "-", "unicode/hyphen"
    if character == "\xad":
        return "", "unicode/soft-hyphen"
    if character in _INVISIBLE:
        return "", "unicode/zero-width"
    return "", "unicode/control"


def _joiners(text: str) -> list[Change]:
    if "\u200c" not in text and "\u200d" not in text:
        return []
    return [
        (*match.span(), "", "unicode/zero-width")
        for match in _JOINERS.finditer(text)
        if _joins_nothing(text[match.start() - 1 : match.start()])
        or _joins_nothing(text[match.end() : match.end() + 1])
    ]


_PLAIN_NEIGHBOUR = regex.compile(r"[\x00-\x7f\s\p{Latin}\p{P}\p{Nd}]")


def _joins_nothing(neighbour: str) -> bool:
    return not neighbour or bool(_PLAIN_NEIGHBOUR.match(neighbour))


def _composed(text: str) -> list[Change]:
    if unicodedata.is_normalized("NFC", text):
        return []
    changes = []
    for match in _CLUSTER.finditer(text):
        new = unicodedata.normalize("NFC", match[0])
        if new != match[0]:
            changes.append((*match.span(), new, "unicode/composed"))
    if make(text, changes) != (whole := unicodedata.normalize("NFC", text)):
        return [(0, len(text), whole, "unicode/composed")]
    return changes
