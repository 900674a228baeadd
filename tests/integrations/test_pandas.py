"""pandas: types, missing values and labels, beside the contract."""

from __future__ import annotations

import json

import pytest
from adapters import needed

from newsclean import DocumentError, Pipeline, clean

module = needed("pandas")
import pandas as pd

TEXT = "Lire aussi : Notre dossier\n\nL’été arrive."
STRICT = Pipeline([json.loads])


@pytest.mark.parametrize("kind", ["str", "string", "object", "string[pyarrow]", "large_string[pyarrow]"])
def test_types_stay(kind: str) -> None:
    if kind.startswith("large"):
        import pyarrow as pa

        kind = pd.ArrowDtype(pa.large_string())
    before = pd.Series([TEXT, None, ""], index=["x", "y", "z"], name="body", dtype=kind)
    after = before.newsclean.clean()

    assert (after.dtype, after.name, list(after.index)) == (before.dtype, "body", ["x", "y", "z"])
    assert after.isna().tolist() == [False, True, False]
    assert (after["x"], after["z"]) == (clean(TEXT), "")


def test_missing_values_stay_what_they_were() -> None:
    before = pd.Series([None, float("nan"), pd.NA, TEXT], dtype=object)
    after = before.newsclean.clean()

    assert after[0] is None
    assert after[1] != after[1]
    assert after[2] is pd.NA
    assert pd.Series([float("nan")]).newsclean.clean().isna().all()
    assert pd.Series([TEXT], dtype="category").newsclean.clean().tolist() == [clean(TEXT)]


def test_errors_tell_the_label() -> None:
    with pytest.raises(DocumentError, match="document 'b': JSONDecodeError"):
        pd.Series(['"a"', "b"], index=["a", "b"]).newsclean.clean(STRICT)
    with pytest.raises(DocumentError, match=r"document 1: TypeError: .*takes str, not int"):
        pd.Series([TEXT, 3], dtype=object).newsclean.clean()
    with pytest.raises(AttributeError, match="with text, not int64"):
        _ = pd.Series([1]).newsclean


def test_lists_what_was_removed() -> None:
    series = pd.Series([TEXT, None], index=[5, 6])

    assert list(series.newsclean.explain().columns) == ["text", "newsclean_removed"]
    assert series.newsclean.removed()[5][0]["text"] == "Lire aussi : Notre dossier\n\n"
    assert series.newsclean.removed()[6] is None
