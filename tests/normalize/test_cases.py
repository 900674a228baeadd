"""Every example of the specification, and its neighbours: input and output as people see them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsclean.cleaners.normalize import NormalizeFrench, RepairEncoding, TidyUnicode
from newsclean.document import Document
from newsclean.edits import apply

_FILE = Path(__file__).with_name("cases.toml")
_SHOWN = str.maketrans({"⍽": "\u00a0", "⏑": "\u202f", "⏎": "\n"})


def cases() -> Iterator[object]:
    for group, tables in tomllib.loads(_FILE.read_text(encoding="utf-8")).items():
        for key, pairs in tables.items():
            for pair in pairs:
                given, wanted = (text.translate(_SHOWN) for text in (pair[0], pair[-1]))
                yield pytest.param(key, given, wanted, id=f"{group}-{key}-{pair[0]}"[:80])


def _cleaner(key: str) -> NormalizeFrench | RepairEncoding | TidyUnicode:
    style, _, locale = key.partition(" ")
    if style == "encoding":
        return RepairEncoding()
    if style == "unicode":
        return TidyUnicode()
    return NormalizeFrench(style=style, locale=locale or "fr-FR")


@pytest.mark.parametrize("key, given, wanted", list(cases()))
def test_comes_out_as_the_specification_says(key: str, given: str, wanted: str) -> None:
    cleaner = _cleaner(key)

    assert apply(given, cleaner.edits(Document(given))) == wanted


@pytest.mark.parametrize("key, given, wanted", list(cases()))
def test_what_comes_out_is_left_alone(key: str, given: str, wanted: str) -> None:
    assert _cleaner(key).edits(Document(wanted)) == []
