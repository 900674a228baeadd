"""Data that is no language at all: data: addresses, base64, hex, SVG paths, source maps, protected e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.code.found import Found
from newsclean.code.scan import after

_DATA_URI = re.compile(
    r"""(?:url\(\s?["']?)?data:[a-z]{2,20}/[\w.+-]{1,60}(?:;[\w=-]{1,40}){0,4},(?:[^\s"'()<>\u00ab\u00bb]{0,20})(?:(?<=utf8,)<svg(?:(?!</svg>)[^\n]){0,5000}</svg>)?[A-Za-z0-9+/=%_.~!*,;:@&$#?-]*(?:["']?\))?"""
)
_LONG = re.compile(r"(?<![\w/+=.:?&#%@-])[A-Za-z0-9+/_-]{60,}+={0,2}(?![\w+/=-])")
_LONG_LINE = re.compile(r"\n[A-Za-z0-9+/_-]{4,200}={0,2}(?=\n|\Z)")
_HEX = re.compile(r"[0-9a-fA-F]+\Z")
_CHANGES = re.compile(r"[a-z][A-Z0-9]|[0-9][a-zA-Z]|[A-Z][a-z0-9]")
_NUMBERS = r"(?:[^\S\n]|,){0,2}-?(?:\d+\.?\d*|\.\d+)"
_COMMAND = (  # how many numbers each command takes; fewer, and it is a word of the text
    rf"(?:[HhVv](?:{_NUMBERS})+|[LlTt](?:{_NUMBERS}){{2,200}}|[SsQq](?:{_NUMBERS}){{4,200}}"
    rf"|[Cc](?:{_NUMBERS}){{6,300}}|[Aa](?:{_NUMBERS}){{5,70}})"
)
_SUBPATH = rf"[Mm][^\S\n]?-?\d*\.?\d+(?:{_NUMBERS})+(?:[ \t,]{{0,3}}{_COMMAND})*+(?:[ \t]{{0,2}}[Zz])?"
_PATH = re.compile(rf"(?<![\w.$\"'=-]){_SUBPATH}(?:[ \t,]{{0,3}}{_SUBPATH})*+(?!\w)")
_COMMANDS = re.compile(r"[A-Za-z]")
_SPACED = re.compile(r"(?s:.{0,59} )*+")  # jumps: the engine takes 59 characters at once, then goes back to a space
_MAIL = re.compile(r"(?:https?://[\w.-]{1,80})?/cdn-cgi/l/email-protection(?:\#[0-9a-f]{0,400})?")
_SOURCE_MAP = re.compile(r"(?://|/\*)[#@]\s?sourceMappingURL\s?=\s?\S{1,400}(?:\s?\*/)?")


def suspects(text: str) -> bool:
    """Whether anything here can match: exact, and mostly scans for single rare characters."""
    return (
        ("#" in text and "cdn-cgi" in text)
        or after(text, ";", ("base64,",))
        or has_closed_path(text)
        or has_long_token(text)
        or _plain_data(text)
        or ("=" in text and "sourceMappingURL" in text)
    )


def find(text: str) -> Iterator[Found]:
    """Yield them, kind by kind."""
    if after(text, ";", ("base64,",)) or _plain_data(text):
        for m in _DATA_URI.finditer(text):
            yield Found(*m.span(), "code/data-uri")
    if "#" in text and "cdn-cgi" in text:
        for m in _MAIL.finditer(text):
            yield Found(*m.span(), "code/protected-email")
    if "=" in text and "sourceMappingURL" in text:
        for m in _SOURCE_MAP.finditer(text):
            yield Found(*m.span(), "code/script")
    if has_long_token(text):
        yield from _base64(text)
    if has_closed_path(text):
        for m in _PATH.finditer(text):
            if len(m[0]) >= 20 and len(_COMMANDS.findall(m[0])) >= 3:
                yield Found(*m.span(), "code/svg")


def _plain_data(text: str) -> bool:
    """Whether there may be a data: address that is not base64: then it has escapes or tags in it."""
    return ("<" in text or after(text, "%", ("2", "3"))) and "data:" in text


def has_closed_path(text: str) -> bool:
    """Whether a ``z`` stands behind a digit, as at the end of a closed SVG path. Few letters are as rare as z."""
    for z in "zZ":
        at = text.find(z, 1)
        while at > 0:
            if text[at - 1].isdigit() or (text[at - 1].isspace() and text[at - 2 : at - 1].isdigit()):
                return True
            at = text.find(z, at + 1)
    return False


def has_long_token(text: str) -> bool:
    """Whether 60 characters stand together without white space. Exact; it looks at about one character in ten."""
    at, end = 0, len(text)
    while end - at >= 60:
        at = _SPACED.match(text, at).end()  # type: ignore[union-attr]  # it matches the empty string too
        window = text[at : at + 60]
        if len(window) < 60:
            return False
        for i in range(59, -1, -1):
            if window[i].isspace():
                at += i + 1
                break
        else:
            return True
    return False


def _base64(text: str) -> Iterator[Found]:
    end = 0
    for m in _LONG.finditer(text):
        if m.start() < end:
            continue
        body = m[0]
        if _HEX.match(body):
            if not (any(c.isdigit() for c in body) and any(c.isalpha() for c in body)):
                continue
        else:
            changes = len(_CHANGES.findall(body[:400]))
            if changes * 6 < min(len(body), 400) or body.count("-") + body.count("_") > len(body) // 12:
                continue
        end = m.end()
        line_start = m.start() == 0 or text[m.start() - 1] == "\n"
        while line_start:
            more = _LONG_LINE.match(text, end)
            if not more or not (_CHANGES.search(more[0]) or more[0].endswith("=")):
                break
            end = more.end()
        yield Found(m.start(), end, "code/base64")
