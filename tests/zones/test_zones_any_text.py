"""What zones see holds for any text; apart from the rest, since the hard text takes a second to load."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings

from newsclean.document import Document
from newsclean.zones.evidence import line_evidence
from newsclean.zones.features import features
from newsclean.zones.pieces import pieces
from newsclean.zones.shapes import shape_of
from strategies import anything


@given(anything)
def test_the_shape_of_a_piece_is_that_of_its_words_wherever_they_stand(text: str) -> None:
    document = Document(f"Un mot. {text} Fin")
    for line in document.lines:
        words = document.text[line.inner : line.outer]
        if words:
            assert shape_of(document, line.inner, line.outer) == shape_of(Document(words), 0, len(words))


@given(anything)
def test_pieces_hold_all_words_in_order(text: str) -> None:
    got = pieces(Document(text), {})
    held = "".join(text[p.start : p.end] for p in got)

    assert all(a.end <= b.start for a, b in pairwise(got))
    assert [c for c in held if c.isalnum()] == [c for c in text if c.isalnum()]


@settings(max_examples=40)
@given(anything)
def test_every_line_with_words_has_features(text: str) -> None:
    document = Document(text)
    found = line_evidence(document, [], [])
    seen = features(document, found, [shape_of(document, e.start, e.end) for e in found])

    assert [e.line for e in found] == sorted(e.line for e in found)
    assert {e.line for e in found} == {n for n, line in enumerate(document.lines) if not line.blank}
    assert all("bias" in names for names in seen)
