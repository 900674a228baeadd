"""JSONL: one object a line; blank lines are nothing; a byte order mark is dropped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsclean.corpus.errors import InputError
from newsclean.corpus.model import Batch, Place, Record, Reject, shown
from newsclean.corpus.readers.base import Reader, text_of
from newsclean.corpus.source import TOO_LONG, Source
from newsclean.corpus.splice import depth, loads, loads_exactly

__all__ = ["BOM", "JsonlReader", "line_batches"]

_DEEPEST = 100  # levels; other formats, and JSON libraries, give up at some depth
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, kw_only=True)
class JsonlReader(Reader):
    """See the module; ``raw`` of a record is its line with the line end."""

    kind = "jsonl"

    def columns(self, most: int | None = None) -> tuple[str, ...]:
        keys: dict[str, None] = {}
        seen = 0
        with Source(self.path, self.compression) as source:
            while (most is None or seen < most) and (line := source.line()):
                line = line.removeprefix(BOM).strip()
                if line.startswith(b"[") and not seen:
                    raise InputError(
                        f"{self.path}: a JSON array, not one object a line; make it one: jq -c '.[]' {self.path}"
                    )
                try:
                    fields = loads(line) if line else None
                except ValueError:
                    continue
                if isinstance(fields, dict):
                    seen += 1
                    keys.update(dict.fromkeys(fields))
        return tuple(keys)

    def batches(self, start: Place) -> Iterator[Batch]:
        return line_batches(self, start)

    def records(self, batch: Batch) -> Iterator[Record | Reject]:
        load = loads if self.native else loads_exactly
        for number, line in enumerate(batch.raw.split(b"\n"), batch.start.line + 1):
            if number == 1:
                line = line.removeprefix(BOM)
            bare = line.strip()
            if not bare:
                continue
            try:
                fields = load(bare)
            except ValueError as error:
                yield Reject(number, str(error), shown(bare))
                continue
            if not self.native and bare.count(b"[") + bare.count(b"{") > _DEEPEST and depth(bare) > _DEEPEST:
                yield Reject(number, f"nested more than {_DEEPEST} levels deep: only JSONL keeps that", shown(bare))
                continue
            found = text_of(fields, self.settings, number, bare)
            yield found if isinstance(found, Reject) else Record(number, *found, fields, line)


def line_batches(reader: Reader, start: Place) -> Iterator[Batch]:
    """Yield blocks of whole lines of about ``batch_bytes``."""
    with Source(reader.path, reader.compression) as source:
        source.skip(start.offset)
        line = start.line
        while (raw := source.block(reader.settings.batch_bytes)) or source.overlong:
            if source.damage:  # what is left of a line that was being read is no line
                raw = raw[: raw.rfind(b"\n") + 1]
            end = Place(source.offset, line + raw.count(b"\n") + source.overlong)
            if source.overlong and not source.damage:
                yield Batch(start, end, raw, source.told, damage=f"the line is {TOO_LONG}", damaged=end.line)
                start, line = end, end.line
                continue
            yield Batch(start, end, raw, source.told, bool(source.damage), source.damage, end.line + 1)
            if source.damage:
                return
            start, line = end, end.line
        if source.damage:
            yield Batch(start, start, b"", source.told, True, source.damage, line + 1)
