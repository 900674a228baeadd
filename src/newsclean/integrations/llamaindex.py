"""LlamaIndex: a transformation, for the front of an ``IngestionPipeline``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from newsclean import __version__
from newsclean.files import pipeline_from_text, pipeline_text
from newsclean.integrations.core import chosen, clean_document, needs

with needs("llamaindex"):
    from llama_index.core.bridge.pydantic import Field, field_serializer, field_validator
    from llama_index.core.schema import Document as LlamaDocument
    from llama_index.core.schema import MetadataMode, TextNode, TransformComponent

__all__ = ["NewsClean"]


class NewsClean(TransformComponent):
    """Clean the text of documents and nodes; ids, metadata and relations stay, and what is given is left as it was.

    The cache of an ``IngestionPipeline`` tells pipelines apart, and versions of newsclean and its rules; functions in
    a pipeline by their names only.

    Args:
        pipeline: what cleans; None: what :func:`newsclean.clean` runs.
        removed: put what was removed into ``metadata["newsclean_removed"]``, which is kept from models and embeddings.
    """

    pipeline: Any = Field(default=None, validate_default=True)
    removed: bool = False

    @classmethod
    def class_name(cls) -> str:
        """The name in saved components."""
        return "NewsClean"

    @field_validator("pipeline", mode="before")
    @classmethod
    def _loaded(cls, value: Any) -> Any:
        return pipeline_from_text(value, "the pipeline of NewsClean") if _is_file(value) else chosen(value)

    @field_serializer("pipeline")
    def _saved(self, value: Any) -> str:
        return pipeline_text(chosen(value))

    def to_dict(self, **kwargs: Any) -> dict[str, Any]:
        """Return what LlamaIndex saves, and makes the key of its cache from."""
        data: dict[str, Any] = super().to_dict(**kwargs)
        return {**data, "made_with": f"newsclean {__version__}"}

    def __call__(self, nodes: Sequence[Any], **kwargs: Any) -> list[Any]:
        """Return a cleaned copy of each node; nodes without text pass as they are.

        Raises:
            DocumentError: the first node that failed, with its id.
        """
        return [self._cleaned(node) if isinstance(node, (TextNode, LlamaDocument)) else node for node in nodes]

    def _cleaned(self, node: Any) -> Any:
        before = node.get_content(metadata_mode=MetadataMode.NONE)
        text, more = clean_document(chosen(self.pipeline), before, node.node_id, self.removed)
        hidden = list(more)
        copy = node.model_copy(
            update={
                "metadata": {**node.metadata, **more},
                "excluded_embed_metadata_keys": [*node.excluded_embed_metadata_keys, *hidden],
                "excluded_llm_metadata_keys": [*node.excluded_llm_metadata_keys, *hidden],
            }
        )
        copy.set_content(text)
        return copy


def _is_file(value: Any) -> bool:
    """Whether this is a pipeline as it is saved, and not, say, the name of a level."""
    return isinstance(value, str) and "\n" in value
