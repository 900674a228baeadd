"""spaCy: cleaned before the tokenizer, what was removed as spans, offsets that come home; saved with the model."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from adapters import needed

from newsclean import DocumentError, Pipeline, PipelineError, clean, explain

module = needed("spacy")
import spacy
from spacy.tokens import Doc

TEXT = "Le maire, \N{GRINNING FACE} Odile Carrière, parle.\n\nLire aussi : Notre dossier\n\nL’été arrive à Pont-Aven."


@pytest.fixture
def nlp() -> Any:
    return module.add_newsclean(spacy.blank("fr"))


def test_every_token_and_span_knows_where_it_stood(nlp: Any) -> None:
    doc = nlp(TEXT)

    assert doc.text == clean(TEXT)
    for token in doc:
        start, end = token._.original_span
        assert TEXT[start:end].replace("’", "'") == token.text or token.is_space
    place = doc.char_span(doc.text.index("Pont"), doc.text.index("Pont") + 9, label="LOC")
    start, end = place._.original_span
    assert TEXT[start:end] == place.text == "Pont-Aven"


def test_what_was_removed_are_spans_of_the_original_with_the_rule_as_label(nlp: Any) -> None:
    (span,) = nlp(TEXT)._.removed

    assert (span.label_, span.text.strip()) == ("fr/read-also", "Lire aussi : Notre dossier")
    assert span.doc.text == TEXT
    assert nlp("Il pleut.")._.removed == ()


def test_the_result_is_there_and_the_id_comes_home(nlp: Any) -> None:
    texts = [module.Text(TEXT, "a"), TEXT, module.Text("", "c")]
    docs = list(nlp.pipe(texts))

    assert docs[1]._.newsclean == explain(TEXT)
    assert [doc._.newsclean.id for doc in docs] == ["a", None, "c"]
    assert docs[0]._.newsclean.edits == explain(TEXT).edits


def test_it_goes_to_other_processes_and_back(nlp: Any) -> None:
    nlp.add_pipe("sentencizer")
    docs = list(nlp.pipe([module.Text(TEXT, "a"), module.Text("Il pleut.", "b")], n_process=2))

    assert [(doc.text, doc._.newsclean.id) for doc in docs] == [(clean(TEXT), "a"), ("Il pleut.", "b")]
    assert len(list(docs[0].sents)) == 2
    assert pickle.loads(pickle.dumps(nlp))(TEXT).text == clean(TEXT)
    assert Doc(nlp.vocab).from_bytes(docs[0].to_bytes())._.newsclean.undo() == TEXT


def test_it_is_saved_with_the_model_and_loaded_without_an_import(nlp: Any, tmp_path: Path) -> None:
    custom = module.add_newsclean(spacy.blank("fr"), Pipeline.default(level="safe", style="typographic"))
    custom.to_disk(tmp_path / "model")
    assert spacy.load(tmp_path / "model").tokenizer.pipeline == custom.tokenizer.pipeline

    program = f"import spacy; print(spacy.load({str(tmp_path / 'model')!r})({TEXT!r}).text)"
    environment = {**os.environ, "PYTHONPATH": ":".join(sys.path), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=environment)
    assert done.stdout.decode() == custom(TEXT).text + "\n"


def test_the_tokenizer_can_be_asked_for_in_a_config() -> None:
    tokenizer = {"@tokenizers": "newsclean.Tokenizer.v1", "tokenizer": {"@tokenizers": "spacy.Tokenizer.v1"}}

    assert spacy.blank("fr", config={"nlp": {"tokenizer": tokenizer}})(TEXT).text == clean(TEXT)


def test_a_pipeline_of_functions_works_but_a_model_saved_with_it_is_refused(tmp_path: Path) -> None:
    nlp = module.add_newsclean(spacy.blank("fr"), Pipeline([str.upper]))
    assert nlp("Il pleut.").text == "IL PLEUT."
    nlp.to_disk(tmp_path / "model")

    with pytest.raises(PipelineError, match="the newsclean pipeline of this model: not valid TOML"):
        spacy.load(tmp_path / "model")


def test_errors_tell_the_id_or_how_the_text_begins() -> None:
    nlp = module.add_newsclean(spacy.blank("fr"), Pipeline([json.loads]))

    with pytest.raises(DocumentError, match="document 'a': JSONDecodeError"):
        nlp(module.Text("mal", "a"))
    with pytest.raises(DocumentError, match="document 'Un texte qui commence': JSONDecodeError"):
        nlp("Un texte qui commence")


def test_a_doc_that_was_not_cleaned_has_nothing(nlp: Any) -> None:
    doc = spacy.blank("fr")("Il pleut.")

    assert doc._.newsclean is None
    assert doc._.removed == ()
    assert doc[0]._.original_span is None
