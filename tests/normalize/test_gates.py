"""The gates are exact: where they say nothing, the full stage would change nothing."""

from __future__ import annotations

from collections.abc import Iterator

import ftfy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.document import Document
from newsclean.normalize import chain, encoding, french, gates, hygiene, space
from newsclean.normalize.manner import LOCALES, STYLES, Manner, manner

from .hard import texts

PLAIN = manner("plain", "fr-FR")
manners = st.sampled_from([manner(style, locale) for style in STYLES for locale in LOCALES])
many = settings(max_examples=100)

SENTENCES = [
    "L’été, l’œuvre d’art « à venir » coûte 12 500 € : c’est déjà ça… Où ? À Nîmes, naïve Zoé !",
    "Ça m’a plu ; le cœur du bœuf – 5 % – n’est pas là. Noël, aïeul, Québec, où l’on dîne à 20 °C.",
    "ÉTÉ À L’ÎLE D’YEU : ÇA SUFFIT ! « Œuvrer », dit-elle. Français, reçu, maïs, ambiguë, Éric.",
]
READ_AS = ["latin-1", "cp1252", "mac-roman", "cp437", "cp1250", "cp1251", "cp1254"]


def damaged(text: str, encoding_: str) -> str:
    return text.encode().decode(encoding_, "replace")


def all_lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


@many
@given(texts, manners)
def test_typography(text: str, how: Manner) -> None:
    assert chain.alone("T", Document(text), how, "fr") == french.edits(text, all_lines(text), how, "fr")


@many
@given(texts, st.sampled_from(STYLES))
def test_white_space(text: str, style: str) -> None:
    everywhere = range(len(text) + 1)

    assert chain.alone("W", Document(text), manner(style, "fr-FR")) == space.edits(text, style, everywhere)


@many
@given(texts)
def test_unicode(text: str) -> None:
    assert chain.alone("U", Document(text), PLAIN) == hygiene.edits(text)


@many
@given(texts)
def test_encoding(text: str) -> None:
    assert chain.alone("E", Document(text), PLAIN) == encoding.edits(text, all_lines(text))


@st.composite
def pieces_of_damage(draw: st.DrawFn) -> str:
    """A stretch of a French sentence, read wrongly or not, with characters thrown in."""
    sentence = draw(st.sampled_from(SENTENCES))
    start = draw(st.integers(0, len(sentence) - 2))
    text = sentence[start : start + draw(st.integers(2, 40))]
    for name in draw(st.lists(st.sampled_from(READ_AS), max_size=2)):
        text = damaged(text, name)
    place = draw(st.integers(0, len(text)))
    return text[:place] + draw(st.text(max_size=2)) + text[place:]


@settings(max_examples=250)
@given(pieces_of_damage())
def test_ftfy_repairs_no_line_that_the_gate_lets_pass(text: str) -> None:
    seen = set(gates.scan(text, PLAIN, "E").damaged)

    for start, end in all_lines(text):
        if (start, end) not in seen:
            assert ftfy.fix_encoding(text[start:end]) == text[start:end]


def test_every_pair_that_ftfy_calls_bad_is_seen() -> None:
    points = [c for c in gates._POINTS if c >= "\x80"]
    bad = [
        text
        for one in points
        for other in points
        for text in (f"{one}{other}", f"a{one}{other}e", f" {one}{other} ")
        if ftfy.badness.is_bad(text)
    ]
    seen = gates.scan("\n".join(bad), PLAIN, "E").damaged

    assert len(seen) == len(bad)


@pytest.mark.parametrize("name", READ_AS)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_damage_is_seen(sentence: str, name: str) -> None:
    text = damaged(sentence, name)

    assert gates.scan(text, PLAIN, "E").damaged == [(0, len(text))]


@pytest.mark.parametrize("how", [manner("plain", locale) for locale in LOCALES], ids=LOCALES)
def test_normal_text_passes(how: Manner) -> None:
    text = "\n\n".join(chain.normalized(sentence, how, "fr") for sentence in SENTENCES)

    assert not gates.scan(text, how)
