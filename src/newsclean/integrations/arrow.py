"""Arrow arrays and tables through a pipeline: what the adapters of Arrow-speaking engines are made of."""

from __future__ import annotations

from typing import Any

from newsclean.errors import OptionError
from newsclean.integrations.core import REMOVED, clean_column, column_named, explain_column, id_column, needs
from newsclean.pipeline import Pipeline

with needs("arrow"):
    import pyarrow as pa

__all__ = ["REMOVED_TYPE", "clean_array", "clean_table", "removed_array"]

#: What ``newsclean_removed`` is in Arrow; see :class:`newsclean.integrations.core.Piece`.
REMOVED_TYPE = pa.list_(
    pa.struct(
        [
            ("start", pa.int64()),
            ("end", pa.int64()),
            ("rule", pa.string()),
            ("category", pa.string()),
            ("text", pa.string()),
        ]
    )
)


def clean_array(pipeline: Pipeline, array: Any, ids: Any = None) -> Any:
    """Return the cleaned texts of an array or chunked array, in its own type; null stays null.

    Raises:
        OptionError: it holds no text.
        DocumentError: the first document that failed, with its id.
    """
    cleaned = clean_column(pipeline, _texts(array), None if ids is None else ids.to_pylist())
    return pa.array(cleaned, _plain(array.type))


def removed_array(pipeline: Pipeline, array: Any, ids: Any = None) -> Any:
    """Return what would be removed from each text; null where the text is null."""
    removed = explain_column(pipeline, _texts(array), None if ids is None else ids.to_pylist())[1]
    return pa.array(removed, REMOVED_TYPE)


def clean_table(pipeline: Pipeline, table: Any, *, text: str, id: str | None, removed: bool) -> Any:
    """Return a ``RecordBatch`` or ``Table`` with the column ``text`` cleaned and all others as they were.

    Args:
        pipeline: what cleans it.
        table: n rows.
        text: the column of the texts.
        id: the column of the ids; None: "id" where there is one, else errors tell the row.
        removed: whether to add the column ``newsclean_removed``.

    Raises:
        OptionError: a column is not there or holds no text.
        DocumentError: the first document that failed, with its id.
    """
    names = table.schema.names
    place = names.index(column_named(text, names))
    ids = id_column(id, names)
    named = None if ids is None else table.column(names.index(ids)).to_pylist()
    column = table.column(place)
    field = table.schema.field(place)
    kind = _plain(field.type)
    if removed:
        cleaned, found = explain_column(pipeline, _texts(column), named)
        table = table.append_column(REMOVED, pa.array(found, REMOVED_TYPE))
    else:
        cleaned = clean_column(pipeline, _texts(column), named)
    return table.set_column(place, field.with_type(kind), pa.array(cleaned, kind))


def _texts(array: Any) -> list[str | None]:
    kind = _plain(array.type)
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)):
        if pa.types.is_null(kind):
            return [None] * len(array)
        raise OptionError(f"a column of {array.type} holds no text; cast it to string first")
    values: list[str | None] = array.to_pylist()
    return values


def _plain(kind: Any) -> Any:
    """Return the type of the values of a dictionary: cleaned texts seldom repeat."""
    return kind.value_type if pa.types.is_dictionary(kind) else kind
