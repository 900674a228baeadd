"""The line of JSON around a new text keeps every byte."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("orjson", reason='needs pip install "newsclean[corpus]"')

from newsclean.corpus.splice import depth, dumps, loads, splice, value_range

TEXTS = st.text(st.characters(exclude_categories=[]), max_size=20)
KEYS = st.sampled_from(["text", "te\\xt", 'a"b', "é", "title", "", "}", "{", ":"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)
SPACE = st.sampled_from(["", " ", "\t ", "  "])


@st.composite
def lines(draw: st.DrawFn) -> bytes:
    """A JSON object as one would find it: any spacing, escapes or not, keys repeated, the text key nested too."""
    fields = draw(st.lists(st.tuples(KEYS, VALUES), max_size=4))
    fields.insert(draw(st.integers(0, len(fields))), ("text", draw(TEXTS)))
    fields = [(k, v if k != "text" or isinstance(v, str) else str(v)) for k, v in fields]
    parts = []
    for key, value in fields:
        escaped = draw(st.booleans()) or "\ud800" <= max(json.dumps(value, ensure_ascii=False), default="") <= "\udfff"
        name = json.dumps(key) if draw(st.booleans()) else "".join(f"\\u{ord(c):04x}" for c in key).join('""')
        body = json.dumps(value, ensure_ascii=True)
        if not escaped:
            body = json.dumps(value, ensure_ascii=False)
        parts.append(draw(SPACE) + name + draw(SPACE) + ":" + draw(SPACE) + body + draw(SPACE))
    line = draw(SPACE) + "{" + ",".join(parts) + "}" + draw(SPACE) + draw(st.sampled_from(["", "\r"]))
    return line.encode("utf-8", "backslashreplace")


def equal(a: object, b: object) -> bool:
    return json.dumps(a, sort_keys=True) == json.dumps(b, sort_keys=True)


@given(line=lines(), new=TEXTS)
def test_only_the_text_changes(line: bytes, new: str) -> None:
    parsed = loads(line)
    found = value_range(line, "text")
    assert found is not None
    start, end = found
    assert json.loads(line[start:end].decode()) == parsed["text"]

    spliced = splice(line, parsed, "text", new, {})

    assert equal(loads(spliced), {**parsed, "text": new})
    assert spliced.startswith(line[:start])
    assert spliced.endswith(line[end:])


@given(line=lines())
def test_an_unchanged_text_leaves_the_line(line: bytes) -> None:
    parsed = loads(line)

    assert splice(line, parsed, "text", parsed["text"], {}) == line


@given(line=lines())
def test_added_columns_come_last(line: bytes) -> None:
    parsed = loads(line)

    spliced = splice(line, parsed, "text", parsed["text"], {"extra": [1]})

    assert equal(loads(spliced), {**parsed, "extra": [1]})


def test_writes_escapes_where_the_line_has_them() -> None:
    line = rb'{"text": "\u00e9t\u00e9", "t": "1.50"}'

    assert splice(line, loads(line), "text", "été !", {}) == rb'{"text": "\u00e9t\u00e9 !", "t": "1.50"}'


@pytest.mark.parametrize(
    "raw, why",
    [
        (b'{"a": 1', "bad JSON"),
        (b'{"a": "\xff"}', "bad UTF-8: byte 0xff at byte 8"),
        (b"[" * 5000 + b"]" * 5000, "bad JSON"),
        (b"1" * 5000, "bad JSON"),
        (b"", "bad JSON"),
    ],
)
def test_says_why_a_line_is_no_json(raw: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        loads(raw)


@given(value=VALUES)
def test_depth(value: object) -> None:
    def deep(value: object) -> int:
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return isinstance(value, (dict, list)) + max(map(deep, inner), default=0)

    assert depth(json.dumps({"a": value}).encode()) == deep({"a": value})


def test_numbers_of_any_size_and_surrogates_are_written() -> None:
    assert dumps({"n": 2**70, "s": "\ud800"}) == b'{"n":1180591620717411303424,"s":"\\ud800"}'
