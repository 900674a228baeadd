"""Hugging Face datasets: a function for ``dataset.map(NewsClean(), batched=True)``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from newsclean import __version__
from newsclean.integrations.arrow import REMOVED_TYPE, clean_table
from newsclean.integrations.core import REMOVED, chosen, clean_column, column_named, explain_column, id_column, needs
from newsclean.pipeline import Pipeline
from newsclean.rules.load import builtin_version

with needs("datasets"):
    import datasets
    import pyarrow as pa

__all__ = ["NewsClean"]


def _made_with() -> str:
    return f"newsclean {__version__}, rules {builtin_version()}"


@dataclass(frozen=True, kw_only=True)
class NewsClean:
    """Clean one column of each batch; all other columns stay.

    The same options have the same fingerprint in every process, so ``map`` finds its cache again; another pipeline,
    version of newsclean or version of its rules has another one. Works with ``num_proc=``, on a streamed dataset, and
    with the formats "python" (the usual one) and "arrow".

    Args:
        pipeline: what cleans; None: what :func:`newsclean.clean` runs.
        text: the column of the texts; None in it stays None.
        id: the column of the ids, for errors; None: "id" where there is one, else the row in its batch.
        removed: add the column ``newsclean_removed``; give ``map`` its type, see :meth:`features`.
    """

    pipeline: Pipeline | None = None
    text: str = "text"
    id: str | None = None
    removed: bool = False
    made_with: str = field(init=False, default_factory=_made_with)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pipeline", chosen(self.pipeline))

    def __call__(self, batch: Any) -> Any:
        """Return the columns that differ (of an Arrow table: the table).

        Raises:
            OptionError: a column is not there.
            DocumentError: the first document that failed, with its id.
        """
        pipeline = chosen(self.pipeline)
        if isinstance(batch, pa.Table):
            return clean_table(pipeline, batch, text=self.text, id=self.id, removed=self.removed)
        names = list(batch)
        texts = batch[column_named(self.text, names)]
        if texts is None or isinstance(texts, (str, bytes)):
            raise TypeError("NewsClean takes batches: dataset.map(NewsClean(), batched=True)")
        named = id_column(self.id, names)
        ids = None if named is None else batch[named]
        if not self.removed:
            return {self.text: clean_column(pipeline, texts, ids)}
        cleaned, removed = explain_column(pipeline, texts, ids)
        return {self.text: cleaned, REMOVED: removed}

    def features(self, before: Any) -> Any:
        """Return the features of what comes out, for the ``features=`` of ``map``."""
        after = before.copy()
        if self.removed:
            after[REMOVED] = datasets.Features.from_arrow_schema(pa.schema([(REMOVED, REMOVED_TYPE)]))[REMOVED]
        return after
