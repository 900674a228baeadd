"""What must hold for rule files, pipeline files, corpus files and reports, whatever they hold."""

from __future__ import annotations

import gzip
import json
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

import zstandard
from checks import Tags, longer, notebook, quickly

import newsclean
from newsclean import Pipeline
from newsclean.corpus.errors import InputError, StoppedError
from newsclean.corpus.formats import Format
from newsclean.corpus.inputs import Input
from newsclean.corpus.model import START, Place, Record, Reject, Settings
from newsclean.corpus.plan import reader_for
from newsclean.corpus.readers.base import Reader
from newsclean.corpus.work import Task, process
from newsclean.corpus.writers.jsonl import JsonlWriter
from newsclean.document import Document
from newsclean.errors import NewscleanError, RuleError
from newsclean.files import pipeline_from_text
from newsclean.report.digest import digest
from newsclean.report.pack import packed
from newsclean.report.page import page
from newsclean.rules.engine import RuleSet
from newsclean.rules.load import load_text
from small_rules import toml

MOST_SAID = 2_000  # code points of an error: a line for a person to read


def _told(error: NewscleanError, begins: str) -> None:
    """An error begins with the place and is short enough to be read."""
    assert re.match(begins, str(error)), str(error)
    assert len(str(error)) < MOST_SAID, len(str(error))


# -- rule files ----------------------------------------------------------------------------------


def rule_file(text: str) -> None:
    """A rule file is taken, and its rules work, or refused with the place; either quickly."""
    try:
        rules = quickly(lambda: load_text(text, "f.toml"), "loading")
    except RuleError as error:
        _told(error, r"f\.toml:\d+: .")
        return
    _works(rules, text)


def pipeline_file(text: str) -> None:
    """A pipeline file is taken or refused, with its name."""
    try:
        pipeline = quickly(lambda: pipeline_from_text(text, "p.toml"), "loading")
    except NewscleanError as error:
        _told(error, r"p\.toml: .")
        return
    assert pipeline_from_text(pipeline.to_toml(), "p.toml") == pipeline


def pattern(source: str, text: str, number: int) -> None:
    """A pattern is refused, or its time is bounded on any text, its own words again and again included."""
    places = ("line", "start", "end", "anywhere", "sentence", "text-start", "text-end")
    entry = toml(pattern=source, at=places[number % 7], glue=bool(number & 64), width=400, keep=["\x01"])
    try:
        rules = quickly(lambda: load_text(entry, "f.toml"), "loading")
    except RuleError as error:
        _told(error, r"f\.toml:\d+: .")
        return
    _works(rules, f"zorglub {text}")


def _works(rules: tuple[newsclean.Rule, ...], text: str) -> None:
    found = RuleSet(rules)
    for piece in (text, longer(text), longer(text.replace("\n", " "))):
        matches = quickly(lambda piece=piece: found.matches(Document(piece)), "matching")
        assert all(0 <= m.start <= m.end <= len(piece) for m in matches)


# -- corpora -------------------------------------------------------------------------------------

KINDS = ("jsonl", "csv", "tsv", "text", "text", "wet", "parquet", "jsonl")
_FOLDER = tempfile.TemporaryDirectory(prefix="newsclean-fuzz-")


def readers(raw: bytes, kind: int, how: int) -> None:
    """Every record of a file is read or rejected, the same in batches of any size and from any place."""
    path = Path(_FOLDER.name) / "in"
    compression = (None, None, "gz", "zst")[how & 3]
    if compression and how & 4:  # else what came is taken for compressed data, and mostly is not
        raw = gzip.compress(raw, 1, mtime=0) if compression == "gz" else zstandard.compress(raw)
    name = KINDS[kind % len(KINDS)]
    compression = compression if name != "parquet" else None
    path.write_bytes(raw)
    try:
        large, small = (_reader(path, name, compression, how, size) for size in (1 << 20, 16))
        whole, _ = quickly(lambda: _read(large, START), "reading")
        pieces, places = _read(small, START)
    except (InputError, StoppedError) as error:
        _told(error, re.escape(f"{path}: "))
        return
    if name == "wet":
        assert _seen(pieces) == _seen(whole)
        return
    assert _seen(pieces) == _seen(whole), (_seen(pieces), _seen(whole))
    for place in places[:: max(1, len(places) // 3)]:
        rest, _ = _read(small, place)
        assert _seen(rest) == _seen(pieces)[len(pieces) - len(rest) :]
    if name == "jsonl":
        _spliced(large)


def _reader(path: Path, kind: str, compression: str | None, how: int, size: int) -> Reader:
    settings = Settings(batch_bytes=size, lines=bool(how & 8), quotes=not how & 16)
    reader = reader_for(Input(str(path), Format(kind, compression), "in"), settings)
    reader.columns(3)
    return reader


def _read(reader: Reader, start: Place) -> tuple[list[Record | Reject], list[Place]]:
    items: list[Record | Reject] = []
    places: list[Place] = []
    for batch in reader.batches(start):
        items += reader.records(batch)
        if batch.damage:
            items.append(Reject(batch.damaged, batch.damage))
        else:
            places.append(batch.end)
    return items, places


def _seen(items: Iterable[Record | Reject]) -> list[tuple[object, ...]]:
    return [(i.line, i.text, i.id) if isinstance(i, Record) else (i.line, i.reason) for i in items]


def _spliced(reader: Reader) -> None:
    """JSONL that is written back differs in the text alone."""
    native = JsonlWriter(settings=reader.settings)
    for batch in reader.batches(START):
        done = process(Pipeline([str.swapcase]), Task(0, 0, reader, native, batch))
        read = [item for item in reader.records(batch) if isinstance(item, Record)]
        assert done.tally.documents == len(read)
        lines = done.data.splitlines()
        for line, record in zip(done.data.split(b"\n"), read, strict=False):
            assert json.loads(line) == {**record.fields, "text": record.text.swapcase()}
        assert len(lines) >= len(read)
        for line in done.rejects.splitlines():
            json.loads(line)


# -- reports -------------------------------------------------------------------------------------

_PIPELINE = Pipeline.default(lang="fr")


def report(text: str) -> None:
    """A text in the title, the data or the edits of a page stays data there."""
    result = _PIPELINE.explain(text)
    notebook(result)
    found = digest(result, {})
    head = {"title": text, "text": text, text: [text, found.title]}
    html = page(head, {"index": packed([found.parts])})
    _, _, rest = html.partition("<title>")
    title, _, rest = rest.partition("</title>")
    assert not re.search(r"[<>\"']", title)
    plain = page({"title": ""}, {"index": ""})
    parser = Tags()
    parser.feed(html.encode("utf-8").decode())
    parser.close()
    expected = Tags()
    expected.feed(plain)
    expected.close()
    assert parser.tags == expected.tags
    data = re.findall(r'<script type="application/json" id="head">(.*?)</script>', html, re.DOTALL)
    assert len(data) == 1
    assert json.loads(data[0]) == json.loads(json.dumps(head))
    assert data[0].isascii()
    assert not re.search("[<>&']", data[0])
