"""polars: ``pl.col("text").newsclean.clean()``, on expressions and on series."""

from __future__ import annotations

from typing import Any

from newsclean.integrations.core import chosen, clean_column, explain_column, needs
from newsclean.pipeline import Pipeline

with needs("polars"):
    import polars as pl

__all__ = ["NewsCleanExpr", "NewsCleanSeries"]

_PIECE = pl.Struct(
    {"start": pl.Int64, "end": pl.Int64, "rule": pl.String, "category": pl.String, "text": pl.String},
)
_EXPLAINED = pl.Struct({"text": pl.String, "newsclean_removed": pl.List(_PIECE)})


@pl.api.register_expr_namespace("newsclean")
class NewsCleanExpr:
    """The expressions. ``id``: a column (or its name) whose value an error tells; without it, the row in its batch."""

    def __init__(self, expr: Any) -> None:
        self._expr = expr

    def clean(self, pipeline: Pipeline | None = None, *, id: Any = None) -> Any:
        """The cleaned text; null stays null.

        Raises:
            TypeError: ``pipeline`` is not a Pipeline.
            polars.exceptions.ComputeError: at collection, for the first document that failed; tells its id.
        """
        run = chosen(pipeline)
        return self._mapped(lambda texts, ids: pl.Series(clean_column(run, texts, ids), dtype=pl.String), id, pl.String)

    def explain(self, pipeline: Pipeline | None = None, *, id: Any = None) -> Any:
        """A struct of the cleaned ``text`` and ``newsclean_removed``, the list of what was removed; see ``unnest``."""
        run = chosen(pipeline)

        def explained(texts: list[str | None], ids: list[Any] | None) -> Any:
            cleaned, removed = explain_column(run, texts, ids)
            rows = [
                None if text is None else {"text": text, "newsclean_removed": found}
                for text, found in zip(cleaned, removed, strict=True)
            ]
            return pl.Series(rows, dtype=_EXPLAINED)

        return self._mapped(explained, id, _EXPLAINED)

    def removed(self, pipeline: Pipeline | None = None, *, id: Any = None) -> Any:
        """The list of what :meth:`clean` removes: structs of ``start``, ``end``, ``rule``, ``category``, ``text``."""
        return self.explain(pipeline, id=id).struct.field("newsclean_removed")

    def _mapped(self, function: Any, id: Any, dtype: Any) -> Any:
        def batch(columns: list[Any]) -> Any:
            texts = columns[0]
            if texts.dtype not in (pl.String, pl.Null):
                texts = texts.cast(pl.String) if texts.dtype in (pl.Categorical, pl.Enum) else _refuse(texts)
            done = function(texts.to_list(), columns[1].to_list() if len(columns) > 1 else None)
            return done.alias(columns[0].name)

        inputs = [self._expr] if id is None else [self._expr, pl.col(id) if isinstance(id, str) else id]
        return pl.map_batches(inputs, batch, return_dtype=dtype, is_elementwise=True)


@pl.api.register_series_namespace("newsclean")
class NewsCleanSeries:
    """The same on a series, at once. ``id``: a series or list of names for the errors."""

    def __init__(self, series: Any) -> None:
        self._series = series

    def clean(self, pipeline: Pipeline | None = None, *, id: Any = None) -> Any:
        """The cleaned texts; null stays null."""
        return self._run("clean", pipeline, id)

    def explain(self, pipeline: Pipeline | None = None, *, id: Any = None) -> Any:
        """A struct series; see :meth:`NewsCleanExpr.explain`."""
        return self._run("explain", pipeline, id)

    def removed(self, pipeline: Pipeline | None = None, *, id: Any = None) -> Any:
        """What :meth:`clean` removes; see :meth:`NewsCleanExpr.removed`."""
        return self._run("removed", pipeline, id)

    def _run(self, what: str, pipeline: Pipeline | None, id: Any) -> Any:
        columns = {"text": self._series} if id is None else {"text": self._series, "id": pl.Series(id)}
        namespace = NewsCleanExpr(pl.col("text"))
        expression = getattr(namespace, what)(pipeline, id=None if id is None else "id")
        return pl.DataFrame(columns).select(expression).to_series().alias(self._series.name)


def _refuse(series: Any) -> Any:
    raise TypeError(f"column {series.name!r} is {series.dtype}, not String; cast it first: .cast(pl.String)")
