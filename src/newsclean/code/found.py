"""What a finder reports: a span of the text, the rule that found it, and how sure it is."""

from __future__ import annotations

from typing import NamedTuple


class Found(NamedTuple):
    """``text[start:end]`` is code.

    Args:
        rule: the id, "code/script"...
        sure: evidence, in the units of ``weigh``: about 4 is a short call with its semicolon, 12 a small function.
        inline: it stands inside words or sentences (``<em>``): no gap is left, none is closed.
        tag: it is markup around prose, not a statement.
    """

    start: int
    end: int
    rule: str
    sure: float = 99.0
    inline: bool = False
    tag: bool = False
