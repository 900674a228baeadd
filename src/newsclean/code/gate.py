"""No character of code, no work: an exact gate in front of all finders.

Single characters first, for a scan for one runs at memory speed; the longer marks are what is left that needs none.
"""

from __future__ import annotations

from newsclean.code import blobs, scripts

_MARKS = ("<", ">", "_", "[", "\\")


def suspects(text: str) -> bool:
    """Whether any finder could find anything. False is certain; True only says that it is worth a look."""
    return (
        any(mark in text for mark in _MARKS)
        or scripts.suspects(text)
        or ("&" in text and "&lt;" in text)
        or after(text, "%", ("%", "3C"))
        or ("|" in text and "*|" in text)
        or ("/" in text and "on line " in text)
        or "ndefined" in text
        or after(text, "N", ("aN",))
        or after(text, "U", ("A-",))
        or blobs.suspects(text)
    )


def after(text: str, rare: str, following: tuple[str, ...]) -> bool:
    """Whether one of ``following`` stands behind ``rare``: going from rare to rare is faster than a search."""
    at = text.find(rare)
    while at >= 0:
        if text.startswith(following, at + 1):
            return True
        at = text.find(rare, at + 1)
    return False
