"""What fuzzing begins with, drawn from the tests and the rules when it starts: texts, and words to put into them."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hostile import ATTACKS, hostile_documents
from newsclean import Pipeline, Rule, StripCode
from newsclean.rules.load import builtin_rules
from newsclean.rules.model import CATEGORIES, LEVELS
from normalize import hard
from small_rules import toml
from strategies import APOSTROPHES, NOTICES, SPACES

TESTS = Path(__file__).parents[1]


def texts() -> list[str]:
    """Return documents and pieces of documents, each once: examples of rules, cases and fixtures of the tests."""
    found = [*NOTICES, *ATTACKS, *(document["text"] for document in hostile_documents())]
    for rule in builtin_rules():
        found += [*rule.remove[:2], *rule.keep[:1]]
    for path in sorted(TESTS.rglob("*.toml")):
        found += _strings(tomllib.loads(path.read_text("utf-8")))
    pieces = (hard.PHRASES, hard.PROTECTED, hard.DAMAGE, hard.ODD, hard.WRAPPED)
    found += [" ".join(group[n : n + 5]) for group in pieces for n in range(0, len(group), 5)]
    return list(dict.fromkeys(text.replace("\N{BOTTOM SQUARE BRACKET}", "") for text in found if text))


def plain() -> Iterator[bytes]:
    """Yield the texts in UTF-8."""
    return (text.encode("utf-8", "surrogatepass") for text in texts())


def with_options() -> Iterator[bytes]:
    """Yield the texts in UTF-8, each behind a byte that chooses options."""
    return (bytes([number % 256]) + text for number, text in enumerate(plain()))


def words() -> list[bytes]:
    """Return what the rules look for, and the marks that normalisation looks for, in UTF-8."""
    found = {anchor for rule in builtin_rules() for anchor in rule.anchors}
    for group in (hard.MARKS, hard.PHRASES, hard.PROTECTED, hard.DAMAGE, hard.ODD, hard.BREAKS, APOSTROPHES, SPACES):
        found.update(group)
    return sorted(word.encode("utf-8", "surrogatepass") for word in found if word)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def rule_inputs() -> Iterator[bytes]:
    """Yield rule files, pipeline files, and patterns with a text: the first byte says which."""
    rules = [toml(), toml(glue=True, needs=["run"], scope="block", at="line", takes=2), _SLOTTED]
    yield from (b"f" + text.encode() for text in rules)
    pipelines = [Pipeline.default(), Pipeline([StripCode()], rounds=3, keep=["vert"])]
    yield from (b"s" + pipeline.to_toml().encode() for pipeline in pipelines)
    yield b"s" + (_STEP + toml().replace("[[rule]]", "[[step.rule]]")).encode()
    for number, rule in enumerate(builtin_rules()):
        if len(rule.pattern) < 250:
            yield bytes([number % 128 + 128]) + f"{rule.pattern}\n\n{(*rule.remove, *rule.keep)[0]}".encode()
    yield from (b"\x80" + f"{source}\n\n{'ab ' * 20}".encode() for source in _PATTERNS.split())


_STEP = '[[step]]\nuse = "boilerplate"\n'
_SLOTTED = '[slots]\nsee = ["voir", "lire"]\n' + toml(pattern="(?:{see}|{see} aussi) zorglub")
_PATTERNS = (
    r"(?:a?){12} (?:a|ab){1,9}b (?:a{1,9}b?){1,9} (?:(?:a|b){1,3}+){2,8} (?=a{1,9})b (?<=a|ab)b (?>a+)b a*+b "
    r"[^b]{0,200}b (?P<drop>a{1,40})b (?-i:A)b \p{Lu}b (a)\1 (?i)a a{e<=2} [[a-z]--[b]] (?R)"
)


_RULE_MARKS = (
    "[[rule]] [slots] [[step]] \"\"\" ''' [[[[ {a={a={ a.a.a.a. {see} \\u0000 1e999 zorglub (?: (?> (?= (?! (?<= "
    "(?<! (?P<drop> (?P=drop) (?-i: ) ] [^ | \\b \\Z {1,9} {0,200} {12} *+ ++ ?+ * + ? {,5} \\1 \\p{L} [[:alpha:]] "
    "(?(1)a|b) \\x41 \\N{SPACE} (?# \\K (?| (?&drop)"
)


def rule_words() -> list[bytes]:
    """Return what rule files and patterns are written with."""
    keys = [f"\n{field.name} = " for field in dataclasses.fields(Rule)]
    values = [f'"{value}"' for value in (*CATEGORIES, *LEVELS, "line", "sentence", "anywhere", "block", "tail", "run")]
    return [word.encode() for word in (*keys, *values, *_RULE_MARKS.split(), "\n\n", "  ")]


def files() -> Iterator[bytes]:
    """Yield corpus files: a byte of format, a byte of settings, the bytes of the file."""
    from checks_files import KINDS

    tables = [b'id,text\n1,"a ""b""\nc"\r\n2,d\n', b"text,id\n\xc3\xa9,1\n\xff,2\n,\n", b'text\n"open\n\n']
    found = {
        "jsonl": [
            *[b'{"text": "a", "n": 1}\n', b'\xef\xbb\xbf{"text":"\\ud83d","id":"x"}\r\n\n{"text": null}\n{"n": 2}\n'],
            b'{"text": "a", "text": "b", "z": [[{"text": "c"}]]}',
            *[b'[1]\n"text"\n{"te\\u0078t": "\\u00e9"}\n{broken\n'],
            *[b'{"text": "x", "n": NaN, "m": 1e999, "o": 123456789012345678901234567890}\n'],
        ],
        "csv": tables,
        "tsv": [table.replace(b",", b"\t") for table in tables],
        "text": [b"une ligne\nune autre\r\n\xff\n", b"\xef\xbb\xbftexte"],
        "wet": [
            b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://a.example/\r\n"
            b"Content-Length: 3\r\n\r\nabc\r\n\r\n"
        ],
        "parquet": [_parquet()],
    }  # fmt: skip
    for kind, raws in found.items():
        for raw in raws:
            for how in range(0, 32, 1 if kind != "parquet" else 32):
                yield bytes([KINDS.index(kind), how]) + raw


def _parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(pa.table({"text": ["a", "é", None], "n": [1, 2, 3]}), sink, compression="none")
    raw: bytes = sink.getvalue().to_pybytes()
    return raw


_FILE_MARKS = (
    '{"text": " "text" \\ud83d \\u00e9 "" " , [[[[[[[[ ]]]]]]]] {"a":{"a":{"a": }}}} null true -0.0 1e999 NaN '
    "WARC/1.0 WARC-Type: conversion Content-Length: Content-Length: -1 WARC-Record-ID: PAR1 99999999999"
)


def file_words() -> list[bytes]:
    """Return what the formats are written with."""
    bare = [
        b"\xef\xbb\xbf",
        b"\r\n",
        b"\r\n\r\n",
        b'"}\n',
        b"\x00",
        b"\t",
        b"\xff",
        b"\x1f\x8b\x08\x00",
        b"\x28\xb5\x2f\xfd",
    ]
    return [*bare, *(word.encode() for word in _FILE_MARKS.split())]


_HTML_MARKS = "</script> <script <!-- --> </title> ]]> &lt; &# <svg onload= ' \" <div>"


def html_words() -> list[bytes]:
    """Return what ends or begins something in HTML."""
    return [mark.encode() for mark in (*_HTML_MARKS.split(), "\u2028")]
