"""What the adapters share, without any engine."""

from __future__ import annotations

import json
import pickle

import pytest

from newsclean import DocumentError, NewscleanError, OptionError, Pipeline, clean
from newsclean.integrations import core
from newsclean.one import clean_one, explain_one


def test_a_missing_tool_is_told_with_the_extra_that_brings_it() -> None:
    message = r'polars needs no_such_tool: pip install "newsclean\[polars\]"'
    with pytest.raises(ImportError, match=message), core.needs("polars"):
        import no_such_tool.inner  # noqa: F401


def test_no_pipeline_is_that_of_clean() -> None:
    text = "Lire aussi : Notre dossier\n\nL’été arrive."

    assert core.clean_column(core.chosen(None), [text, None, ""]) == [clean(text), None, ""]
    assert core.chosen(None) is core.chosen(None)


def test_columns_and_documents_agree() -> None:
    text = "Lire aussi : Notre dossier\n\nL’été arrive."
    pipeline = core.chosen(None)
    cleaned, removed = core.explain_column(pipeline, [text, None])

    assert (cleaned, removed[1]) == ([clean(text), None], None)
    assert core.clean_document(pipeline, text, "a", True) == (cleaned[0], {core.REMOVED: removed[0]})
    assert core.clean_document(pipeline, text, "a", False) == (cleaned[0], {})


def test_an_error_names_the_document_by_its_id_or_number() -> None:
    strict = Pipeline([json.loads])
    with pytest.raises(DocumentError, match="document 'b': JSONDecodeError") as caught:
        core.clean_column(strict, ['"rien"', "mal"], ["a", "b"])
    assert caught.value.id == "b"
    with pytest.raises(DocumentError, match="document 1: JSONDecodeError"):
        core.explain_column(strict, ['"rien"', "mal"])
    with pytest.raises(DocumentError, match=r"document 7: TypeError: Pipeline.* takes str, not int"):
        clean_one(strict, 3, 7)  # type: ignore[arg-type]
    with pytest.raises(DocumentError, match=r"document None: TypeError: explain.* takes str, not bytes: decode"):
        explain_one(strict, b"", None)  # type: ignore[arg-type]


def test_the_error_of_a_document_travels_between_processes() -> None:
    error = pickle.loads(pickle.dumps(DocumentError("document 'a': ValueError: no", "a")))

    assert isinstance(error, NewscleanError)
    assert (str(error), error.id) == ("document 'a': ValueError: no", "a")
    assert str(DocumentError(f"{error}, in a plan")) == "document 'a': ValueError: no, in a plan"


def test_running_out_of_memory_is_no_fault_of_the_document() -> None:
    def greedy(text: str) -> str:
        raise MemoryError

    for run in (clean_one, explain_one):
        with pytest.raises(MemoryError):
            run(Pipeline([greedy]), "texte", "a")


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(OptionError, match=r"unknown column 'txt'; did you mean 'text'\? \(valid: n, text\)"):
        core.column_named("txt", ["text", "n"])
    with pytest.raises(OptionError, match="unknown column 'key'"):
        core.id_column("key", ["text", "id"])
    assert core.id_column(None, ["text", "id"]) == "id"
    assert core.id_column(None, ["text"]) is None
