"""LlamaIndex: what is particular to it, beside the contract."""

from __future__ import annotations

import json

import pytest
from adapters import REMOVED, needed

from newsclean import Pipeline, clean

module = needed("llamaindex")

TEXT = "Lire aussi : Notre dossier\n\nL’été arrive."
SAFE = Pipeline.default(level="safe").without("credit")
STRICT = Pipeline([json.loads])


def test_keeps_ids_relations_and_what_was_given() -> None:
    from llama_index.core.ingestion import IngestionPipeline
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.core.schema import Document

    given = Document(text=TEXT, id_="a", metadata={"site": "s"})
    steps = [module.NewsClean(removed=True), SentenceSplitter()]
    (node,) = IngestionPipeline(transformations=steps).run(documents=[given])

    assert (given.text, given.metadata) == (TEXT, {"site": "s"})
    assert (node.text, node.ref_doc_id) == (clean(TEXT), "a")
    assert [piece["rule"] for piece in node.metadata[REMOVED]] == ["fr/read-also"]
    assert node.get_content("embed") == node.get_content("llm") == f"site: s\n\n{clean(TEXT)}"


def test_caches_by_pipeline() -> None:
    from llama_index.core.ingestion.pipeline import get_transformation_hash

    made = [
        module.NewsClean(),
        module.NewsClean(removed=True),
        module.NewsClean(pipeline=SAFE),
        module.NewsClean(pipeline=STRICT),
    ]

    assert len({get_transformation_hash([], step) for step in made}) == len(made)
    same = module.NewsClean(pipeline=Pipeline.default())
    assert get_transformation_hash([], made[0]) == get_transformation_hash([], same)


def test_saves_and_loads() -> None:
    step = module.NewsClean(pipeline=SAFE, removed=True)
    again = module.NewsClean.from_dict(json.loads(json.dumps(step.to_dict())))

    assert (again.pipeline, again.removed) == (SAFE, True)
    with pytest.raises(ValueError, match="the pipeline of NewsClean: not valid TOML"):  # pydantic's own
        module.NewsClean.from_dict(module.NewsClean(pipeline=STRICT).to_dict())


def test_passes_nodes_without_text() -> None:
    from llama_index.core.schema import Node

    node = Node(id_="image")

    assert module.NewsClean()([node]) == [node]
