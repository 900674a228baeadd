"""LangChain, Haystack and LlamaIndex: what is particular to each, beside the contract."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from adapters import REMOVED, needed

from newsclean import DocumentError, Pipeline, PipelineError, clean

TEXT = "Lire aussi : Notre dossier\n\nL’été arrive."
SAFE = Pipeline.default(level="safe").without("credit")
STRICT = Pipeline([json.loads])


@pytest.fixture
def langchain() -> Any:
    return needed("langchain")


@pytest.fixture
def haystack() -> Any:
    return needed("haystack")


@pytest.fixture
def llamaindex() -> Any:
    return needed("llamaindex")


def test_langchain_leaves_the_documents_given_as_they_were(langchain: Any) -> None:
    from langchain_core.documents import Document

    given = Document(TEXT, metadata={"source": "s"})
    (cleaned,) = asyncio.run(langchain.NewsClean(removed=True).atransform_documents([given]))

    assert (given.page_content, given.metadata) == (TEXT, {"source": "s"})
    assert cleaned.page_content == clean(TEXT)
    assert [piece["rule"] for piece in cleaned.metadata[REMOVED]] == ["fr/read-also"]


def test_langchain_errors_tell_what_there_is(langchain: Any) -> None:
    from langchain_core.documents import Document

    for document, name in (
        (Document("mal", id="a", metadata={"source": "s"}), "'a'"),
        (Document("mal", metadata={"source": "s"}), "'s'"),
        (Document("mal"), "1"),
    ):
        with pytest.raises(DocumentError, match=f"document {name}: JSONDecodeError"):
            langchain.NewsClean(STRICT).transform_documents([Document('"bien"'), document])


def test_haystack_pipelines_are_saved_with_it(haystack: Any) -> None:
    import haystack as tool
    from haystack.components.preprocessors import DocumentSplitter

    graph = tool.Pipeline()
    graph.add_component("clean", haystack.NewsClean(SAFE, removed=True))
    graph.add_component("split", DocumentSplitter(split_by="word"))
    graph.connect("clean.documents", "split.documents")
    again = tool.Pipeline.loads(graph.dumps(), allowed_modules=["newsclean.integrations.haystack"])
    (part,) = again.run({"clean": {"documents": [tool.Document(content=TEXT)]}})["split"]["documents"]

    assert again.get_component("clean").pipeline == SAFE
    assert part.content == clean(TEXT)
    assert [piece["rule"] for piece in part.meta[REMOVED]] == ["fr/read-also"]


def test_haystack_refuses_to_save_what_a_file_cannot_hold(haystack: Any) -> None:
    with pytest.raises(PipelineError, match="is not one of newsclean's cleaners; a file cannot hold it"):
        haystack.NewsClean(STRICT).to_dict()
    with pytest.raises(PipelineError, match="the pipeline of NewsClean: unknown key 'stepp'"):
        haystack.NewsClean.from_dict(
            {"type": "newsclean.integrations.haystack.NewsClean", "init_parameters": {"pipeline": "[[stepp]]"}}
        )


def test_haystack_passes_documents_without_text(haystack: Any) -> None:
    import haystack as tool

    image = tool.Document(blob=tool.dataclasses.ByteStream(b"..."))

    assert haystack.NewsClean().run(documents=[image]) == {"documents": [image]}


def test_llamaindex_keeps_ids_relations_and_what_was_given(llamaindex: Any) -> None:
    from llama_index.core.ingestion import IngestionPipeline
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.core.schema import Document

    given = Document(text=TEXT, id_="a", metadata={"site": "s"})
    steps = [llamaindex.NewsClean(removed=True), SentenceSplitter()]
    (node,) = IngestionPipeline(transformations=steps).run(documents=[given])

    assert (given.text, given.metadata) == (TEXT, {"site": "s"})
    assert (node.text, node.ref_doc_id) == (clean(TEXT), "a")
    assert [piece["rule"] for piece in node.metadata[REMOVED]] == ["fr/read-also"]
    assert node.get_content("embed") == node.get_content("llm") == f"site: s\n\n{clean(TEXT)}"


def test_llamaindex_caches_by_pipeline(llamaindex: Any) -> None:
    from llama_index.core.ingestion.pipeline import get_transformation_hash

    made = [
        llamaindex.NewsClean(),
        llamaindex.NewsClean(removed=True),
        llamaindex.NewsClean(pipeline=SAFE),
        llamaindex.NewsClean(pipeline=STRICT),
    ]

    assert len({get_transformation_hash([], step) for step in made}) == len(made)
    same = llamaindex.NewsClean(pipeline=Pipeline.default())
    assert get_transformation_hash([], made[0]) == get_transformation_hash([], same)


def test_llamaindex_saves_and_loads(llamaindex: Any) -> None:
    step = llamaindex.NewsClean(pipeline=SAFE, removed=True)
    again = llamaindex.NewsClean.from_dict(json.loads(json.dumps(step.to_dict())))

    assert (again.pipeline, again.removed) == (SAFE, True)
    with pytest.raises(ValueError, match="the pipeline of NewsClean: not valid TOML"):  # pydantic's own
        llamaindex.NewsClean.from_dict(llamaindex.NewsClean(pipeline=STRICT).to_dict())


def test_llamaindex_passes_nodes_without_text(llamaindex: Any) -> None:
    from llama_index.core.schema import Node

    node = Node(id_="image")

    assert llamaindex.NewsClean()([node]) == [node]
