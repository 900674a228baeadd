"""What passes between readers, cleaning and writers: places, batches, records, rejects, and the settings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from newsclean.result import Annotation

__all__ = ["EDITS", "SPANS", "START", "Batch", "Cleaned", "Place", "Record", "Reject", "Settings", "shown"]

EDITS = "newsclean_edits"  # the column that ``explain`` adds
SPANS = "newsclean_spans"  # the column that ``annotate`` adds
_SHOWN = 200  # code points of a record that a reject shows


class Place(NamedTuple):
    """Where a reader stands in its file, between two records.

    ``offset`` is what the format can go back to: decompressed bytes (JSONL, CSV, text), the row group (Parquet), the
    record (WET). ``line`` counts the lines, rows or records before this place.
    """

    offset: int = 0
    line: int = 0


START = Place()


@dataclass(frozen=True, slots=True)
class Batch:
    """A run of records as they stand in the file, not parsed yet.

    Where a batch ends depends on the file, the settings and ``start`` alone, never on time or workers: this is what
    makes the output of a resumed run the same bytes.

    Attributes:
        start: where it begins.
        end: where the next one begins.
        raw: bytes, or what the reader of the format takes.
        read: bytes of the file, as stored, that were read so far.
        last: the input is known to be used up.
        damage: why nothing behind ``raw`` can be read: of the file, or up to ``end`` if this is not the last batch.
        damaged: the first line, row or record that could not be read.
    """

    start: Place
    end: Place
    raw: Any
    read: int
    last: bool = False
    damage: str | None = None
    damaged: int = 0


@dataclass(slots=True)
class Record:
    """One document as it was read.

    Attributes:
        line: 1-based line, row or record.
        text: the document.
        id: the caller's name for it.
        fields: all fields, the text included; None where the writer takes ``raw``.
        raw: the record as stored, for a writer of the same format.
    """

    line: int
    text: str
    id: str | None = None
    fields: Mapping[str, Any] | None = None
    raw: Any = None


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that could not be read, cleaned or written, and why; ``start`` shows how it begins."""

    line: int
    reason: str
    start: str = ""
    id: str | None = None

    def to_json(self, file: str) -> bytes:
        """Return one line of ASCII JSON."""
        data = {"file": file, "line": self.line, "reason": self.reason, "id": self.id, "start": self.start}
        return json.dumps(data).encode("ascii") + b"\n"


@dataclass(slots=True)
class Cleaned:
    """A record, the text to write for it, the columns to add, and the pieces that were (or would be) removed."""

    record: Record
    text: str
    extra: Mapping[str, Any] = field(default_factory=dict)
    removed: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The options that decide what comes out, but for the pipeline.

    Attributes:
        text_key: the key or column of the text.
        id_key: the key or column of the id; None: "id", where there is one.
        lines: plain text: each line is a document, not each file.
        quotes: CSV and TSV: fields may stand in quotation marks.
        html: the texts are pages or parts of them: their text is taken out first.
        explain: add the edits.
        annotate: add the spans and leave the text.
        dolma: write Dolma attributes instead of documents.
        stats: count rules, categories and languages.
        batch_bytes: how much a batch holds; also the size of compressed frames, before compression.
    """

    text_key: str = "text"
    id_key: str | None = None
    lines: bool = False
    quotes: bool = True
    html: bool = False
    explain: bool = False
    annotate: bool = False
    dolma: bool = False
    stats: bool = False
    batch_bytes: int = 1 << 20

    @property
    def added(self) -> tuple[str, ...]:
        """The columns that the output has besides those of the input."""
        return (EDITS,) * self.explain + (SPANS,) * self.annotate

    @property
    def recorded(self) -> bool:
        """Whether a record of the edits is needed."""
        return self.explain or self.annotate or self.dolma or self.stats


def shown(raw: bytes | str) -> str:
    """Return how a record begins, for a person."""
    if isinstance(raw, bytes):
        raw = raw[: 4 * _SHOWN].decode("utf-8", "backslashreplace")
    return raw[:_SHOWN]
