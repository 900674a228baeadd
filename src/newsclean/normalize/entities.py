"""E1: HTML references that end in ";" are decoded until none is left."""

from __future__ import annotations

import html

import regex
from ftfy.chardata import HTML_ENTITIES

from newsclean.normalize import code
from newsclean.normalize.chars import Change
from newsclean.normalize.spans import within

__all__ = ["references"]

_LONGEST = 26  # "&CounterClockwiseContourIntegral;" is longer, but not by design of ftfy: 24 letters at most
_NAME = regex.compile(r"&\#?[0-9A-Za-z]{1,24}+;")


def references(line: str) -> list[Change]:
    """Return the changes that decode every reference of ``line`` outside inline code.

    One pass from left to right over the semicolons, with what is already decoded as a stack: ``&amp;amp;nbsp;`` and
    ``&am&#112;;`` come out in one go, in linear time however deep they are nested.
    """
    if "&" not in line or not _NAME.search(line):
        return []
    hidden = code.inline(line)
    out: list[str] = []  # the decoded line so far, one character each
    origin: list[tuple[int, int]] = []  # where each of these came from
    decoded: list[bool] = []
    start = line.find("&")
    for at in range(start, len(line)):
        out.append(line[at])
        origin.append((at, at + 1))
        decoded.append(False)
        while out and out[-1] == ";" and not within(at, hidden):
            begin = _opening(out)
            if begin < 0 or within(origin[begin][0], hidden):
                break
            new = _decode("".join(out[begin:]))
            if new is None:
                break
            span = (origin[begin][0], at + 1)
            del out[begin:], origin[begin:], decoded[begin:]
            out += new
            origin += [span] * len(new)
            decoded += [True] * len(new)
            if not new:  # decoded to nothing: leave a mark of the removal
                out.append("")
                origin.append(span)
                decoded.append(True)
                break
    changes: list[Change] = []
    for character, span, is_new in zip(out, origin, decoded, strict=True):
        if is_new:
            if changes and changes[-1][:2] == span:
                changes[-1] = (*span, changes[-1][2] + character, "encoding/html-entity")
            else:
                changes.append((*span, character, "encoding/html-entity"))
    return changes


def _opening(out: list[str]) -> int:
    for begin in range(len(out) - 2, max(-1, len(out) - _LONGEST - 1), -1):
        if out[begin] == "&":
            return begin
    return -1


def _decode(reference: str) -> str | None:
    """Return the character that ``reference`` names; None if it names none."""
    if not _NAME.fullmatch(reference):
        return None
    if reference in HTML_ENTITIES:
        return HTML_ENTITIES[reference]
    if reference.startswith("&#"):
        plain = html.unescape(reference)
        return None if ";" in plain and plain != ";" else plain
    return None
