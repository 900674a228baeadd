"""The folded view is as long as the text, ASCII only, and blind to what differs from site to site."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.fold import fold, fold_bytes, plain

ANY = st.text(st.characters(), max_size=80)


@given(text=st.one_of(ANY, st.text(alphabet="aÉéœß’\u00a0\u202f\u2028\r\ud800\x00«»…—İı", max_size=40)))
def test_every_code_point_becomes_one_ascii_character(text: str) -> None:
    for view in (plain(text), fold(text)):
        assert len(view) == len(text)
        assert view.isascii()
    assert fold(text) == plain(text).lower()
    assert fold_bytes(text) == fold(text).encode("ascii")


@given(text=st.text(alphabet=st.characters(max_codepoint=127, exclude_characters="\t\x0b\x0c\r`"), max_size=80))
def test_ascii_stays_as_it_is(text: str) -> None:
    assert plain(text) == text
    assert fold(text) == text.lower()


@pytest.mark.parametrize(
    "text, read_as",
    [
        ("Été À CŒUR", "Ete A COUR"),
        ("l’été", "l'ete"),
        ("d\u2018o\u02bcu\u00b4`", "d'o'u''"),
        ("a\u00a0b\u202fc\td\u200be", "a b c d e"),
        ("a–b—c‑d", "a-b-c-d"),
        ("“oui” „non”", '"oui" "non"'),
        ("• → ►", "* > >"),
        ("« a » … ©", "\x01 a \x02 \x03 \x04"),
        ("a\rb\u2028c", "a\nb\nc"),
        ("ÿ Ÿ ñ Ç ß", "y Y n C s"),
        ("漢 я \ud800", "? ? ?"),
        ("\x7f\x80\x9f\ue000", "\x7f???"),
        ("Œ œ Æ æ Ø ø Ł ł ı ş Ş", "O o A a O o L l i s S"),
        ("× ° º ß › ‹ 5€ §", "x o o s > < 5\x05 \x06"),
    ],
)
def test_reads_alike_what_is_written_in_many_ways(text: str, read_as: str) -> None:
    assert plain(text) == read_as


def test_every_french_letter_is_read_as_its_base() -> None:
    for letter in "àâäéèêëîïôöùûüçÀÂÄÉÈÊËÎÏÔÖÙÛÜÇ":
        assert plain(letter) == unicodedata.normalize("NFD", letter)[0]
