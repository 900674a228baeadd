"""Many lines in one document: each comes out as it does alone, at its own place, and under the name of a rule."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from newsclean.cleaners.normalize import (
    FrenchTypography,
    NormalizeFrench,
    RepairEncoding,
    TidyUnicode,
    TidyWhitespace,
)
from newsclean.document import Document
from newsclean.edits import Edit, apply
from newsclean.normalize import chain, encoding, french, hygiene, space
from newsclean.normalize.manner import LOCALES, STYLES, manner

from .test_gates import all_lines

SHOWN = str.maketrans({"⍽": "\u00a0", "⏑": "\u202f", "⏎": "\n"})
CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))
TEXTS = [
    text.translate(SHOWN) for tables in CASES.values() for pairs in tables.values() for one in pairs for text in one
]
TEXTS = [text for text in dict.fromkeys(TEXTS) if "```" not in text and "~~~" not in text]
LINES = [line for text in TEXTS for line in text.split("\n")]
#: Paragraphs, as they stand in a document between two others.
BLOCKS = [block for text in TEXTS for block in text.split("\n\n") if block.strip() and block == block.strip("\n\r")]
RULES = tomllib.loads((files("newsclean") / "data/normalize/rules.toml").read_text(encoding="utf-8"))["rule"]
IDS = {rule["id"] for rule in RULES}


def edits(cleaner: Any, text: str) -> list[Edit]:
    found: list[Edit] = cleaner.edits(Document(text))
    return found


def moved(found: list[Edit], by: int) -> list[Edit]:
    return [e._replace(span=e.span._replace(start=e.span.start + by, end=e.span.end + by)) for e in found]


def one_by_one(cleaner: Any, pieces: list[str], gap: str) -> list[Edit]:
    """Return the edits of every piece alone, where it stands in the document of all of them."""
    out, place = [], 0
    for piece in pieces:
        out += moved(edits(cleaner, piece), place)
        place += len(piece) + len(gap)
    return out


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("style", STYLES)
def test_a_line_is_typeset_as_if_it_stood_alone(style: str, locale: str) -> None:
    cleaner = FrenchTypography(style=style, locale=locale, lang="fr")

    assert edits(cleaner, "\n".join(LINES)) == one_by_one(cleaner, LINES, "\n")


def test_a_line_is_repaired_as_if_it_stood_alone() -> None:
    assert edits(RepairEncoding(), "\n".join(LINES)) == one_by_one(RepairEncoding(), LINES, "\n")


@pytest.mark.parametrize("cleaner", [TidyUnicode(), *(TidyWhitespace(style=style) for style in STYLES)], ids=repr)
def test_a_paragraph_is_tidied_as_if_it_stood_alone(cleaner: Any) -> None:
    assert edits(cleaner, "\n\n".join(BLOCKS)) == one_by_one(cleaner, BLOCKS, "\n\n")


@pytest.mark.parametrize("style", STYLES)
def test_the_four_together_do_to_a_paragraph_what_they_do_to_it_alone(style: str) -> None:
    cleaner = NormalizeFrench(style=style, lang="fr")
    text = "\n\n".join(BLOCKS)

    alone = [apply(block, edits(cleaner, block)) for block in BLOCKS]
    assert apply(text, edits(cleaner, text)) == "\n\n".join(block for block in alone if block)


FENCED = "Il dit  : «oui»&eacute;\n\n```\n{}\n```\n\nEt  puis l’an&eacute;"


@pytest.mark.parametrize("cleaner", [RepairEncoding(), TidyWhitespace(), FrenchTypography(lang="fr")], ids=repr)
def test_a_block_of_code_stays_and_what_stands_around_it_does_not(cleaner: Any) -> None:
    text = FENCED.format("\n".join(LINES))
    first, last = text.index("```"), text.index("```\n\nEt")

    inside = {e.rule for e in edits(cleaner, text) if first <= e.span.start < last}
    around = [(e.old, e.new, e.rule) for e in edits(cleaner, text) if not first <= e.span.start < last]

    assert not inside or ("encoding/html-entity" not in inside and isinstance(cleaner, RepairEncoding))
    assert around == [(e.old, e.new, e.rule) for e in edits(cleaner, FENCED.format("x"))] != []


@pytest.mark.parametrize("text", ["\n".join(LINES), "\n\n".join(BLOCKS), FENCED.format("\n".join(LINES))], ids=len)
def test_the_gates_let_nothing_pass_that_a_stage_would_change(text: str) -> None:
    for how in (manner(style, locale) for style in STYLES for locale in LOCALES):
        assert chain.alone("T", Document(text), how, "fr") == french.edits(text, all_lines(text), how, "fr")
        if how.insert_high and how.insert_percent:
            assert chain.alone("W", Document(text), how) == space.edits(text, how.style, range(len(text) + 1))
    assert chain.alone("U", Document(text), how) == hygiene.edits(text)
    assert chain.alone("E", Document(text), how) == encoding.edits(text, all_lines(text))


def test_every_edit_of_a_stage_is_called_by_the_rule_of_the_stage() -> None:
    text = "\n\n".join(BLOCKS)
    wanted = {
        RepairEncoding(): "encoding",
        TidyUnicode(): "unicode",
        **{TidyWhitespace(style=style): ("space", "line") for style in STYLES},
        **{FrenchTypography(style=style, locale=x, lang="fr"): "fr" for style in STYLES for x in LOCALES},
    }
    for cleaner, kinds in wanted.items():
        for edit in edits(cleaner, text):
            for rule in edit.rule.split(" + "):
                assert rule in IDS
                assert rule.partition("/")[0] in kinds


@pytest.mark.parametrize("style", STYLES)
def test_typography_leaves_itself_nothing_to_do(style: str) -> None:
    """But for an elision before <<, which is none before it is a guillemet."""
    for locale in LOCALES:
        cleaner = FrenchTypography(style=style, locale=locale, lang="fr")
        once = [apply(line, edits(cleaner, line)) for line in LINES if "'<<" not in line]
        assert [line for line in once if edits(cleaner, line)] == []


@pytest.mark.parametrize("style", STYLES)
def test_a_long_text_is_normalised_like_a_short_one(style: str) -> None:
    """Of a million characters no copy is kept; of many odd ones not every place."""
    cleaner = NormalizeFrench(style=style, lang="fr")
    last = "Il a dit  : «oui»&nbsp;! Il a payÃ© 12 500 € à M. Dupont"
    for before in ("Il pleut sur la ville.\n\n" * 45_000, "E\u0301te\u0301 \ufb01n.\n\n" * 1_500):
        found = edits(cleaner, before + last)
        assert [e for e in found if e.span.start >= len(before)] == moved(edits(cleaner, last), len(before))
        assert apply(before, edits(cleaner, before)) == apply(before + last, found).rpartition("\n\n")[0]
