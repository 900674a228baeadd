"""The characters the stages speak of, each kind once, and how a list of changes is made."""

from __future__ import annotations

from collections.abc import Iterable

from newsclean.edits import Edit, Span

__all__ = ["MARGIN", "NARROW", "NBSP", "PROTECTED", "Change", "H", "as_edits", "make"]

# start, end, what stands there now, the rule that asked; offsets of the text (or line) the change was found in.
Change = tuple[int, int, str, str]

NBSP = "\N{NO-BREAK SPACE}"
NARROW = "\N{NARROW NO-BREAK SPACE}"
H = "\t \xa0\u1680\u2000-\u200a\u202f\u205f\u3000"  # horizontal space, as the inside of a character class
SPACES = "\t \xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"  # the same, one by one

# In the view of a line that typography reads, protected characters are shown as one of these lone surrogates:
# no rule's pattern fits one by accident, and offsets stay those of the line.
OPAQUE = "\udc00"
OPAQUE_CARRIER = "\udc01"  # the last character of a span may carry a mark (PREV)
OPAQUE_DIGIT = "\udc02"  # the first or last character of a span is a digit
OPAQUE_TAG = "\udc03"  # the first character of a tag
MARGIN = "\udc04"  # a list marker and its like: what follows stands at the start of the line
PROTECTED = "\udc00-\udc03"  # the inside of a character class

_CARRIERS = frozenset(")]}»›”\"'’%‰€$£°.…²³½" + OPAQUE_CARRIER + OPAQUE_DIGIT)
_NOT_BEFORE = frozenset("([{«“‹„¡¿|=+</\\-–—•#~")


def carries(character: str) -> bool:
    """Whether a mark may be glued to ``character`` (PREV of the specification): letters, digits, closing marks."""
    return character.isalpha() or character.isdecimal() or character in _CARRIERS


def holds_space(character: str) -> bool:
    """Whether a space after ``character`` belongs to it and is never touched for the mark behind (NOTBEF)."""
    return character in _NOT_BEFORE


def make(text: str, changes: Iterable[Change]) -> str:
    """Return ``text`` with sorted, non-overlapping changes made."""
    pieces = []
    done = 0
    for start, end, new, _ in changes:
        pieces.append(text[done:start])
        pieces.append(new)
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


def as_edits(text: str, changes: Iterable[Change]) -> list[Edit]:
    """Return the changes of ``text`` as edits; those that change nothing are left out."""
    return [
        Edit(Span(start, end), text[start:end], new, rule)
        for start, end, new, rule in changes
        if text[start:end] != new
    ]
