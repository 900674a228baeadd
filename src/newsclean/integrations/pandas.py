"""pandas: ``df["text"].newsclean.clean()``."""

from __future__ import annotations

from typing import Any

from newsclean.integrations.core import REMOVED, chosen, clean_column, explain_column, needs
from newsclean.pipeline import Pipeline

with needs("pandas"):
    import pandas as pd

__all__ = ["NewsCleanAccessor"]


@pd.api.extensions.register_series_accessor("newsclean")
class NewsCleanAccessor:
    """The methods. An error tells the label of the row in the index, or what ``id`` (a series or list) holds there.

    Raises:
        AttributeError: the series holds numbers or dates, which are no text.
    """

    def __init__(self, series: Any) -> None:
        # A series of missing values alone is of type float64 or object.
        if not (pd.api.types.is_string_dtype(_kind(series)) or series.isna().all()):
            raise AttributeError(f"Can only use .newsclean with text, not {series.dtype}: .astype('str') first")
        self._series = series

    def clean(self, pipeline: Pipeline | None = None, *, id: Any = None) -> Any:
        """Return a series of the cleaned texts: same index, name and type; what is missing stays missing.

        Categories become plain texts.

        Raises:
            DocumentError: the first document that failed.
        """
        return self._like(clean_column(chosen(pipeline), self._texts(), self._ids(id)))

    def explain(self, pipeline: Pipeline | None = None, *, id: Any = None) -> Any:
        """Return a frame of the cleaned ``text`` and ``newsclean_removed``, the list of what was removed."""
        cleaned, removed = explain_column(chosen(pipeline), self._texts(), self._ids(id))
        return pd.DataFrame({"text": self._like(cleaned), REMOVED: self._objects(removed)}, index=self._series.index)

    def removed(self, pipeline: Pipeline | None = None, *, id: Any = None) -> Any:
        """Return a series of lists: what :meth:`clean` removes; see :class:`newsclean.integrations.core.Piece`."""
        return self._objects(explain_column(chosen(pipeline), self._texts(), self._ids(id))[1]).rename(REMOVED)

    def _texts(self) -> list[Any]:
        missing = self._series.isna()
        return [None if gone else text for text, gone in zip(self._series.tolist(), missing.tolist(), strict=True)]

    def _ids(self, id: Any) -> list[Any]:
        return list(self._series.index if id is None else id)

    def _like(self, texts: list[str | None]) -> Any:
        series = self._series
        kind = _kind(series)
        if pd.api.types.is_object_dtype(kind):  # None and NaN are told apart
            texts = [old if new is None else new for old, new in zip(series.tolist(), texts, strict=True)]
        return pd.Series(texts, index=series.index, name=series.name, dtype=kind)

    def _objects(self, values: list[Any]) -> Any:
        return pd.Series(values, index=self._series.index, dtype=object)


def _kind(series: Any) -> Any:
    """Return the type of the texts; of categories, that of what they stand for."""
    return series.dtype.categories.dtype if isinstance(series.dtype, pd.CategoricalDtype) else series.dtype
