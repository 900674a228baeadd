"""E1: HTML references that end in ";" are decoded until none is left."""

from __future__ import annotations

import html
from functools import cache

import regex

from newsclean.normalize import code
from newsclean.normalize.chars import Change
from newsclean.normalize.spans import within

__all__ = ["references"]

# However often the ampersand itself was encoded, the reference is one: &amp;amp;nbsp;
_REFERENCE = regex.compile(
    r"&(?P<again>(?:(?:amp|AMP|\#0{0,6}38|\#[xX]0{0,6}26);)*+)(?P<name>\#?[0-9A-Za-z]{1,32}+;)?+"
)


def references(line: str) -> list[Change]:
    """Return the changes that decode the references of ``line`` outside inline code; none is left but exotic nestings.

    The caller repeats until nothing changes, for what decoding puts together: ``&am&#112;;``.
    """
    if "&" not in line or ";" not in line:
        return []
    hidden = code.inline(line)
    changes: list[Change] = []
    for match in _REFERENCE.finditer(line):
        again, name = match["again"], match["name"]
        new = _decode(name) if name else "&"
        if new is None:
            new = f"&{name}"
        if (again or new != match[0]) and not (hidden and within(match.start(), hidden)):
            changes.append((*match.span(), new, "encoding/html-entity"))
    return changes


@cache
def _entities() -> dict[str, str]:
    from ftfy.chardata import HTML_ENTITIES  # here, since most texts never need it

    return HTML_ENTITIES


def _decode(name: str) -> str | None:
    """Return the characters that ``&`` and ``name`` stand for; None if they stand for none."""
    reference = f"&{name}"
    if reference in _entities():
        return _entities()[reference]
    if name[0] == "#":
        plain = html.unescape(reference)
        return None if plain.endswith(";") and plain != ";" else plain
    return None
