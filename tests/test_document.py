"""A document's views have the offsets of its text; its lines cover it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsclean.document import Document
from strategies import anything


@given(text=st.one_of(anything, st.text(alphabet="a \n\r\t\u00a0\u2028\x85\x0b\u200b\ud800", max_size=30)))
def test_lines_cover_the_text_and_words_stand_inside(text: str) -> None:
    document = Document(text)

    assert "\n".join(text[line.start : line.end] for line in document.lines) == text
    for line in document.lines:
        assert text[line.inner : line.outer] == text[line.start : line.end].strip()
        assert line.blank == (not text[line.start : line.end].strip())
        assert line.blank or line.start <= line.inner < line.outer <= line.end
    assert document.line_starts == [line.start for line in document.lines]


@given(text=anything)
def test_bounds_are_those_of_the_words(text: str) -> None:
    first, last = Document(text).bounds
    view = Document(text).plain

    assert view[first:last] == view.strip() or not view.strip()


def test_only_a_line_feed_breaks_a_line() -> None:
    assert len(Document("a\r\nb\u2028c\x85d\x0be").lines) == 2
    assert len(Document("").lines) == 1
    assert len(Document("a\n").lines) == 2


def test_views_are_made_once() -> None:
    document = Document("L’Été")

    assert document.folded is document.folded
    assert (document.plain, document.folded) == ("L'Ete", "l'ete")


def test_repr_is_short() -> None:
    assert repr(Document("x" * 1000, "a1", "fr")) == "Document(1000 code points, id='a1', language='fr')"


def test_views_that_were_let_go_of_are_made_again() -> None:
    document = Document("Un\nDeux")
    before = document.plain, document.folded, document.lines
    document.forget()

    assert (document.plain, document.folded, document.lines) == before
    assert document.text == "Un\nDeux"
