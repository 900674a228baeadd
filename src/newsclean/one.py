"""One document that has a name: cleaned or explained, and where that fails the error says which one it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from newsclean.errors import DocumentError

if TYPE_CHECKING:
    from newsclean.pipeline import Pipeline
    from newsclean.result import Result

__all__ = ["clean_one", "explain_one"]

T = TypeVar("T")


def clean_one(pipeline: Callable[[str], T], text: str, id: object) -> T:
    """Return ``pipeline(text)``, of a pipeline or another function of one text.

    Raises:
        DocumentError: ``text`` is not a str, or a step failed; it carries ``id``.
    """
    try:
        return pipeline(text)
    except MemoryError:  # of the machine, not of the document
        raise
    except Exception as error:
        raise _failed(id, error) from error


def explain_one(pipeline: Pipeline, text: str, id: object) -> Result:
    """Return ``pipeline.explain(text)``; same errors as :func:`clean_one`."""
    try:
        return pipeline.explain(text, id=None if id is None else str(id))
    except MemoryError:
        raise
    except Exception as error:
        raise _failed(id, error) from error


def _failed(id: object, error: Exception) -> DocumentError:
    return DocumentError(f"document {id!r}: {type(error).__name__}: {error}", id)
