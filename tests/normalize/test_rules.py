"""The rules as data: their examples hold, and no edit comes under a name that is not listed."""

from __future__ import annotations

import importlib.util
import tomllib
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.cleaners.normalize import (
    FrenchTypography,
    NormalizeFrench,
    RepairEncoding,
    TidyUnicode,
    TidyWhitespace,
)
from newsclean.document import Document
from newsclean.edits import apply
from newsclean.errors import OptionError
from newsclean.normalize.manner import LOCALES, STYLES, manner

from .hard import texts

ROOT = Path(__file__).resolve().parents[2]
RULES = tomllib.loads((files("newsclean") / "data/normalize/rules.toml").read_text(encoding="utf-8"))["rule"]
IDS = {rule["id"] for rule in RULES}
EXAMPLES = [(rule["id"], example) for rule in RULES for example in rule.get("example", [])]
SHOWN = str.maketrans({"⍽": "\u00a0", "⏑": "\u202f", "⏎": "\n"})


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("rule, example", EXAMPLES)
def test_an_example_holds(rule: str, example: dict[str, str], style: str) -> None:
    before = example["before"].translate(SHOWN)

    after = apply(before, NormalizeFrench(style=style).edits(Document(before)))

    assert after == example.get(style, example["before"]).translate(SHOWN)


@pytest.mark.parametrize("rule, example", EXAMPLES)
def test_an_example_is_one_of_its_rule(rule: str, example: dict[str, str]) -> None:
    document = Document(example["before"].translate(SHOWN))
    cleaners: list[Any] = [RepairEncoding(), TidyUnicode()]
    for style in STYLES:
        cleaners += [NormalizeFrench(style=style), TidyWhitespace(style=style), FrenchTypography(style=style)]

    assert rule in {id_ for cleaner in cleaners for edit in cleaner.edits(document) for id_ in edit.rule.split(" + ")}


def test_ids_are_unique_and_rules_have_examples() -> None:
    assert len(IDS) == len(RULES)
    assert {rule["id"] for rule in RULES if "example" not in rule} == {"encoding/surrogate", "fr/no-break-space"}


def test_the_two_that_toml_cannot_show() -> None:
    pair, half = "\ud83d\ude00", "\ud83d"

    assert apply(f"{pair} {half}", edits := RepairEncoding().edits(Document(f"{pair} {half}"))) == "😀 \ufffd"
    assert {edit.rule for edit in edits} == {"encoding/surrogate"}
    assert FrenchTypography().edits(Document("8\u00a0enfants"))[0].rule == "fr/no-break-space"


@given(texts, st.sampled_from(STYLES))
def test_every_edit_names_a_rule(text: str, style: str) -> None:
    for edit in NormalizeFrench(style=style, lang="fr").edits(Document(text)):
        assert set(edit.rule.split(" + ")) <= IDS


@pytest.mark.parametrize("cleaner", [TidyWhitespace, FrenchTypography, NormalizeFrench])
def test_an_unknown_style_is_refused_when_the_cleaner_is_built(cleaner: Any) -> None:
    with pytest.raises(OptionError, match="unknown style 'plian'; did you mean 'plain'"):
        cleaner(style="plian")


@pytest.mark.parametrize("locale", ["en-GB", "français", "fr-", "fr FR!", ""])
@pytest.mark.parametrize("cleaner", [FrenchTypography, NormalizeFrench])
def test_an_unknown_locale_is_refused_when_the_cleaner_is_built(cleaner: Any, locale: str) -> None:
    with pytest.raises(OptionError, match="unknown locale"):
        cleaner(locale=locale)


@pytest.mark.parametrize("locale", ["fr", "fr-BE", "fr-LU", "fr_FR", "FR-fr", "fr-MA"])
def test_any_other_french_is_that_of_france(locale: str) -> None:
    for style in STYLES:
        assert manner(style, locale) == manner(style, "fr-FR")
    assert manner("typographic", "fr_ca") == manner("typographic", "fr-CA") != manner("typographic", LOCALES[0])


def test_cleaners_are_values() -> None:
    assert NormalizeFrench() == NormalizeFrench(style="plain", locale="fr-FR", lang=None)
    assert hash(NormalizeFrench()) == hash(NormalizeFrench())
    assert [
        c.name for c in (RepairEncoding(), TidyUnicode(), TidyWhitespace(), FrenchTypography(), NormalizeFrench())
    ] == [
        "encoding",
        "unicode",
        "whitespace",
        "typography",
        "normalize",
    ]


def _page_module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("normalisation_page", ROOT / "bench/normalisation_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_what_the_rules_say() -> None:
    page = (ROOT / "docs/normalisation.md").read_text(encoding="utf-8")

    assert page == _page_module().page(page), "run: python bench/normalisation_page.py"
