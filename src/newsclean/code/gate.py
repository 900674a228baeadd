"""No character of code, no work: an exact gate in front of all finders."""

from __future__ import annotations

from newsclean.code import blobs, scripts

_MARKS = (
    "<",
    "{",
    "}",
    "=",
    "[/",
    "%%",
    "*|",
    "&lt;",
    "\\u003",
    "%3C",
    "data:",
    "cdn-cgi",
    "sourceMappingURL",
    "/>",
    "]]>",
    "-->",
    "__",
    "_",
)
_LEFT = (
    "ndefined",
    "NDEFINED",
    "NaN",
    "nan",
    "[obj",
    "[OBJ",
    "[Obj",
    "[emb",
    "[cont",
    "UA-",
    "G-",
    "GTM-",
    "AW-",
    "pub-",
    "gpt-ad",
    "on line ",
)


def suspects(text: str) -> bool:
    """Whether any finder could find anything. False is certain; True only says that it is worth a look."""
    for mark in _MARKS:
        if mark in text:
            return True
    for mark in _LEFT:
        if mark in text:
            return True
    if "[" in text:
        return True
    return scripts.suspects(text) or blobs.has_closed_path(text) or blobs.has_long_token(text)
