"""datatrove: a pipeline step, which runs wherever datatrove does (this machine, Slurm, Ray)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from newsclean.integrations.core import REMOVED, chosen, needs, pieces
from newsclean.one import clean_one, explain_one
from newsclean.pipeline import Pipeline

with needs("datatrove"):
    from datatrove.pipeline.formatters.base import BaseFormatter
    from datatrove.utils.typeshelper import StatHints

__all__ = ["NewsClean"]


class NewsClean(BaseFormatter):
    """Clean the text of each document; id, media and metadata stay.

    Stats of the step, as datatrove sums them over tasks: ``total``, ``changed`` and ``emptied`` documents,
    ``characters_before`` and ``characters_after``, and the edits under each rule (``rule/fr/read-also``).

    Args:
        pipeline: what cleans; None: what :func:`newsclean.clean` runs.
        removed: put what was removed into ``metadata["newsclean_removed"]``, a list of dicts with ``start``, ``end``
            (code points of the text as it came in, half-open), ``rule``, ``category`` and ``text``.
        rules: count rules; without these two nothing is recorded, which is faster where much is removed.

    Raises:
        TypeError: ``pipeline`` is not a Pipeline.
        DocumentError: while it runs, for the first document that failed; carries its id.
    """

    name = "\N{BAR OF SOAP} newsclean"

    def __init__(self, pipeline: Pipeline | None = None, *, removed: bool = False, rules: bool = True) -> None:
        super().__init__()
        self.pipeline = chosen(pipeline)
        self.removed = removed
        self.rules = rules

    def format(self, text: str) -> str:
        """Return the cleaned text, without any record."""
        return self.pipeline(text)

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Any]:
        """Yield the documents, cleaned."""
        for document in data or ():
            with self.track_time():
                before = document.text
                if self.rules or self.removed:
                    result = explain_one(self.pipeline, before, document.id)
                    document.text = result.text
                    for rule, edits in result.rule_counts.items():
                        self.stat_update(f"rule/{rule}", value=edits)
                    if self.removed:
                        document.metadata[REMOVED] = pieces(result)
                else:
                    document.text = clean_one(self.pipeline, before, document.id)
            self._count(before, document.text)
            yield document

    def _count(self, before: str, after: str) -> None:
        self.stat_update(StatHints.total)
        self.stat_update("characters_before", value=len(before))
        self.stat_update("characters_after", value=len(after))
        if after != before:
            self.stat_update("changed")
            if before.strip() and not after.strip():
                self.stat_update("emptied")
