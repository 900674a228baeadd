"""Texts that several steps changed, for properties."""

from __future__ import annotations

from hypothesis import strategies as st

from newsclean.edits import Edit, Span, apply

SHORT = st.text(alphabet="ab \n\u00e9", max_size=4)


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> list[Edit]:
    edits: list[Edit] = []
    place = 0
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(place, len(text)))
        end = draw(st.integers(start, min(len(text), start + 4)))
        new = draw(SHORT)
        if text[start:end] == new or (edits and edits[-1].span.end == start and start == end):
            continue
        edits.append(Edit(Span(start, end), text[start:end], new, draw(st.sampled_from(["x", "y", "z"]))))
        place = end + draw(st.integers(0, 1)) if end > start else end + 1
        if place > len(text):
            break
    return edits


@st.composite
def histories(draw: st.DrawFn) -> tuple[str, list[list[Edit]], str]:
    text = draw(st.text(alphabet="abc \n\u00e9\u2019", max_size=25))
    now, steps = text, []
    for _ in range(draw(st.integers(0, 4))):
        step = draw(edits_of(now))
        steps.append(step)
        now = apply(now, step)
    return text, steps, now
