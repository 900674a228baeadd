"""What the adapters share: the pipeline, columns and documents through it, and the message when a tool is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import count
from typing import Any, TypedDict

from newsclean.errors import OptionError, nearest
from newsclean.one import clean_one, explain_one
from newsclean.pipeline import Pipeline
from newsclean.result import Result

__all__ = [
    "REMOVED",
    "Piece",
    "chosen",
    "clean_column",
    "clean_document",
    "column_named",
    "explain_column",
    "id_column",
    "needs",
    "pieces",
]

#: The column or metadata key that holds what was removed, where the caller asks for it.
REMOVED = "newsclean_removed"


class Piece(TypedDict):
    """What one edit removed: ``original[start:end] == text`` (code points, half-open)."""

    start: int
    end: int
    rule: str
    category: str
    text: str


@contextmanager
def needs(extra: str) -> Iterator[None]:
    """Import a tool in this block; where it is not installed, the error names the extra that brings it.

    Raises:
        ImportError: with the command that installs it.
    """
    try:
        yield
    except ImportError as error:
        tool = (error.name or extra).partition(".")[0]
        raise ImportError(
            f'newsclean.integrations.{extra} needs {tool}: pip install "newsclean[{extra}]" ({error})', name=error.name
        ) from error


def chosen(pipeline: Pipeline | None) -> Pipeline:
    """Return the pipeline to run: the one given, or the one that :func:`newsclean.clean` runs.

    Raises:
        TypeError: it is something else, such as the name of a level.
    """
    if pipeline is None:
        return _default()
    if not isinstance(pipeline, Pipeline):
        raise TypeError(
            f"pipeline must be a newsclean.Pipeline, not {type(pipeline).__name__}: "
            "e.g. Pipeline.default(level='safe'), or Pipeline([function])"
        )
    return pipeline


@cache
def _default() -> Pipeline:
    return Pipeline.default()


def clean_column(
    pipeline: Pipeline, texts: Iterable[str | None], ids: Iterable[object] | None = None
) -> list[str | None]:
    """Return the cleaned texts; None stays None.

    Args:
        pipeline: what cleans them.
        texts: a column.
        ids: the names of the documents, as many as there are texts; None: their numbers, from 0.

    Raises:
        DocumentError: the first document that failed, with its id.
    """
    return [None if text is None else clean_one(pipeline, text, id) for text, id in _named(texts, ids)]


def explain_column(
    pipeline: Pipeline, texts: Iterable[str | None], ids: Iterable[object] | None = None
) -> tuple[list[str | None], list[list[Piece] | None]]:
    """Return the cleaned texts and what was removed from each; as :func:`clean_column` otherwise."""
    cleaned: list[str | None] = []
    removed: list[list[Piece] | None] = []
    for text, id in _named(texts, ids):
        result = None if text is None else explain_one(pipeline, text, id)
        cleaned.append(None if result is None else result.text)
        removed.append(None if result is None else pieces(result))
    return cleaned, removed


def _named(texts: Iterable[str | None], ids: Iterable[object] | None) -> Iterator[tuple[str | None, object]]:
    return zip(texts, count() if ids is None else ids, strict=False)


def clean_document(pipeline: Pipeline, text: str, id: object, removed: bool) -> tuple[str, dict[str, list[Piece]]]:
    """Return the cleaned text of one document and the metadata to add: what was removed, if that is wanted.

    Raises:
        DocumentError: it failed; with its id.
    """
    if not removed:
        return clean_one(pipeline, text, id), {}
    result = explain_one(pipeline, text, id)
    return result.text, {REMOVED: pieces(result)}


def pieces(result: Result) -> list[Piece]:
    """Return what was removed, in order, as plain dicts that any tool can store."""
    return [
        Piece(start=a.span.start, end=a.span.end, rule=a.rule, category=a.category, text=a.text) for a in result.removed
    ]


def column_named(name: str, there: Sequence[Any]) -> str:
    """Return the name of a column that is there.

    Raises:
        OptionError: it is not; the message lists those that are.
    """
    if name not in there:
        raise OptionError(nearest(name, map(str, there), "column"))
    return name


def id_column(name: str | None, there: Sequence[Any]) -> str | None:
    """Return the column of the ids: the one named, or "id" where there is one, or None.

    Raises:
        OptionError: the one named is not there.
    """
    if name is not None:
        return column_named(name, there)
    return "id" if "id" in there else None
