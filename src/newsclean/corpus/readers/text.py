"""Plain text: a file is a document, or each line of it is one; UTF-8, a byte order mark is dropped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from newsclean.corpus.model import Batch, Place, Record, Reject, shown
from newsclean.corpus.readers.base import Reader
from newsclean.corpus.readers.jsonl import BOM, line_batches
from newsclean.corpus.source import TOO_LONG, Source

__all__ = ["TextReader"]


@dataclass(frozen=True, kw_only=True)
class TextReader(Reader):
    """See the module; the id of a document is the name of its file, with ``:line`` where lines are documents.

    ``raw`` of a record is the line end, "" for whole files.
    """

    kind = "text"

    def columns(self, most: int | None = None) -> tuple[str, ...]:
        return (self.settings.id_key or "id", self.settings.text_key)

    def batches(self, start: Place) -> Iterator[Batch]:
        if self.settings.lines:
            yield from line_batches(self, start)
            return
        with Source(self.path, self.compression) as source:
            raw = source.whole()
            damage = source.damage or (f"the file is {TOO_LONG}" if raw is None else None)
            end = start if source.damage else Place(1, 1)
            yield Batch(start, end, b"" if damage else raw, source.told, True, damage, 1)

    def records(self, batch: Batch) -> Iterator[Record | Reject]:
        name = PurePath(self.path).name
        if not self.settings.lines:
            if not batch.damage:
                yield self._record(1, batch.raw, "", name)
            return
        raw = batch.raw
        for number, line in enumerate(raw.removesuffix(b"\n").split(b"\n") if raw else [], batch.start.line + 1):
            end = "\r\n" if line.endswith(b"\r") else "\n"
            yield self._record(number, line.removesuffix(b"\r"), end, f"{name}:{number}")

    def _record(self, number: int, raw: bytes, end: str, id_: str) -> Record | Reject:
        if number == 1:
            raw = raw.removeprefix(BOM)
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            reason = f"bad UTF-8: byte 0x{raw[error.start]:02x} at byte {error.start + 1}"
            return Reject(number, reason, shown(raw), id_)
        fields = {self.settings.id_key or "id": id_, self.settings.text_key: text}
        return Record(number, text, id_, None if self.native else fields, end)
