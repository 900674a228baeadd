"""Where a line begins and ends, looked for no farther than a window: a line may be a gigabyte long."""

from __future__ import annotations

REACH = 600


def line_start(text: str, at: int) -> int:
    """Return where the line of ``at`` begins, or -1: farther back than ``REACH``."""
    found = text.rfind("\n", max(0, at - REACH), at)
    if found >= 0:
        return found + 1
    return 0 if at <= REACH else -1


def line_end(text: str, at: int) -> int:
    """Return where the line of ``at`` ends, or -1: farther on than ``REACH``."""
    found = text.find("\n", at, at + REACH)
    if found >= 0:
        return found
    return len(text) if at + REACH >= len(text) else -1


def starts_line(text: str, at: int) -> bool:
    """Whether only white space stands before ``at`` on its line."""
    start = line_start(text, at)
    return start >= 0 and not text[start:at].strip()


def ends_line(text: str, at: int) -> bool:
    """Whether only white space stands after ``at`` on its line."""
    end = line_end(text, at)
    return end >= 0 and not text[at:end].strip()
