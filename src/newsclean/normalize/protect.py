"""The view of a line in which what typography must not touch is hidden: URLs, code, tags, times, Markdown structure.

The view is as long as the line. Every character of a protected span is shown as a lone surrogate (see ``chars``), so
rules read and match the view and never see inside; changes are made to the line and to the view alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from newsclean.normalize import code
from newsclean.normalize.chars import MARGIN, OPAQUE, OPAQUE_CARRIER, OPAQUE_DIGIT, OPAQUE_TAG, H, carries
from newsclean.normalize.lexicon import any_of, lexicon
from newsclean.normalize.spans import within

__all__ = ["bare_markers", "view"]

_URL = regex.compile(
    r"(?:(?<![A-Za-z0-9+.\-])[A-Za-z][A-Za-z0-9+.\-]*+://|(?<![\p{L}\p{Nd}])(?:www\.|mailto:))"
    rf"(?P<rest>[^\n{H}<>\"«»“”]++)",
)
_AFTER_URL = ".,;:!?\u2026)]'\u2019"
_MAIL = regex.compile(
    r"(?<![\p{L}\p{Nd}._%+'\-])[\p{L}\p{Nd}._%+\-][\p{L}\p{Nd}._%+'\-]*+@[\p{L}\p{Nd}\-]++(?:\.[\p{L}\p{Nd}\-]++)++"
)
_TAG = regex.compile(
    r"(?<!<)</?[A-Za-z][A-Za-z0-9:\-]*+(?:\s[^<>]*+|/)?>|</?[A-Za-z][A-Za-z0-9:\-]*+(?:\s[^<>]*+|/)?>(?!>)"
)
_PATH = regex.compile(rf"(?:(?<![\p{{L}}\p{{Nd}}])[A-Za-z]:\\|(?<!\\)\\\\[\p{{L}}\p{{Nd}}._\-]++\\)[^\n{H}\"«»“”‹›]*+")
_CLOCK = regex.compile(r"(?<![\p{L}\p{Nd}:])[0-9]++(?::[0-9]++)++(?![\p{L}\p{Nd}:])")
_ADDRESS = regex.compile(r"(?<![\p{L}\p{Nd}:])[0-9A-Fa-f]{1,4}+(?:::?[0-9A-Fa-f]{1,4}+){2,}+(?![\p{L}\p{Nd}:])")
_SHORT_CODE = regex.compile(r"(?<![\p{L}\p{Nd}:]):[a-z0-9_+\-]{2,}+:(?![\p{L}\p{Nd}:])")
_EMOTICON = regex.compile(
    rf"(?<![^{H}])(?:[:;=]['\u2019]?-?(?:[()]++|[DPpOo/|*3])|[xX]D|</?3|\^\^)(?=[{H}.,!?\u2026)]|$)"
)
_RULE_LINE = regex.compile(rf"[{H}]*+[\-–—*_=|:+][\-–—*_=|:+{H}]*+")
_MARKER = regex.compile(rf"(?:[{H}]*+>[{H}]++)*+(?:[{H}]*+(?:[\-*+•]|[0-9]{{1,3}}+[.)]|\#{{1,6}}+)[{H}]++)*+")
_DEFINITION = regex.compile(r"\[[^\]\[\n]++\]:")
_BOX = regex.compile(r"\[[ xX]\]")
_TARGET = regex.compile(r"(?<=\])\((?:[^()]++|\([^()]*+\))*+\)")
_BRANDS = tuple(lexicon()["brands"])
_BRAND = regex.compile(rf"(?<![\p{{L}}\p{{Nd}}]){any_of(lexicon()['brands'])}")

# The module ``re`` says faster than the patterns above that there is nothing for them.
_DIGIT_COLON = re.compile(":[0-9A-Fa-f:]")
_WORD_COLON = re.compile(r":[a-z0-9_+\-]{2,}:")
_FACE = re.compile(r"[:;=<^xX][()'\u2019DPpOo/|*3^\-]")

_MARKER_STARTS = frozenset("-*+\u2022#>[_=|:\u2013\u2014 \t\xa00123456789")
_LIST_MARKER = regex.compile(rf"(?P<indent>[{H}]*+)(?:[\-*+•]|[0-9]{{1,3}}+[.)])(?P<gap>[{H}]++)")

_Found = tuple[int, int, str]  # start, end, kind


def list_marker(line: str) -> tuple[int, int, int] | None:
    """Return where the indent, the list marker and the space behind it end; None if the line starts with no marker."""
    match = _LIST_MARKER.match(line)
    return (match.end("indent"), match.start("gap"), match.end("gap")) if match else None


def bare_markers(line: str) -> int:
    """Return where the Markdown structure at the start of the line ends: list marker, heading, quotation."""
    match = _MARKER.match(line)
    return match.end() if match else 0


def view(line: str) -> str:
    """Return ``line`` with its protected spans hidden; of the same length, the line itself if there are none."""
    found = _found(line)
    if not found:
        return _no_surrogates(line)
    found.sort()
    pieces = []
    done = 0
    for start, end, kind in _merged(found):
        pieces.append(_no_surrogates(line[done:start]))
        pieces.append(_hidden(line[start:end], kind))
        done = end
    pieces.append(_no_surrogates(line[done:]))
    return "".join(pieces)


_SURROGATE = regex.compile("[\ud800-\udfff]")


def _no_surrogates(text: str) -> str:
    """Show a lone surrogate of the text itself as U+FFFD, so that it is not taken for one of ours."""
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return _SURROGATE.sub("\ufffd", text)


def _hidden(span: str, kind: str) -> str:
    if kind == "margin":
        return MARGIN * len(span)
    hidden = [OPAQUE] * len(span)
    if span[0] in "0123456789":
        hidden[0] = OPAQUE_DIGIT
    if kind == "mute":  # code, tags and brand names carry no mark
        if span[0] == "<":
            hidden[0] = OPAQUE_TAG
    elif span[-1] in "0123456789":
        hidden[-1] = OPAQUE_DIGIT
    elif carries(span[-1]):
        hidden[-1] = OPAQUE_CARRIER
    return "".join(hidden)


def _merged(found: list[_Found]) -> list[_Found]:
    """Join spans that overlap; the one that ends last says what the whole is."""
    out: list[_Found] = []
    for start, end, kind in found:
        if out and start < out[-1][1]:
            first, last, before = out[-1]
            out[-1] = (first, max(last, end), kind if end > last else before)
        else:
            out.append((start, end, kind))
    return out


def _found(line: str) -> list[_Found]:
    found: list[_Found] = []
    spans: list[tuple[int, int]] = []
    if line[:1] in _MARKER_STARTS and line:
        if _RULE_LINE.fullmatch(line):
            return [(0, len(line), "line")]
        end = bare_markers(line)
        if end:
            found.append((0, end, "margin"))
        definition = _DEFINITION.match(line)
        if definition:
            found.append((*definition.span(), "span"))
    if "`" in line:
        spans = code.inline(line)
    if "<" in line:
        found += [(*match.span(), "mute") for match in _TAG.finditer(line)]
        found += [(start, end, "mute") for start, end in _comments(line)]
    if "://" in line or "www." in line or "mailto:" in line:
        for match in _URL.finditer(line):
            rest = match["rest"].rstrip(_AFTER_URL)
            if rest:
                found.append((match.start(), match.start("rest") + len(rest), "span"))
    if "@" in line:
        found += [(*match.span(), "span") for match in _MAIL.finditer(line)]
    if "\\" in line:
        found += [(*match.span(), "span") for match in _PATH.finditer(line)]
    if ":" in line:
        if _DIGIT_COLON.search(line):
            for pattern in (_CLOCK, _ADDRESS):
                found += [(*match.span(), "span") for match in pattern.finditer(line)]
        if _WORD_COLON.search(line):
            found += [(*match.span(), "span") for match in _SHORT_CODE.finditer(line)]
    for face in _FACE.finditer(line):  # an emoticon stands behind a space: none begins within another face
        if emoticon := _EMOTICON.match(line, face.start()):
            found.append((*emoticon.span(), "span"))
    if "[" in line:
        found += [(*match.span(), "span") for match in _BOX.finditer(line)]
        if "](" in line:
            found += [(*match.span(), "span") for match in _TARGET.finditer(line)]
    if "!" in line and any(brand in line for brand in _BRANDS):
        found += [(*match.span(), "mute") for match in _BRAND.finditer(line)]
    if spans:  # nothing begins inside code
        found = [one for one in found if not within(one[0], spans)]
        found += [(start, end, "mute") for start, end in spans]
    return found


def _comments(line: str) -> Iterator[tuple[int, int]]:
    start = line.find("<!--")
    while start >= 0:
        end = line.find("-->", start + 4)
        if end < 0:
            return
        yield start, end + 3
        start = line.find("<!--", end + 3)
