"""Haystack: what is particular to it, beside the contract."""

from __future__ import annotations

import json

import pytest
from adapters import REMOVED, needed

from newsclean import Pipeline, PipelineError, clean

module = needed("haystack")
import haystack

TEXT = "Lire aussi : Notre dossier\n\nL’été arrive."
SAFE = Pipeline.default(level="safe").without("credit")
STRICT = Pipeline([json.loads])


def test_pipelines_are_saved_with_it() -> None:
    from haystack.components.preprocessors import DocumentSplitter

    graph = haystack.Pipeline()
    graph.add_component("clean", module.NewsClean(SAFE, removed=True))
    graph.add_component("split", DocumentSplitter(split_by="word"))
    graph.connect("clean.documents", "split.documents")
    again = haystack.Pipeline.loads(graph.dumps(), allowed_modules=["newsclean.integrations.haystack"])
    (part,) = again.run({"clean": {"documents": [haystack.Document(content=TEXT)]}})["split"]["documents"]

    assert again.get_component("clean").pipeline == SAFE
    assert part.content == clean(TEXT)
    assert [piece["rule"] for piece in part.meta[REMOVED]] == ["fr/read-also"]


def test_refuses_to_save_what_a_file_cannot_hold() -> None:
    with pytest.raises(PipelineError, match="is not one of newsclean's cleaners; a file cannot hold it"):
        module.NewsClean(STRICT).to_dict()
    with pytest.raises(PipelineError, match="the pipeline of NewsClean: unknown key 'stepp'"):
        module.NewsClean.from_dict(
            {"type": "newsclean.integrations.haystack.NewsClean", "init_parameters": {"pipeline": "[[stepp]]"}}
        )


def test_passes_documents_without_text() -> None:
    image = haystack.Document(blob=haystack.dataclasses.ByteStream(b"..."))

    assert module.NewsClean().run(documents=[image]) == {"documents": [image]}
