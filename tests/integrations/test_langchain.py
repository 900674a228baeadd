"""LangChain: what is particular to it, beside the contract."""

from __future__ import annotations

import asyncio
import json

import pytest
from adapters import REMOVED, needed

from newsclean import DocumentError, Pipeline, clean

module = needed("langchain")

TEXT = "Lire aussi : Notre dossier\n\nL’été arrive."
SAFE = Pipeline.default(level="safe").without("credit")
STRICT = Pipeline([json.loads])


def test_leaves_the_documents_given_as_they_were() -> None:
    from langchain_core.documents import Document

    given = Document(TEXT, metadata={"source": "s"})
    (cleaned,) = asyncio.run(module.NewsClean(removed=True).atransform_documents([given]))

    assert (given.page_content, given.metadata) == (TEXT, {"source": "s"})
    assert cleaned.page_content == clean(TEXT)
    assert [piece["rule"] for piece in cleaned.metadata[REMOVED]] == ["fr/read-also"]


def test_errors_tell_what_there_is() -> None:
    from langchain_core.documents import Document

    for document, name in (
        (Document("mal", id="a", metadata={"source": "s"}), "'a'"),
        (Document("mal", metadata={"source": "s"}), "'s'"),
        (Document("mal"), "1"),
    ):
        with pytest.raises(DocumentError, match=f"document {name}: JSONDecodeError"):
            module.NewsClean(STRICT).transform_documents([Document('"bien"'), document])
