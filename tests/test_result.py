"""A result maps offsets both ways, can be undone, read by people, and sent as JSON without a loss."""

from __future__ import annotations

import json
import pickle
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean import Annotation, Edit, EditError, Result, Span, explain
from newsclean.edits import apply

CATEGORIES = {"fr/read-also": "crosslink"}


def result(original: str, *edits: Edit, **fields: object) -> Result:
    return Result(original, apply(original, edits), edits, categories=CATEGORIES, **fields)  # type: ignore[arg-type]


def removal(start: int, end: int, original: str, rule: str = "fr/read-also") -> Edit:
    return Edit(Span(start, end), original[start:end], "", rule)


TEXT = "Lire aussi : Notre dossier\n\nL’été arrive."
GONE = removal(0, 28, TEXT)
STRAIGHT = Edit(Span(29, 30), "’", "'", "fr/apostrophe")
RESULT = result(TEXT, GONE, STRAIGHT, language="fr", rules="1", id="a1")


def test_maps_offsets_both_ways() -> None:
    assert RESULT.text == "L'été arrive."
    assert RESULT.original_span(Span(0, 5)) == Span(28, 33)
    assert RESULT.cleaned_span(Span(28, 33)) == Span(0, 5)
    assert RESULT.cleaned_span(Span(0, 28)) == Span(0, 0)
    assert RESULT.original_span(Span(0, len(RESULT.text))) == Span(28, len(TEXT))


def test_is_undone_from_the_cleaned_text_and_the_edits_alone() -> None:
    assert RESULT.undo() == TEXT


def test_removed_is_what_took_words_away() -> None:
    assert RESULT.removed == (Annotation(GONE.span, "fr/read-also", "crosslink", GONE.old),)
    for piece in RESULT.removed:
        assert TEXT[piece.span.start : piece.span.end] == piece.text


def test_counts_by_rule_and_by_category() -> None:
    both = Edit(Span(0, 1), "L", "l", "fr/apostrophe + fr/read-also")

    assert RESULT.rule_counts == {"fr/read-also": 1, "fr/apostrophe": 1}
    assert RESULT.category_counts == {"crosslink": 1, "typography": 1}
    assert result(TEXT, both).rule_counts == {"fr/read-also": 1, "fr/apostrophe": 1}


def test_str_tells_what_went_why_and_how_much_else() -> None:
    first, last = str(RESULT).split("\n")

    assert " ".join(first.split()) == "0-28 crosslink fr/read-also Lire aussi : Notre dossier"
    assert last == "41 -> 13 characters; 1 removed, 1 other edits (rules 1)"
    assert repr(RESULT) == 'Result("L\'été arrive.", 2 edits)'
    assert "(rules none)" in str(result(""))


def test_a_long_piece_is_shown_short_and_on_one_line() -> None:
    text = "mot\n" * 100

    assert len(str(result(text, removal(0, 400, text))).split("\n")[0]) < 140


class _Seen(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.titles: list[str | None] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.titles += [value for name, value in attrs if name == "title"]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_escapes_every_character_of_the_text_and_of_the_rule() -> None:
    text = "<script>alert('x')</script> & \"mots\" </div>"
    rule = '"><img src=x onerror=alert(1)>'
    html = result(text, removal(0, 27, text, rule), Edit(Span(30, 31), '"', "<b>", rule))._repr_html_()
    seen = _Seen(html)

    assert set(seen.tags) == {"div", "del", "ins"}
    assert all(title and title.startswith(rule) for title in seen.titles)
    assert seen.text == text.replace('& "', '& "<b>')
    assert "<script>" not in html
    assert "<img" not in html


def test_html_can_be_sent_with_a_lone_surrogate_in_the_text() -> None:
    result("a\ud83d").__getattribute__("_repr_html_")().encode("utf-8")


JSON_TEXT = st.text(st.one_of(st.characters(), st.sampled_from('\ud83d\ude00\udbff\udfff\x00\u2028"\\é')), max_size=30)


@given(original=JSON_TEXT, new=JSON_TEXT, cut=st.integers(0, 30), id=st.none() | st.text(max_size=5))
def test_json_brings_every_text_back(original: str, new: str, cut: int, id: str | None) -> None:
    cut = min(cut, len(original))
    before = result(original, Edit(Span(0, cut), original[:cut], new, "x/y"), id=id, language="fr", rules="2")
    line = before.to_json()

    assert line.isascii()
    assert "\n" not in line
    assert Result.from_json(line) == before


def test_two_lone_surrogates_side_by_side_stay_two() -> None:
    pair = "a\ud83d" + "\ude00b"

    assert len(Result.from_json(result(pair).to_json()).original) == 4
    assert Result.from_json(result("a", Edit(Span(0, 1), "a", pair, "x/y")).to_json()).text == pair


@pytest.mark.parametrize(
    "line",
    [
        "",
        "nothing",
        "{}",
        "[]",
        "3",
        '{"original":"ab"}',
        RESULT.to_json().replace("[0,28,", "[0,2800,"),
        RESULT.to_json().replace("[0,28,", "[-2,-1,"),
        RESULT.to_json().replace("[0,28,", "["),
        RESULT.to_json().replace("[0,28,", '["a",28,'),
    ],
)
def test_refuses_json_that_is_no_result(line: str) -> None:
    with pytest.raises(EditError, match="not the JSON of a Result"):
        Result.from_json(line)


def test_to_dict_holds_plain_values_only() -> None:
    assert json.loads(json.dumps(RESULT.to_dict())) == RESULT.to_dict()


def test_survives_pickling_after_its_maps_were_used() -> None:
    RESULT.cleaned_span(Span(0, 1))
    again = pickle.loads(pickle.dumps(RESULT))

    assert again == RESULT
    assert again.cleaned_span(Span(28, 33)) == Span(0, 5)


def test_explain_names_the_version_of_the_rules_and_the_categories() -> None:
    found = explain("Lire aussi : Notre dossier\n\nL’été arrive.", lang="fr")

    assert found.rules
    assert found.categories["fr/read-also"] == "crosslink"
    assert found.id is None
