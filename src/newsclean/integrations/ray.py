"""Ray Data: a class for ``dataset.map_batches``, one pipeline for each actor."""

from __future__ import annotations

from typing import Any

from newsclean.integrations.arrow import clean_table
from newsclean.integrations.core import chosen, needs
from newsclean.pipeline import Pipeline

with needs("ray"):
    import pyarrow as pa
    import ray.data  # noqa: F401  (what this is for)

__all__ = ["NewsClean"]


class NewsClean:
    """Clean one column of each batch; all other columns stay.

    ``dataset.map_batches(NewsClean, batch_format="pyarrow", compute=ray.data.ActorPoolStrategy(size=4))`` makes one for
    each actor; ``fn_constructor_kwargs={"pipeline": pipeline}`` passes the arguments below. The workers need newsclean
    installed.

    Args:
        pipeline: what cleans; None: what :func:`newsclean.clean` runs.
        text: the column of the texts; null in it stays null.
        id: the column of the ids, for errors; None: "id" where there is one, else the row in its batch.
        removed: add the column ``newsclean_removed``, a list of structs: what was removed.
    """

    def __init__(
        self, pipeline: Pipeline | None = None, *, text: str = "text", id: str | None = None, removed: bool = False
    ) -> None:
        self.pipeline = chosen(pipeline)
        self.text = text
        self.id = id
        self.removed = removed

    def __call__(self, batch: Any) -> Any:
        """Return the Arrow table, cleaned.

        Raises:
            TypeError: the batch is no Arrow table.
            OptionError: a column is not there.
            DocumentError: the first document that failed, with its id.
        """
        if not isinstance(batch, pa.Table):
            raise TypeError('NewsClean takes Arrow tables: map_batches(NewsClean, batch_format="pyarrow", ...)')
        return clean_table(self.pipeline, batch, text=self.text, id=self.id, removed=self.removed)
