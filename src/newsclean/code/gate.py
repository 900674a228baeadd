"""No character of code, no work: an exact gate in front of all finders.

Single characters first, for a scan for one runs at memory speed; the longer marks are what is left that needs none.
"""

from __future__ import annotations

from newsclean.code import blobs, leftovers, scripts
from newsclean.code.scan import after

_MARKS = ("<", ">", "_", "[", "\\")


def suspects(text: str) -> bool:
    """Whether any finder could find anything. False is certain; True only says that it is worth a look."""
    return (
        any(mark in text for mark in _MARKS)
        or scripts.suspects(text)
        or after(text, "&", ("lt;",))
        or after(text, "%", ("%", "3C"))
        or after(text, "*", ("|",))
        or after(text, "/", leftovers.PATHS)
        or "ndefined" in text
        or after(text, "N", ("aN",))
        or after(text, "U", ("A-",))
        or blobs.suspects(text)
    )
