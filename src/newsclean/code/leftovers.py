"""Words that a script left alone on a line: ``undefined``, ``[object Object]``, an account, ``nav_close_menu``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.code.found import Found
from newsclean.code.lines import line_end, starts_line
from newsclean.code.scan import after
from newsclean.code.tables import LEFTOVER_LINES, LEFTOVER_NEAR_CODE
from newsclean.document import Document

_IDS = re.compile(
    r"^[^\S\n]*(?:UA-\d{4,12}-\d{1,3}|GTM-[A-Z0-9]{5,9}|(?:ca-)?pub-\d{8,20}|div-gpt-ad-[\w-]{4,60}"
    r"|[a-z][a-z0-9]{0,30}(?:_[a-z0-9]{1,30}){2,8}|[a-z]{2,20}[A-Z][a-z]{2,20}_[a-z]{2,20})[^\S\n]*$",
    re.M,
)
_PHP_ERROR = re.compile(
    r"(?:PHP )?(?:Warning|Notice|Deprecated|Fatal error|Parse error|Strict Standards) ?: [^\n]{1,600}? in "
    r"(?:/|[A-Z]:\\)[^\n ]{1,300}\.(?:php|inc)(?:\(\d+\))? on line \d+"
)
_BRACKETED = ("obj", "Obj", "emb", "con", "native")
PATHS = ("var/www", "home/", "srv/", "usr/", "htdocs")  # where a PHP error says that its file is


def find(document: Document, near: list[Found]) -> Iterator[Found]:
    """Yield lines that no one wrote. ``near``: the code found so far; some words count only when there is some."""
    text = document.text
    if near or "_" in text or after(text, "U", ("A-",)):
        for m in _IDS.finditer(text):
            yield Found(*m.span(), "code/leftover")
    if after(text, "/", PATHS) and "on line " in text:
        for m in _PHP_ERROR.finditer(text):
            yield Found(*m.span(), "code/leftover")
    if near or "ndefined" in text or after(text, "N", ("aN",)) or after(text, "[", _BRACKETED):
        for needle in (*LEFTOVER_LINES, *(LEFTOVER_NEAR_CODE if near else ())):
            yield from _alone(text, needle)


def _alone(text: str, needle: str) -> Iterator[Found]:
    at = text.find(needle)
    while at >= 0:
        end = at + len(needle)
        stop = line_end(text, end)
        if starts_line(text, at) and stop >= 0 and not text[end:stop].strip(" \t\r;,"):
            yield Found(at, stop, "code/leftover")
        at = text.find(needle, end)
