"""polars: expressions, series and types, beside the contract."""

from __future__ import annotations

import json

import pytest
from adapters import needed

from newsclean import DocumentError, Pipeline, clean

module = needed("polars")
import polars as pl

TEXT = "Lire aussi : Notre dossier\n\nL’été arrive."
STRICT = Pipeline([json.loads])


@pytest.mark.parametrize("engine", ["in-memory", "streaming"])
def test_knows_the_types_before_it_runs(engine: str) -> None:
    frame = pl.LazyFrame({"text": [TEXT, None], "n": [1, 2]})
    cleaned = frame.with_columns(pl.col("text").newsclean.clean(), found=pl.col("text").newsclean.removed())
    collected = cleaned.collect(engine=engine)

    assert collected.schema == cleaned.collect_schema()
    assert collected["text"].to_list() == [clean(TEXT), None]
    assert collected["found"].list.len().to_list() == [1, None]


def test_series_have_the_methods_too() -> None:
    series = pl.Series("text", [TEXT, None])

    assert series.newsclean.clean().to_list() == [clean(TEXT), None]
    assert series.newsclean.clean().name == "text"
    assert series.newsclean.explain().struct.fields == ["text", "newsclean_removed"]
    assert [piece["rule"] for piece in series.newsclean.removed()[0]] == ["fr/read-also"]
    with pytest.raises(DocumentError, match="document 'b'"):
        pl.Series(["1"]).newsclean.clean(STRICT, id=["b"])


def test_takes_categories_and_nulls_and_refuses_numbers() -> None:
    assert pl.Series([TEXT], dtype=pl.Categorical).newsclean.clean().to_list() == [clean(TEXT)]
    assert pl.Series([None, None]).newsclean.clean().to_list() == [None, None]
    with pytest.raises(Exception, match="'n' is Int64, not String; cast it first"):
        pl.DataFrame({"n": [1]}).select(pl.col("n").newsclean.clean())


def test_groups_and_filters_with_it() -> None:
    frame = pl.DataFrame({"site": ["a", "b", "a"], "text": [TEXT, TEXT, "Il pleut."]})

    assert frame.filter(pl.col("text").newsclean.removed().list.len() > 0).height == 2
    assert frame.group_by("site", maintain_order=True).agg(pl.col("text").newsclean.clean())["text"].to_list() == [
        [clean(TEXT), "Il pleut."],
        [clean(TEXT)],
    ]
