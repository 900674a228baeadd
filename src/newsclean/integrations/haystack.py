"""Haystack: a component, for between a converter and a splitter."""

# No "from __future__ import annotations": Haystack reads the types of ``run`` to check connections.

from dataclasses import replace
from typing import Any

from newsclean.files import pipeline_from_text
from newsclean.integrations.core import chosen, clean_document, needs
from newsclean.pipeline import Pipeline

with needs("haystack"):
    from haystack import Document, component, default_from_dict, default_to_dict

__all__ = ["NewsClean"]


@component
class NewsClean:
    """Clean the text of documents; ids, metadata and all else stay. A document without text passes as it is.

    A pipeline of Haystack that holds it can be saved: newsclean's pipeline is then a TOML text in it, which names the
    version of the rules.

    Args:
        pipeline: what cleans; None: what :func:`newsclean.clean` runs.
        removed: put what was removed into ``meta["newsclean_removed"]``.
    """

    def __init__(self, pipeline: Pipeline | None = None, removed: bool = False) -> None:
        self.pipeline = chosen(pipeline)
        self.removed = removed

    @component.output_types(documents=list[Document])
    def run(self, documents: list[Document]) -> dict[str, list[Document]]:
        """Return ``{"documents": [...]}``, a cleaned copy of each.

        Raises:
            DocumentError: the first document that failed, with its id.
        """
        return {"documents": [self._cleaned(document) for document in documents]}

    def _cleaned(self, document: Document) -> Document:
        if document.content is None:
            return document
        text, more = clean_document(self.pipeline, document.content, document.id, self.removed)
        return replace(document, content=text, meta={**document.meta, **more})

    def to_dict(self) -> dict[str, Any]:
        """Return what Haystack saves.

        Raises:
            PipelineError: a step of the pipeline is a plain function, which a file cannot hold.
        """
        saved: dict[str, Any] = default_to_dict(self, pipeline=self.pipeline.to_toml(), removed=self.removed)
        return saved

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "NewsClean":
        """Return the component that :meth:`to_dict` saved.

        Raises:
            PipelineError: it was saved with another version of the rules, or is no pipeline.
        """
        options = dict(data["init_parameters"])
        if isinstance(options.get("pipeline"), str):
            options["pipeline"] = pipeline_from_text(options["pipeline"], "the pipeline of NewsClean")
        made: NewsClean = default_from_dict(cls, {**data, "init_parameters": options})
        return made
