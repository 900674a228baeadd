"""What must hold for whatever the fuzzer thinks of; each check raises AssertionError with what was broken."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from typing import TypeVar

import newsclean
from newsclean.document import Document
from newsclean.edits import Span, apply

LEVELS = ("safe", "standard", "aggressive")
STYLES = ("plain", "typographic", "ascii")
LOCALES = ("fr-FR", "fr-BE", "fr-CA", "fr-CH")
LANGUAGES: tuple[dict[str, str], ...] = ({}, {"lang": "en"}, {"lang": "fr"})
LONG = 10_000  # code points that must be done in less than a second

_Value = TypeVar("_Value")


def options(number: int) -> dict[str, str]:
    """Return the options that a number stands for: 27 sets, as ``clean`` keeps the pipelines of 32."""
    number, level = divmod(number, len(LEVELS))
    number, style = divmod(number, len(STYLES))
    language = min(number, 2)  # mostly French: finding out takes most of the time that there is
    locale = (level + style + language) % len(LOCALES)
    return {"level": LEVELS[level], "style": STYLES[style], "locale": LOCALES[locale], **LANGUAGES[language]}


@cache
def _pipeline(**how: str) -> newsclean.Pipeline:
    return newsclean.Pipeline.default(**how)


def pipeline(number: int) -> newsclean.Pipeline:
    return _pipeline(**options(number))


def quickly(work: Callable[[], _Value], what: str) -> _Value:
    """Return what ``work`` gives, which must take less than a second of this thread; one slow run is luck."""
    limit = 4.0 if "atheris" in sys.modules else 1.0  # watched, everything takes its time
    for _ in range(3):
        began = time.thread_time()
        value = work()
        took = time.thread_time() - began
        if took < limit:
            return value
    raise AssertionError(f"{what} took {took:.2f} s")


def longer(text: str) -> str:
    """Return the text again and again, up to the length that must be done in a second."""
    return (text * (LONG // len(text) + 1))[:LONG] if text else text


def clean(text: str, number: int) -> None:
    """``clean`` takes the text, quickly, and leaves nothing to do."""
    how = options(number)
    once = quickly(lambda: newsclean.clean(text, **how), f"clean of {len(text)} code points")
    document = Document(once)
    for step in pipeline(number).steps:  # what clean would do, and no step undoes what another one does
        edits = list(step.edits(document))
        assert not edits, f"not idempotent with {how}: {text!r}\n -> {once!r}\n -> {edits[:3]}"


def explain(text: str, number: int) -> None:
    """``explain`` says what ``clean`` does, exactly: edits, offsets there and back, undo, JSON."""
    how = options(number)
    result = quickly(lambda: newsclean.explain(text, **how), f"explain of {len(text)} code points")
    assert result.text == newsclean.clean(text, **how)
    assert apply(text, result.edits) == result.text
    assert result.undo() == text
    assert newsclean.Result.from_json(result.to_json()) == result
    done = 0
    for edit in result.edits:
        assert done <= edit.span.start <= edit.span.end <= len(text)
        assert text[slice(*edit.span)] == edit.old != edit.new
        assert edit.rule
        for place in {done, edit.span.start - 1} if edit.span.start > done else ():  # between the edits nothing moves
            there = result.cleaned_span(Span(place, place + 1))
            assert result.text[slice(*there)] == text[place]
            assert result.original_span(there) == Span(place, place + 1)
        done = edit.span.end
    for place in {0, len(result.text) // 2, len(result.text) - 1} if result.text else ():
        start, end = result.original_span(Span(place, place + 1))
        assert 0 <= start <= end <= len(text)
    for start in range(0, len(text), max(1, len(text) // 8)):
        there = result.cleaned_span(Span(start, len(text)))
        assert 0 <= there.start <= there.end <= len(result.text)
    for piece in result.removed:
        assert text[slice(*piece.span)] == piece.text
        assert piece.category
    str(result), repr(result)
    notebook(result)


class Tags(HTMLParser):
    """The elements of a piece of HTML and the text in them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        if "del" not in self.tags[-1:]:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"/{tag}")

    def handle_comment(self, data: str) -> None:
        self.tags.append("comment")

    handle_decl = handle_pi = unknown_decl = handle_comment


def notebook(result: newsclean.Result) -> None:
    """What a notebook shows holds its own three elements and no other."""
    parser = Tags()
    parser.feed(result._repr_html_())
    parser.close()
    assert set(parser.tags) <= {"div", "/div", "del", "/del", "ins", "/ins"}, parser.tags
    assert parser.attributes <= {"style", "title"}
    assert parser.tags.count("div") == parser.tags.count("/div") == 1
