"""The work on one batch: read its records, clean them, count, and make the bytes to append. Runs in any process."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from newsclean.corpus.model import EDITS, SPANS, Batch, Cleaned, Record, Reject, Settings, shown
from newsclean.corpus.readers.base import Reader
from newsclean.corpus.stats import Tally
from newsclean.corpus.writers.base import Writer
from newsclean.errors import OptionError, PipelineError, RuleError
from newsclean.html import extract
from newsclean.pipeline import Pipeline
from newsclean.result import Result

__all__ = ["Done", "Task", "process"]


@dataclass(frozen=True, slots=True)
class Task:
    """A batch of input number ``input`` of job number ``job``; without a batch: all of the job was read."""

    job: int
    input: int
    reader: Reader
    writer: Writer
    batch: Batch | None = None


@dataclass(slots=True)
class Done:
    """What became of a batch: bytes for the output and for the rejects file, and the counts."""

    data: bytes = b""
    rejects: bytes = b""
    tally: Tally = field(default_factory=Tally)
    first_reject: str | None = None


def process(pipeline: Pipeline, task: Task) -> Done:
    """Return what becomes of the batch of ``task``."""
    batch, reader, writer = task.batch, task.reader, task.writer
    assert batch is not None
    done = Done()
    rejects: list[Reject] = []
    kept: list[Cleaned] = []
    for item in reader.records(batch):
        outcome = _clean(pipeline, reader, writer, item, done.tally) if isinstance(item, Record) else item
        if isinstance(outcome, Reject):
            rejects.append(outcome)
        else:
            kept.append(outcome)
    if batch.damage:
        rest = "; nothing from here on could be read" if batch.last else ""
        rejects.append(Reject(batch.damaged, batch.damage + rest))
    done.tally.rejected = len(rejects)
    done.rejects = b"".join(reject.to_json(reader.path) for reject in rejects)
    done.data = writer.encode(kept, batch, reader.native)
    if rejects:
        done.first_reject = f"{reader.path}:{rejects[0].line}: {rejects[0].reason}"
    return done


def _clean(pipeline: Pipeline, reader: Reader, writer: Writer, record: Record, tally: Tally) -> Cleaned | Reject:
    settings = reader.settings
    there = [name for name in settings.added if record.fields is not None and name in record.fields]
    if there:
        return Reject(record.line, f"has a key {there[0]!r} already", shown(record.text), record.id)
    began = time.perf_counter()
    result: Result | None = None
    source = record.text
    try:
        if settings.html:
            source = extract(source)
        if settings.recorded:
            result = pipeline.explain(source, id=record.id)
            text = result.text
        else:
            text = pipeline(source)
    except (MemoryError, OptionError, PipelineError, RuleError):  # not of this document: all of them would fail
        raise
    except Exception as error:
        reason = f"could not be cleaned: {type(error).__name__}: {error}"
        return Reject(record.line, reason, shown(record.text), record.id)
    seconds = time.perf_counter() - began
    cleaned = Cleaned(record, record.text if settings.annotate else text)
    if result is not None:
        cleaned.extra = _columns(result, settings)
        cleaned.removed = result.removed if settings.dolma else ()
    refused = writer.refuses(cleaned)
    if refused is not None:
        return Reject(record.line, refused, shown(record.text), record.id)
    tally.count(source, text, result)
    if len(tally.slowest) < 10 or seconds > tally.slowest[-1][0]:
        tally.slow((round(seconds, 6), reader.path, record.line, record.id, len(record.text)))
    return cleaned


def _columns(result: Result, settings: Settings) -> dict[str, list[dict[str, Any]]]:
    """Return the columns that ``explain`` and ``annotate`` add; offsets are code points of the text as it came in."""
    columns: dict[str, list[dict[str, Any]]] = {}
    if settings.explain:
        columns[EDITS] = [
            {"start": e.span.start, "end": e.span.end, "rule": e.rule, "removed": e.old, "new": e.new}
            for e in result.edits
        ]
    if settings.annotate:
        columns[SPANS] = [
            {"start": a.span.start, "end": a.span.end, "rule": a.rule, "category": a.category} for a in result.removed
        ]
    return columns
