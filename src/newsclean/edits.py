"""Spans, edits, and the one place that makes edits: one text, its edits, the next text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from newsclean.align import differing
from newsclean.errors import EditError

__all__ = ["Edit", "Span", "apply", "between", "joined_pieces", "pieces_after"]

_WORD_END = re.compile(r"\w*\Z")
_PIECE = re.compile(r"\w+|\s|[^\w\s]")
_LONG = 1_000_000  # code points of a text from which its pieces are packed


class Span(NamedTuple):
    """A half-open range of code points, ``text[start:end]``, in one named text."""

    start: int
    end: int


class Edit(NamedTuple):
    """What stood at ``span`` (``old``), what stands there now (``new``, "" = removed), and the rule that asked."""

    span: Span
    old: str
    new: str
    rule: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return ``text`` with every edit made.

    Offsets are code points of ``text`` as given (what ``len`` counts): not bytes, not
    graphemes, not places in the text being built.

    Args:
        text: n code points, in any normalisation form.
        edits: k edits, in any order; two may touch, none may overlap.

    Returns:
        n + sum(len(e.new) - len(e.old)) code points.

    Raises:
        EditError: ``old`` is not what stands at ``span``, or two edits overlap, or two
            insert at one place, where their order would be an accident.

    Cost: O(n + k log k) time, O(n) memory.
    Source: LSP 3.17, ``TextEdit[]``; our units differ (LSP counts UTF-16 by default).
    """
    return joined_pieces(pieces_after(text, edits))


def pieces_after(text: str, edits: Iterable[Edit]) -> list[str] | list[bytes]:
    """Return the pieces of the text that :func:`apply` returns: who has them can let go of ``text`` first.

    Those of a long text are in UTF-8. As strings they take the memory of the whole text, and joined the same again:
    with an emoji in it, four bytes a code point each.
    """
    pieces: list[str] = []
    packed: list[bytes] = []
    mark = _LONG
    done = 0
    last: Edit | None = None
    for edit in sorted(edits):
        (start, end), old, new, _ = edit
        if last is not None and (start < done or (start == end and last.span == edit.span)):
            raise EditError(
                f"rules {last.rule!r} ({last.span.start}:{last.span.end}) and {edit.rule!r} ({start}:{end}) "
                "edit the same text; run one of them in a later step"
            )
        if not 0 <= start <= end <= len(text) or text[start:end] != old:
            raise EditError(
                f"rule {edit.rule!r} expects {old!r} at {start}:{end}, found {text[start:end]!r}; "
                "were its edits made for another text?"
            )
        pieces.append(text[done:start])
        pieces.append(new)
        done = end
        last = edit
        if done > mark:
            mark = done + _LONG // 8
            _pack(pieces, packed)
    if not packed:
        pieces.append(text[done:])
        return pieces
    _pack(pieces, packed)
    packed.append(text[done:].encode("utf-8", "surrogatepass"))
    return packed


def _pack(pieces: list[str], packed: list[bytes]) -> None:
    packed.append(b"".join([piece.encode("utf-8", "surrogatepass") for piece in pieces]))
    pieces.clear()


def joined_pieces(pieces: list[str] | list[bytes]) -> str:
    """Return the text whose pieces :func:`pieces_after` returned; that of a long one is empty afterwards."""
    if isinstance(pieces[0], str):
        return "".join(pieces)
    whole = b"".join(pieces)
    pieces.clear()
    return whole.decode("utf-8", "surrogatepass")


def between(old: str, new: str, rule: str) -> list[Edit]:
    """Return edits that turn ``old`` into ``new``, found by alignment, all under one rule.

    For plain ``str -> str`` functions in a pipeline. Common ends are cut off first; what is left is aligned word by
    word (:mod:`newsclean.align`), so the cost is that of the part that changed.
    """
    if old == new:
        return []
    head = _to_word(old, _common_prefix(old, new))
    backwards = old[head:][::-1]
    tail = _to_word(backwards, _common_prefix(backwards, new[head:][::-1]))
    a, b = _pieces(old[head : len(old) - tail]), _pieces(new[head : len(new) - tail])
    edits: list[Edit] = []
    starts_a, starts_b = _starts(a, head), _starts(b, head)
    for i1, i2, j1, j2 in differing(a, b):
        start, end = starts_a[i1], starts_a[i2]
        edits.append(Edit(Span(start, end), old[start:end], new[starts_b[j1] : starts_b[j2]], rule))
    return edits


def _common_prefix(a: str, b: str) -> int:
    low, high = 0, min(len(a), len(b))
    while low < high:  # bisection on slices: C speed, no loop over characters
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _to_word(text: str, place: int) -> int:
    """Return where the word begins that ``place`` stands in, if it begins near: edits are of whole words."""
    word = _WORD_END.search(text[max(0, place - 64) : place])
    return place - len(word[0]) if word else place


def _pieces(text: str) -> list[str]:
    return _PIECE.findall(text)


def _starts(pieces: list[str], offset: int) -> list[int]:
    starts = [offset]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    return starts
