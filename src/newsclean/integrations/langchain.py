"""LangChain: a document transformer, for between a loader and a text splitter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from newsclean.integrations.core import chosen, clean_document, needs
from newsclean.pipeline import Pipeline

with needs("langchain"):
    from langchain_core.documents import BaseDocumentTransformer

__all__ = ["NewsClean"]


class NewsClean(BaseDocumentTransformer):
    """Clean the text of documents; id and metadata stay, and the documents given are left as they were.

    An error tells the id of a document, else its ``metadata["source"]``, else its number.

    Args:
        pipeline: what cleans; None: what :func:`newsclean.clean` runs.
        removed: put what was removed into ``metadata["newsclean_removed"]``.
    """

    def __init__(self, pipeline: Pipeline | None = None, *, removed: bool = False) -> None:
        self.pipeline = chosen(pipeline)
        self.removed = removed

    def transform_documents(self, documents: Sequence[Any], **kwargs: Any) -> list[Any]:
        """Return a cleaned copy of each document.

        Raises:
            DocumentError: the first document that failed.
        """
        return [self._cleaned(document, number) for number, document in enumerate(documents)]

    def _cleaned(self, document: Any, number: int) -> Any:
        id = document.id or document.metadata.get("source") or number
        text, more = clean_document(self.pipeline, document.page_content, id, self.removed)
        return document.model_copy(update={"page_content": text, "metadata": {**document.metadata, **more}})
