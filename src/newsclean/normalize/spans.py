"""Sorted, disjoint ranges: joining them, and asking whether a place lies in one."""

from __future__ import annotations

from bisect import bisect_right

__all__ = ["united", "within"]


def within(place: int, spans: list[tuple[int, int]], last: int = 0) -> bool:
    """Whether ``place`` lies in one of the sorted, disjoint spans; with ``last=1`` right behind one, too."""
    k = bisect_right(spans, (place, 1 << 62)) - 1
    return k >= 0 and place < spans[k][1] + last


def united(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans sorted, with those that overlap joined."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out
