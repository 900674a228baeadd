"""The promises of the design, as properties of ``clean`` and ``explain``."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean.edits import Span, apply
from strategies import NOTICES, anything, articles, news, notices, paragraphs

LEVELS = ["safe", "standard", "aggressive"]
STYLES = ["plain", "typographic", "ascii"]
RAIN = "La pluie n'a pas cessé depuis lundi, et la rivière gelée déborde sur la place du marché."


def words(text: str) -> list[str]:
    """Words as the measure sees them: no case, no accents."""
    flat = unicodedata.normalize("NFKD", text).lower()
    flat = "".join(c for c in flat if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in flat).split()


def normalised(text: str) -> str:
    return newsclean.Pipeline([newsclean.NormalizeFrench()])(text)


@given(text=anything, level=st.sampled_from(LEVELS), style=st.sampled_from(STYLES))
def test_cleans_any_str_and_leaves_nothing_to_do(text: str, level: str, style: str) -> None:
    once = newsclean.clean(text, level=level, style=style)

    assert newsclean.clean(once, level=level, style=style) == once
    document = newsclean.Document(once)  # and no step has something that another one takes back
    assert [
        edit for step in newsclean.Pipeline.default(level=level, style=style) for edit in step.edits(document)
    ] == []


@pytest.mark.parametrize("letter", "РΞÅ")  # with the space behind it, a letter in UTF-8 to one encoding or another
@pytest.mark.parametrize("lost", [0xFFFD, 0xDCD0])
def test_no_space_is_taken_and_set_again_behind_what_was_lost(lost: int, letter: str) -> None:
    once = newsclean.clean(f"Vrai {chr(lost) * 2}{letter} : oui", lang="fr")

    assert once == f"Vrai \ufffd\ufffd{letter} : oui"
    assert newsclean.RepairEncoding().edits(newsclean.Document(once)) == []


def test_a_line_that_ends_in_many_credits_loses_them_all() -> None:
    prose = f"{RAIN} {RAIN} {RAIN}"

    assert newsclean.clean(f"{prose} {'(Photo : Jeanne Ollivier/AFP) ' * 30}") == prose
    once = newsclean.clean("Photo: Le -24touvé les archives." * 30, level="aggressive")
    assert newsclean.clean(once, level="aggressive") == once


def test_a_line_of_short_sentences_is_not_worn_away() -> None:
    text = ("... .   ..12 500 9 \udcff\udcffh 15 .. . . . 12 50y 9 h 15 W a Day!" * 20)[:1000]
    once = newsclean.clean(text, level="aggressive", lang="en")

    assert newsclean.clean(once, level="aggressive", lang="en") == once


@given(text=anything, level=st.sampled_from(LEVELS), style=st.sampled_from(STYLES))
def test_explain_gives_what_clean_gives_and_its_edits_make_it(text: str, level: str, style: str) -> None:
    result = newsclean.explain(text, level=level, style=style)

    assert result.text == newsclean.clean(text, level=level, style=style)
    assert apply(text, result.edits) == result.text
    assert result.undo() == text
    assert newsclean.Result.from_json(result.to_json()) == result


@given(text=news())
def test_every_offset_maps_home(text: str) -> None:
    result = newsclean.explain(text)
    touched = {i for edit in result.edits for i in range(*edit.span)}
    for place in range(0, len(text), 7):
        if place not in touched:
            there = result.cleaned_span(Span(place, place + 1))
            assert result.text[there.start : there.end] == text[place]
            assert result.original_span(there) == Span(place, place + 1)


@given(text=news())
def test_invents_no_word_and_keeps_their_order(text: str) -> None:
    source = iter(words(normalised(text)))

    assert all(word in source for word in words(newsclean.clean(text)))


ABOUT = "Le maire a traversé la place du marché depuis lundi."


@given(blocks=articles())
def test_prose_survives(blocks: list[str]) -> None:
    text = "\n\n".join(blocks)
    for level in LEVELS[:2]:
        assert newsclean.clean(text, level=level) == normalised(text)


@given(blocks=articles(), notice=notices, place=st.integers(1, 4))
def test_a_notice_between_paragraphs_comes_out_again(blocks: list[str], notice: str, place: int) -> None:
    place = min(place, len(blocks))
    text = "\n\n".join([*blocks[:place], notice, *blocks[place:]])

    assert newsclean.clean(text) == normalised("\n\n".join(blocks))


@pytest.mark.parametrize(
    "paragraph, notices",
    [
        (f"{ABOUT} {ABOUT} Notre équipe a traversé la place du marché sans un mot.", "(Jutta Wess, 14.2.2024)"),
        (f"{ABOUT} Nous avons compté nos chaussettes deux fois.", "Abonnez-vous à notre newsletter"),
    ],
)
def test_the_last_sentence_of_a_paragraph_stays_above_a_notice(paragraph: str, notices: str) -> None:
    """Where a marker stood below it, the zones took a sentence that says "nous"."""
    text = f"{ABOUT} {ABOUT} {ABOUT}\n\n{paragraph}"

    assert newsclean.clean(f"{text}\n\n{notices}") == text


@pytest.mark.parametrize("last", ["L'été.", "C'est fini.", "Elle rit.", "Il a dit non."])
@pytest.mark.parametrize("between", ["Lire aussi : Le pont rouvre", "Abonnez-vous à notre newsletter", "Publicité"])
def test_the_last_short_sentence_stays_behind_what_stands_between_paragraphs(last: str, between: str) -> None:
    text = f"{ABOUT} {ABOUT}\n\n{between}\n\n{between}\n\nLire aussi : Notre dossier vert\n\n{last}"

    assert newsclean.clean(text, style="plain") == f"{ABOUT} {ABOUT}\n\n{last}"


def test_each_notice_comes_out_from_between_two_paragraphs() -> None:
    """The same for every notice there is: the property above draws a few of them."""
    block = (
        "Le maire a traversé la place du marché depuis lundi, et les riverains ont posé trois fois la même question."
    )
    left = {notice: newsclean.clean(f"{block}\n\n{notice}\n\n{block}") for notice in NOTICES}

    assert {notice: text for notice, text in left.items() if text != f"{block}\n\n{block}"} == {}


@given(first=paragraphs(), second=news())
def test_documents_do_not_touch_each_other(first: str, second: str) -> None:
    alone = newsclean.clean(first)
    newsclean.clean(second)

    assert newsclean.clean(first) == alone


@pytest.mark.parametrize("value", [None, 3, b"abc", ["a"]])
def test_refuses_what_is_no_str(value: object) -> None:
    with pytest.raises(TypeError, match=r"clean\(\) takes str, not"):
        newsclean.clean(value)  # type: ignore[arg-type]


def test_tells_how_to_decode_bytes() -> None:
    with pytest.raises(TypeError, match="decode it first"):
        newsclean.clean(b"abc")  # type: ignore[arg-type]
    assert newsclean.clean_bytes("L’été.".encode()) == "L'été."


def test_empty_text_stays_empty() -> None:
    assert newsclean.clean("") == ""
    assert newsclean.clean(" \n\t\n") == ""


@pytest.mark.parametrize(
    "options", [{"level": "saf"}, {"style": "plian"}, {"locale": "de-DE"}, {"lvl": "safe"}], ids=str
)
def test_unknown_options_name_the_valid_ones(options: dict[str, str]) -> None:
    with pytest.raises(newsclean.OptionError, match="valid:"):
        newsclean.clean("Bonjour.", **options)


def test_gives_the_same_in_every_process() -> None:
    program = "import sys, newsclean; sys.stdout.write(newsclean.explain(sys.argv[1]).to_json())"
    text = "Lire aussi : Notre dossier\n\nL’été arrive.\n\nPartager sur Facebook\n\nAbonnez-vous à notre newsletter"
    command = [sys.executable, "-c", program, text]
    outputs = {
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "4242")
    }

    assert len(outputs) == 1


SHAPES = [
    "a",
    " ",
    "\n",
    "a\n\n",
    "« ",
    '"',
    "“",
    "M. ",
    "[",
    "{{",
    "<p>",
    "&amp;",
    "Ã©",
    "e\u0301",
    "\ud800",
    "\u200b",
]
SHAPES += [
    "fonction(){",
    "var a = 1;\n",
    "Lire aussi : ",
    "Lire aussi : Un titre\n",
    "(Photo AFP) ",
    "Abonnez-vous ",
    "| ",
]


@pytest.mark.parametrize("shape", SHAPES, ids=ascii)
def test_time_grows_with_the_text_and_no_faster(shape: str) -> None:
    def took(n: int) -> float:
        gc.disable()  # a collection of everything the suite holds is not this text's doing
        try:
            begin = time.process_time()
            newsclean.clean(shape * (n // len(shape)))
            return time.process_time() - begin
        finally:
            gc.enable()

    took(16_000)
    assert took(16_000) < 50 * max(min(took(1_000), took(1_000)), 0.001)  # 16 where linear, 256 where quadratic


def test_a_long_text_that_loses_a_little_in_each_round_settles() -> None:
    """Found by fuzzing: what goes in one round changes what the zones think of the next lines, ten times over."""
    piece = "tte lle a voté hier soir le budget\n fioffres d'abonn.\n\n mot-\n à " + "\udcff" * 7 + "\x01"
    once = newsclean.clean((piece * 200)[:10_000], level="aggressive", lang="fr")

    assert newsclean.clean(once, level="aggressive", lang="fr") == once
