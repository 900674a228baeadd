"""DuckDB: the SQL functions ``newsclean(text)`` and ``newsclean_removed(text)``."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from newsclean.integrations.arrow import clean_array, removed_array
from newsclean.integrations.core import REMOVED, chosen, needs
from newsclean.pipeline import Pipeline

with needs("duckdb"):
    import duckdb
    import numpy  # noqa: F401  (DuckDB calls functions with it)
    import pyarrow  # noqa: F401  (DuckDB hands over Arrow arrays)

__all__ = ["register"]

_REMOVED_TYPE = 'STRUCT("start" BIGINT, "end" BIGINT, "rule" VARCHAR, category VARCHAR, "text" VARCHAR)[]'


def register(
    connection: Any, pipeline: Pipeline | None = None, *, name: str = "newsclean", removed: str | None = REMOVED
) -> None:
    """Give the SQL of ``connection`` two functions that run ``pipeline``.

    Both take a text and, for the message of an error, an id: ``newsclean(text)``, ``newsclean(text, id)``; NULL stays.

    Args:
        connection: a DuckDB connection; the functions end with it.
        pipeline: what cleans; None: what :func:`newsclean.clean` runs.
        name: the function that gives the cleaned text; one that was registered before is replaced.
        removed: the function that gives the list of what would be removed; None: none.

    Raises:
        TypeError: ``pipeline`` is not a Pipeline.
        duckdb.InvalidInputException: in a query, for the first document that failed; tells its id.
    """
    run = chosen(pipeline)

    def clean(*columns: Any) -> Any:
        return clean_array(run, *_text_and_id(name, columns))

    def pieces(*columns: Any) -> Any:
        return removed_array(run, *_text_and_id(str(removed), columns))

    _create(connection, name, clean, "VARCHAR")
    if removed is not None:
        _create(connection, removed, pieces, _REMOVED_TYPE)


def _create(connection: Any, name: str, function: Any, returns: str) -> None:
    with suppress(duckdb.InvalidInputException):  # the first time there is none
        connection.remove_function(name)
    connection.create_function(name, function, None, connection.type(returns), type="arrow", null_handling="special")


def _text_and_id(name: str, columns: tuple[Any, ...]) -> tuple[Any, ...]:
    if not 1 <= len(columns) <= 2:
        raise TypeError(f"{name}() takes a text and, if wanted, an id; {len(columns)} columns were given")
    return columns
