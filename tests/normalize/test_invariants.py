"""What holds for every text: the invariants I1 to I6 of the specification, in each style and locale."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from newsclean.cleaners.normalize import NormalizeFrench, RepairEncoding, TidyUnicode, TidyWhitespace
from newsclean.document import Document
from newsclean.edits import apply
from newsclean.normalize import chain, code, protect
from newsclean.normalize.manner import LOCALES, STYLES, Manner, manner

from .hard import KEPT, lines, texts, undamaged

H = "\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
manners = st.sampled_from([manner(style, locale) for style in STYLES for locale in LOCALES])
many = settings(max_examples=100)


def outside_code(text: str) -> str:
    for start, end in reversed(code.fences(text)):
        text = text[:start] + "`" + text[end:]
    lines_ = text.split("\n")
    for k, line in enumerate(lines_):
        for start, end in reversed(code.inline(line)):
            line = line[:start] + "`" + line[end:]
        lines_[k] = line
    return "\n".join(lines_)


def letters(text: str) -> str:
    return "".join(c for c in text if c.isalpha() or c.isdecimal())


@many
@given(texts, manners)
def test_i1_normal_text_stays(text: str, how: Manner) -> None:
    once = chain.normalized(text, how, "fr")

    assert chain.normalized(once, how, "fr") == once


@given(texts, st.sampled_from(STYLES))
def test_i1_holds_when_the_language_is_found_out(text: str, style: str) -> None:
    cleaner = NormalizeFrench(style=style)
    once = apply(text, cleaner.edits(Document(text)))

    assert cleaner.edits(Document(once)) == []


@many
@given(undamaged, manners)
def test_i2_letters_and_digits_stay(text: str, how: Manner) -> None:
    text = text.replace("ʼ", "")  # a letter to Unicode, an apostrophe to rule P1
    assume(unicodedata.is_normalized("NFC", text) and not re.search(rf"\w-[{H}]*\n", text))

    edits = NormalizeFrench(style=how.style, lang="fr").edits(Document(text))
    assume(not any("encoding/" in edit.rule for edit in edits))  # »£ is mojibake to ftfy

    assert letters(chain.normalized(text, how, "fr")) == letters(text)


@given(texts, manners)
def test_i3_paragraphs_are_never_merged(text: str, how: Manner) -> None:
    typeset, untouched = (chain.normalized(text, how, language) for language in ("fr", "en"))

    assert len(re.split(r"\n\n+", typeset)) == len(re.split(r"\n\n+", untouched))


@many
@given(lines, manners)
def test_i4_protected_spans_come_out_byte_for_byte(text: str, how: Manner) -> None:
    view = protect.view(text)
    after = apply(text, chain.alone("T", Document(text), how, "fr"))
    place = 0
    for match in re.finditer("[\udc00-\udc03]+", view):
        place = after.find(text[match.start() : match.end()], place)
        assert place >= 0
        place += match.end() - match.start()


@given(st.lists(st.sampled_from(KEPT), min_size=1, max_size=4), manners)
def test_i4_a_known_span_between_words(spans: list[str], how: Manner) -> None:
    text = " puis ".join(["Voir", *spans, "demain"])

    after = apply(text, chain.alone("T", Document(text), how, "fr"))

    assert after.split(" puis ")[1:-1] == spans


@many
@given(texts, manners)
def test_i5_white_space_is_tidy(text: str, how: Manner) -> None:
    text = chain.normalized(text, how, "fr")
    outside = outside_code(text)

    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u2028\u2029\ufeff]", text)
    assert "\t" not in outside
    assert not re.search(rf"[{H}](?=\n|\Z)", outside)
    assert not re.search(rf"[{H}]{{2,}}", re.sub(rf"(?m)^[{H}]+(?=[-*+•]|\d)", "", outside))
    assert text == text.strip("\n")


@many
@given(texts, st.sampled_from([how for how in (manner(s, x) for s in STYLES for x in LOCALES) if not how.typographic]))
def test_i6_only_the_marks_of_the_style(text: str, how: Manner) -> None:
    for line in outside_code(chain.normalized(text, how, "fr")).split("\n"):
        view = protect.view(line)
        assert not re.search("[\u00a0\u202f’‘‚]", view)
        if how.style == "ascii":
            assert not re.search("[“”„…–—−«]", view)
            assert "»" not in re.sub("^(?:[^»]*\udc04)?»", "", view)


@given(texts, st.sampled_from(STYLES), st.sampled_from(LOCALES))
def test_the_edits_are_what_the_stages_do(text: str, style: str, locale: str) -> None:
    edits = NormalizeFrench(style=style, locale=locale, lang="fr").edits(Document(text))

    assert apply(text, edits) == chain.normalized(text, manner(style, locale), "fr")
    assert all(edit.old != edit.new for edit in edits)


@pytest.mark.parametrize("cleaner", [RepairEncoding(), TidyUnicode(), TidyWhitespace()], ids=lambda c: c.name)
@given(texts)
def test_each_stage_alone_leaves_nothing_to_do(
    cleaner: RepairEncoding | TidyUnicode | TidyWhitespace, text: str
) -> None:
    once = apply(text, cleaner.edits(Document(text)))
    if cleaner.name == "whitespace":  # joined lines may be a hard-wrapped paragraph: the second round sees it
        once = apply(once, cleaner.edits(Document(once)))

    assert cleaner.edits(Document(once)) == []
