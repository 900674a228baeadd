"""RepairEncoding beside ftfy, on whose judgement it rests: it repairs what ftfy repairs and leaves what ftfy leaves."""

from __future__ import annotations

import ftfy
import ftfy.bad_codecs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsclean.cleaners.normalize import RepairEncoding
from newsclean.document import Document
from newsclean.edits import apply

from .test_gates import SENTENCES

#: Encodings in which UTF-8 is read by mistake, and can be read again: every byte is a character.
READ_AS = ["latin-1", "iso-8859-2", "macroman", "cp437"]
READ_AS += [f"sloppy-windows-{page}" for page in (1250, 1251, 1252)]


def repaired(text: str) -> str:
    return apply(text, RepairEncoding().edits(Document(text)))


@st.composite
def stretches(draw: st.DrawFn) -> str:
    """A few words of a French sentence."""
    words = draw(st.sampled_from(SENTENCES)).split(" ")
    start = draw(st.integers(0, len(words) - 1))
    return " ".join(words[start : start + draw(st.integers(1, 9))])


@settings(max_examples=300)
@example("Où est-il passé ? À Paris.", ["iso-8859-2"])  # halves of letters before a space and a mark
@example("500 € : c’est déjà ça… Où ? À", ["macroman", "sloppy-windows-1251"])
@given(stretches(), st.lists(st.sampled_from(READ_AS), min_size=1, max_size=2))
def test_what_ftfy_brings_back_comes_back(text: str, names: list[str]) -> None:
    damaged = text
    for name in names:
        damaged = damaged.encode().decode(name)
    if ftfy.fix_encoding(damaged) == text:
        assert repaired(damaged) == text


@pytest.mark.parametrize("text", SENTENCES)
def test_what_is_right_stays(text: str) -> None:
    assert ftfy.fix_encoding(text) == repaired(text) == text


@given(stretches(), st.sampled_from(READ_AS))
def test_a_right_line_beside_a_damaged_one_stays(text: str, name: str) -> None:
    damaged = SENTENCES[0].encode().decode(name)

    assert repaired(f"{text}\n{damaged}\n{text}") == f"{text}\n{repaired(damaged)}\n{text}"
