"""A corpus to the tables that are counted: Parquet files in a folder, written by several processes."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path, PurePath
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from newsclean.corpus.errors import InputError, StoppedError
from newsclean.corpus.formats import format_named
from newsclean.corpus.inputs import find_inputs
from newsclean.corpus.model import START, Batch, Record, Reject, Settings
from newsclean.corpus.plan import reader_for
from newsclean.corpus.readers.base import Reader
from newsclean.learn.engine import require
from newsclean.learn.keys import pieces

__all__ = ["BY_FOLDER", "Read", "doc_of", "pieces_of", "read_corpus", "source_of", "tables"]

#: ``by`` with this value: the source of a document is the folder that its file lies in.
BY_FOLDER = "folder"
_AHEAD = 2  # batches in flight for each worker
_PIECE = {"kind": "int8", "line": "int32", "place": "int32", "piece": "int64", "raw": "int64", "flags": "int8"}


class Read(NamedTuple):
    """What was read: documents, those that could not be used, and why the first of these could not."""

    documents: int = 0
    rejected: int = 0
    problem: str | None = None


class _Task(NamedTuple):
    reader: Reader
    batch: Batch
    by: str
    folder: str | None  # of the file, where that is the source
    part: Path


def source_of(value: object) -> str:
    """Return the source that a value names: the host of an address without "www.", or the value itself."""
    name = str(value).strip()
    if "://" in name:
        with suppress(ValueError):
            name = urlsplit(name).hostname or name
        name = name.removeprefix("www.")
    return name.encode("utf-8", "replace").decode("utf-8")


def doc_of(site: str, raw: bytes) -> int:
    """Return the number of a document: of its site and text, nothing else; a copy on the same site is the same."""
    hashed = blake2b(site.encode("utf-8") + b"\0" + raw, digest_size=8).digest()
    return int.from_bytes(hashed, "little", signed=True)


def read_corpus(
    names: Sequence[str],
    folder: Path,
    *,
    by: str,
    settings: Settings,
    input_format: str | None = None,
    workers: int = 1,
) -> Read:
    """Write ``pieces-*.parquet`` and ``documents-*.parquet`` for all documents of the inputs.

    Raises:
        InputError: an input is not there, or no document of it can be used.
        StoppedError: a file cannot be read further, or a worker died.
    """
    require("pyarrow")
    total = Read()
    for done in _done(_tasks(names, folder, by, settings, input_format), workers):
        total = Read(total.documents + done.documents, total.rejected + done.rejected, total.problem or done.problem)
    if not total.documents:
        raise InputError(total.problem or f"no document in {', '.join(names)}")
    return total


def _tasks(
    names: Sequence[str], folder: Path, by: str, settings: Settings, input_format: str | None
) -> Iterator[_Task | Read]:
    number = 0
    for input_ in find_inputs(names, format_named(input_format) if input_format else None)[0]:
        reader = reader_for(input_, settings)
        source = PurePath(input_.path).parent.name or "." if by == BY_FOLDER else None
        for batch in reader.batches(START):
            yield _Task(reader, batch, by, source, folder / f"{number:06}")
            number += 1
            if batch.damage:
                yield Read(0, 1, f"{input_.path}:{batch.damaged}: {batch.damage}")


def _done(tasks: Iterator[_Task | Read], workers: int) -> Iterator[Read]:
    if workers == 1:
        for task in tasks:
            yield task if isinstance(task, Read) else _work(task)
        return
    running: deque[Future[Read]] = deque()
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
    try:
        for task in tasks:
            if isinstance(task, Read):
                yield task
                continue
            running.append(pool.submit(_work, task))
            if len(running) >= workers * _AHEAD:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()
    except BrokenProcessPool:
        raise StoppedError("a worker process was killed or ran out of memory; --workers 1 needs the least") from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _work(task: _Task) -> Read:
    parquet = require("pyarrow.parquet")
    documents: list[tuple[str, str, str]] = []
    rejected = 0
    problem = None
    for record in task.reader.records(task.batch):
        source = record.reason if isinstance(record, Reject) else _source(record, task)
        if isinstance(record, Reject) or source is None:
            rejected += 1
            if problem is None:
                reason = source if isinstance(record, Reject) else _no_source(record, task.by)
                problem = f"{task.reader.path}:{record.line}: {reason}"
            continue
        documents.append((source or "", record.id or f"{PurePath(task.reader.path).name}:{record.line}", record.text))
    if documents:
        for name, table in zip(("documents", "pieces"), tables(documents), strict=True):
            path = task.part.with_name(f"{name}-{task.part.name}.parquet")
            parquet.write_table(table, path, compression="zstd" if name == "documents" else "lz4")
    return Read(len(documents), rejected, problem)


def _source(record: Record, task: _Task) -> str | None:
    if task.folder is not None:
        return task.folder
    value = (record.fields or {}).get(task.by)
    return None if value is None or value == "" else source_of(value)


def _no_source(record: Record, by: str) -> str:
    keys = ", ".join(map(str, record.fields or {}))
    return f"no key {by!r} that names the source; the keys are: {keys}; name one with --by, or --by {BY_FOLDER}"


def tables(documents: Sequence[tuple[str, str, str]]) -> tuple[Any, Any]:
    """Return (site, id, text) of documents as the Arrow tables ``documents`` and ``pieces``."""
    arrow = require("pyarrow")
    raws = [text.encode("utf-8", "surrogatepass") for _, _, text in documents]
    table = arrow.table(
        {
            "doc": arrow.array([doc_of(d[0], raw) for d, raw in zip(documents, raws, strict=True)], arrow.int64()),
            "site": arrow.array([site for site, _, _ in documents], arrow.string()),
            "id": arrow.array([i.encode("utf-8", "replace").decode() for _, i, _ in documents], arrow.string()),
            "text": arrow.array(raws, arrow.binary()),
        }
    )
    return table, pieces_of(table)


def pieces_of(documents: Any) -> Any:
    """Return the table ``pieces`` of a table (or batch) ``documents``."""
    arrow = require("pyarrow")
    owners: list[int] = []
    sites: list[str] = []
    rows: list[Any] = []
    names = ("doc", "site", "text")
    for doc, site, raw in zip(*(documents.column(name).to_pylist() for name in names), strict=True):
        found = pieces(raw.decode("utf-8", "surrogatepass"))
        rows += found
        owners += [doc] * len(found)
        sites += [site] * len(found)
    columns = list(zip(*rows, strict=True)) or [()] * 6
    table = {"doc": arrow.array(owners, arrow.int64()), "site": arrow.array(sites, arrow.string())}
    for column, (name, kind) in zip(columns, _PIECE.items(), strict=True):
        table[name] = arrow.array(column, getattr(arrow, kind)())
    return arrow.table(table)
