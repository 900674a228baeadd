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


def groups() -> Iterator[object]:
    """Yield the cases of one table under one key: style and locale, and pairs of given and wanted."""
    for group, tables in tomllib.loads(_FILE.read_text(encoding="utf-8")).items():
        for key, pairs in tables.items():
            shown = [(pair[0].translate(_SHOWN), pair[-1].translate(_SHOWN)) for pair in pairs]
            yield pytest.param(key, shown, id=f"{group}-{key}")


def _cleaner(key: str) -> NormalizeFrench | RepairEncoding | TidyUnicode:
    style, _, locale = key.partition(" ")
    if style == "encoding":
        return RepairEncoding()
    if style == "unicode":
        return TidyUnicode()
    return NormalizeFrench(style=style, locale=locale or "fr-FR")


@pytest.mark.parametrize("key, pairs", list(groups()))
def test_comes_out_as_the_specification_says(key: str, pairs: list[tuple[str, str]]) -> None:
    cleaner = _cleaner(key)
    came_out = [(given, apply(given, cleaner.edits(Document(given)))) for given, _ in pairs]

    assert came_out == pairs


@pytest.mark.parametrize("key, pairs", list(groups()))
def test_what_comes_out_is_left_alone(key: str, pairs: list[tuple[str, str]]) -> None:
    cleaner = _cleaner(key)

    assert [wanted for _, wanted in pairs if cleaner.edits(Document(wanted))] == []
