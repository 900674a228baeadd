"""The edits of all steps as one list against the first text; offsets there and back; undo."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from newsclean.edits import Edit, Span, apply

__all__ = ["Provenance", "compose"]

_JOIN = " + "


def compose(text: str, steps: Sequence[Sequence[Edit]]) -> list[Edit]:
    """Return one list of edits of ``text`` that does what the steps do one after the other.

    Args:
        text: what the first step was given.
        steps: for each step its edits, in offsets of the text that the step before left.

    Returns:
        Edits in offsets of ``text``, sorted, none overlapping. Where a later step changed what an earlier
        one had written, the two become one edit under both rules ("a + b"). Where nothing but white space is
        left, it is under the rules that took the words alone.

    Cost: O(k) for k edits per step, plus one copy of the text per step.
    """
    total: list[Edit] = []
    middle = text
    for edits in steps:
        if edits:
            ordered = sorted(edits)
            total = _compose_two(text, total, middle, ordered) if total else ordered
            middle = apply(middle, ordered)
    return total


def _compose_two(text: str, first: list[Edit], middle: str, second: list[Edit]) -> list[Edit]:
    out: list[Edit] = []
    i = j = 0
    shift = 0  # middle offset - source offset, after the edits of `first` that are done
    while i < len(first) or j < len(second):
        start_a = first[i].span.start + shift if i < len(first) else len(middle) + 1
        start_b = second[j].span.start if j < len(second) else len(middle) + 1
        # The hull of a group, in the middle text, grown while an edit of either list touches it.
        low = min(start_a, start_b)
        high = low
        begin_i, begin_j, group_shift = i, j, shift
        grown = True
        while grown:
            grown = False
            if i < len(first):
                a = first[i].span.start + shift
                b = a + len(first[i].new)
                if _meets(a, b, low, high, alone=begin_i == i and begin_j == j, other=j > begin_j):
                    high = max(high, b)
                    shift += len(first[i].new) - len(first[i].old)
                    i += 1
                    grown = True
            if j < len(second):
                a, b = second[j].span
                if _meets(a, b, low, high, alone=begin_i == i and begin_j == j, other=i > begin_i):
                    high = max(high, b)
                    j += 1
                    grown = True
        group_a, group_b = first[begin_i:i], second[begin_j:j]
        if not group_b:
            out.extend(group_a)
        elif not group_a:
            out.extend(e._replace(span=Span(e.span.start - shift, e.span.end - shift)) for e in group_b)
        else:
            source = Span(low - group_shift, high - shift)
            new = apply(
                middle[low:high],
                (e._replace(span=Span(e.span.start - low, e.span.end - low)) for e in group_b),
            )
            out.extend(_trimmed(source, text[source.start : source.end], new, group_a, group_b))
    return out


def _meets(a: int, b: int, low: int, high: int, alone: bool, other: bool) -> bool:
    """Whether the edit a:b belongs to the group low:high: it overlaps, or it is an insertion or removal at its edge."""
    if alone:
        return a == low
    return a < high or (a == high and (other or a == b) and (a == b or low == high))


def _trimmed(source: Span, old: str, new: str, group_a: list[Edit], group_b: list[Edit]) -> list[Edit]:
    head = 0
    while head < len(old) and head < len(new) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < len(old) - head and tail < len(new) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if head == len(old) == len(new):
        return []
    if head + tail == len(old):  # nothing but an insertion is left: it might stand where another one does
        head = tail = 0
    kept = new[head : len(new) - tail]
    edits = [*group_a, *group_b]
    if not kept.strip():  # what took the words answers for it, not what tidied the space that was left, or before
        edits = [e for e in edits if e.old.strip() and not e.new.strip()] or group_b
    rules = list(dict.fromkeys(rule for e in edits for rule in e.rule.split(_JOIN)))
    span = Span(source.start + head, source.end - tail)
    return [Edit(span, old[head : len(old) - tail], kept, _JOIN.join(rules))]


class Provenance:
    """Where each offset of the cleaned text stood in the original, and back.

    Args:
        original: n code points.
        edits: edits of ``original``, sorted, none overlapping (as :func:`compose` gives them).
    """

    __slots__ = ("_cleaned_ends", "_cleaned_starts", "_original_ends", "_original_starts", "cleaned_length", "edits")

    def __init__(self, original: str, edits: Sequence[Edit]) -> None:
        self.edits = tuple(edits)
        self._original_starts, self._original_ends = [0], [0]
        self._cleaned_starts, self._cleaned_ends = [0], [0]
        shift = 0
        for span, old, new, _ in self.edits:
            self._original_starts.append(span.start)
            self._original_ends.append(span.end)
            self._cleaned_starts.append(span.start + shift)
            shift += len(new) - len(old)
            self._cleaned_ends.append(span.end + shift)
        self.cleaned_length = len(original) + shift

    def original_span(self, span: Span) -> Span:
        """Return where ``span`` of the cleaned text stood in the original.

        A span that begins (ends) inside text that an edit wrote begins (ends) with all of what that edit replaced.
        """
        return _map(span, self._cleaned_starts, self._cleaned_ends, self._original_starts, self._original_ends)

    def cleaned_span(self, span: Span) -> Span:
        """Return where ``span`` of the original stands in the cleaned text; empty where all of it was removed."""
        return _map(span, self._original_starts, self._original_ends, self._cleaned_starts, self._cleaned_ends)

    def undo(self, cleaned: str) -> str:
        """Return the original, given the cleaned text."""
        back = (
            Edit(Span(start, end), edit.new, edit.old, edit.rule)
            for start, end, edit in zip(self._cleaned_starts[1:], self._cleaned_ends[1:], self.edits, strict=True)
        )
        return apply(cleaned, _joined(back))


def _joined(edits: Iterable[Edit]) -> list[Edit]:
    """Join edits that insert at one place: undoing two removals with nothing left between them."""
    out: list[Edit] = []
    for edit in edits:
        if (
            out
            and out[-1].span.end == edit.span.start
            and (out[-1].span == edit.span or edit.span.start == edit.span.end)
        ):
            last = out.pop()
            edit = Edit(Span(last.span.start, edit.span.end), last.old + edit.old, last.new + edit.new, edit.rule)
        out.append(edit)
    return out


def _map(
    span: Span, starts: Sequence[int], ends: Sequence[int], to_starts: Sequence[int], to_ends: Sequence[int]
) -> Span:
    # The last edit that starts at or before the place: a start goes behind a removal there, an end before it.
    k = bisect_right(starts, span.start) - 1
    start = to_starts[k] if span.start < ends[k] else to_ends[k] + span.start - ends[k]
    if span.start >= span.end:
        return Span(start, start)
    k = bisect_left(starts, span.end) - 1
    end = to_ends[k] if span.end <= ends[k] else to_ends[k] + span.end - ends[k]
    return Span(min(start, end), end)
