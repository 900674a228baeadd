"""DuckDB: the SQL functions, beside the contract."""

from __future__ import annotations

import json
from typing import Any

import pytest
from adapters import needed

from newsclean import Pipeline, clean

module = needed("duckdb")
import duckdb

TEXT = "Lire aussi : Notre dossier\n\nL’été arrive."
STRICT = Pipeline([json.loads])


@pytest.fixture
def connection() -> Any:
    with duckdb.connect() as connection:
        module.register(connection)
        yield connection


def test_functions_take_an_id_or_none(connection: Any) -> None:
    found = connection.execute("SELECT newsclean(t), newsclean(t, 3), newsclean(NULL) FROM (SELECT ? AS t)", [TEXT])

    assert found.fetchall() == [(clean(TEXT), clean(TEXT), None)]
    with pytest.raises(Exception, match=r"newsclean\(\) takes a text and, if wanted, an id; 3 columns were given"):
        connection.execute("SELECT newsclean('a', 1, 2)").fetchall()
    with pytest.raises(Exception, match="a column of int32 holds no text"):
        connection.execute("SELECT newsclean(1)").fetchall()


def test_functions_are_replaced_when_registered_again(connection: Any) -> None:
    module.register(connection, Pipeline([str.upper]))
    module.register(connection, Pipeline([str.lower]), name="lowered", removed=None)

    assert connection.execute("SELECT newsclean('Il'), lowered('Il')").fetchall() == [("IL", "il")]


def test_lists_what_would_be_removed(connection: Any) -> None:
    query = "SELECT piece.rule, count(*) FROM (SELECT unnest(newsclean_removed(?)) AS piece) GROUP BY ALL"

    assert connection.execute(query, [TEXT]).fetchall() == [("fr/read-also", 1)]
