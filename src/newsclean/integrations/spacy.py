"""spaCy: texts are cleaned before the tokenizer, and every token knows where it stood."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from newsclean.edits import Span
from newsclean.files import pipeline_from_text, pipeline_text
from newsclean.integrations.core import chosen, needs
from newsclean.one import explain_one
from newsclean.pipeline import Pipeline
from newsclean.result import Result

with needs("spacy"):
    import spacy
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

__all__ = ["CleaningTokenizer", "Text", "add_newsclean", "create_tokenizer"]

_KEY = "newsclean"  # in doc.user_data, as JSON: it must survive doc.to_bytes()
_FACTORY = "newsclean.Tokenizer.v1"
_SHOWN = 40


class Text(str):
    """A text that has an id, for ``nlp(Text(text, id))``: errors tell it, and ``doc._.newsclean.id`` is it."""

    id: object

    def __new__(cls, text: str, id: object) -> Text:
        """Return ``text``, which is a str like any other."""
        self = super().__new__(cls, text)
        self.id = id
        return self

    def __getnewargs__(self) -> tuple[Any, ...]:
        """For ``nlp.pipe(n_process=2)``."""
        return str(self), self.id


def add_newsclean(nlp: Any, pipeline: Pipeline | None = None) -> Any:
    """Make ``nlp`` clean each text before its tokenizer sees it; ``nlp`` is changed, saved with it, and returned.

    Every ``Doc`` then has: ``doc._.newsclean``, the :class:`newsclean.Result`; ``doc._.removed``, what was removed, as
    spaCy's spans of a ``Doc`` of the text as it came in, each with its rule as the label; and
    ``token._.original_span`` and ``span._.original_span``, the place in the original (code points, half-open).

    Args:
        nlp: a ``Language``.
        pipeline: what cleans; None: what :func:`newsclean.clean` runs.
    """
    run = chosen(pipeline)
    before = nlp.config["nlp"]["tokenizer"]
    nlp.tokenizer = CleaningTokenizer(nlp.tokenizer, run)
    nlp.config["nlp"]["tokenizer"] = {"@tokenizers": _FACTORY, "tokenizer": before, "pipeline": pipeline_text(run)}
    return nlp


@spacy.registry.tokenizers(_FACTORY)
def create_tokenizer(tokenizer: Callable[[Any], Any], pipeline: str | None = None) -> Callable[[Any], Any]:
    """Return what makes the tokenizer of a saved pipeline; ``pipeline`` is newsclean's, as TOML.

    Raises:
        PipelineError: it was saved with another version of the rules, or held a plain function.
    """
    run = chosen(None if pipeline is None else pipeline_from_text(pipeline, "the newsclean pipeline of this model"))
    return lambda nlp: CleaningTokenizer(tokenizer(nlp), run)


class CleaningTokenizer:
    """A tokenizer that cleans and then asks another one; what it does not know itself, that one answers."""

    def __init__(self, tokenizer: Any, pipeline: Pipeline) -> None:
        self.tokenizer = tokenizer
        self.pipeline = pipeline

    def __call__(self, text: str) -> Any:
        """Return the ``Doc`` of the cleaned text.

        Raises:
            DocumentError: a step failed; tells the id of a :class:`Text`, else how the text begins.
        """
        named = isinstance(text, Text)
        result = explain_one(self.pipeline, str(text), text.id if isinstance(text, Text) else text[:_SHOWN])
        doc = self.tokenizer(result.text)
        doc.user_data[_KEY] = (result if named else _nameless(result)).to_json()
        return doc

    def __getattr__(self, name: str) -> Any:
        if name in ("tokenizer", "pipeline"):  # while it is unpickled
            raise AttributeError(name)
        return getattr(self.tokenizer, name)

    def __reduce__(self) -> Any:
        return CleaningTokenizer, (self.tokenizer, self.pipeline)


def _nameless(result: Result) -> Result:
    return Result(result.original, result.text, result.edits, result.language, result.rules, result.categories)


@lru_cache(maxsize=32)
def _parsed(line: str) -> Result:
    return Result.from_json(line)


def _result(doc: Any) -> Result | None:
    line = doc.user_data.get(_KEY)
    return None if line is None else _parsed(line)


def _removed(doc: Any) -> tuple[Any, ...]:
    """Return what was removed, as spans of a Doc of the text as it came in, widened to whole tokens."""
    result = _result(doc)
    if result is None or not result.removed:
        return ()
    original = spacy.blank(doc.lang_ or "xx", vocab=doc.vocab).tokenizer(result.original)
    return tuple(
        original.char_span(a.span.start, a.span.end, label=a.rule, alignment_mode="expand") for a in result.removed
    )


def _place(doc: Any, start: int, end: int) -> Span | None:
    result = _result(doc)
    return None if result is None else result.original_span(Span(start, end))


Doc.set_extension("newsclean", getter=_result, force=True)
Doc.set_extension("removed", getter=_removed, force=True)
DocSpan.set_extension("original_span", getter=lambda s: _place(s.doc, s.start_char, s.end_char), force=True)
Token.set_extension("original_span", getter=lambda t: _place(t.doc, t.idx, t.idx + len(t)), force=True)
