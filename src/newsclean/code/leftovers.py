"""Words that a script left alone on a line: ``undefined``, ``[object Object]``, an account number, ``nav_close_menu``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.code.found import Found
from newsclean.code.tables import LEFTOVER_LINES, LEFTOVER_NEAR_CODE

_OBJECT = re.compile(r"\[obj[ee]c?t Obj[ee]c?t\]", re.I)
_IDS = re.compile(
    r"^[^\S\n]*(?:UA-\d{4,12}-\d{1,3}|G-[A-Z0-9]{8,12}|GTM-[A-Z0-9]{5,9}|AW-\d{6,12}|(?:ca-)?pub-\d{8,20}|div-gpt-ad-[\w-]{4,60}"
    r"|[a-z][a-z0-9]{0,30}(?:_[a-z0-9]{1,30}){2,8}|[a-z]{2,20}[A-Z][a-z]{2,20}_[a-z]{2,20})[^\S\n]*$",
    re.M,
)
_PHP_ERROR = re.compile(
    r"(?:PHP )?(?:Warning|Notice|Deprecated|Fatal error|Parse error|Strict Standards) ?: [^\n]{1,600}? in (?:/|[A-Z]:\\)[^\n ]{1,300}\.(?:php|inc)(?:\(\d+\))? on line \d+"
)
_WORD_LINE = re.compile(r"^[^\S\n]*(\S[^\n]{0,38}\S|\S)[^\S\n]*$", re.M)


def find(text: str, folded: str, near: list[Found]) -> Iterator[Found]:
    """Yield lines that no one wrote. ``near``: the code found so far; some words count only when there is some."""
    if "_" in text or "-" in text:
        for m in _IDS.finditer(text):
            yield Found(*m.span(), "code/leftover")
    if "on line " in text:
        for m in _PHP_ERROR.finditer(text):
            yield Found(*m.span(), "code/leftover")
    for needle in LEFTOVER_LINES:
        yield from _alone(text, folded, needle)
    if near:
        for needle in LEFTOVER_NEAR_CODE:
            yield from _alone(text, folded, needle)


def _alone(text: str, folded: str, needle: str) -> Iterator[Found]:
    at = folded.find(needle)
    while at >= 0:
        end = at + len(needle)
        start_line = text.rfind("\n", 0, at) + 1
        end_line = text.find("\n", end)
        end_line = len(text) if end_line < 0 else end_line
        if not text[start_line:at].strip() and not text[end:end_line].strip(" \t\r;,"):
            yield Found(at, end_line, "code/leftover")
        at = folded.find(needle, end)
