"""WET: the conversion records of a WARC file, which hold the plain text of a page. Only read, never written.

Source: ISO 28500:2017 (WARC 1.1), 6.7 "conversion"; Common Crawl's WET files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsclean.corpus.extras import require
from newsclean.corpus.model import Batch, Place, Record, Reject, shown
from newsclean.corpus.readers.base import Reader
from newsclean.corpus.source import LONGEST, TOO_LONG, Source

__all__ = ["WetReader"]

_HEADERS = (
    ("url", "WARC-Target-URI"),
    ("date", "WARC-Date"),
    ("languages", "WARC-Identified-Content-Language"),
)


@dataclass(frozen=True, kw_only=True)
class WetReader(Reader):
    """See the module; a batch holds (record number, id, headers, body, problem) for each conversion record."""

    kind = "wet"

    def columns(self, most: int | None = None) -> tuple[str, ...]:
        return (self.settings.id_key or "id", *(key for key, _ in _HEADERS), self.settings.text_key)

    def batches(self, start: Place) -> Iterator[Batch]:
        """Yield batches; both parts of a place count records, of all types."""
        warc = require("fastwarc.warc", "reading WET")
        with Source(self.path, self.compression) as source:
            raw: list[tuple[int, str | None, list[str | None], bytes, str]] = []
            size = number = 0
            found: set[str] = set()
            problem = None
            records = iter(warc.ArchiveIterator(source, parse_http=False, stream_detect=False))
            while True:
                try:
                    record = next(records, None)
                    if record is None:
                        break
                    number += 1
                    headers = record.headers
                    kind = (headers.get("WARC-Type") or "unknown").lower()
                    found.add(kind)
                    if number <= start.line or kind != "conversion":
                        continue
                    body = record.reader.read(LONGEST + 1)
                    short = _short(headers.get("Content-Length"), len(body))
                    if len(body) > LONGEST:
                        body, short = body[:1000], f"the record is {TOO_LONG}"
                except OSError as error:
                    problem = f"not a WARC record: {error}"
                    break
                raw.append((number, headers.get("WARC-Record-ID"), [headers.get(h) for _, h in _HEADERS], body, short))
                size += len(body)
                if size >= self.settings.batch_bytes:
                    end = Place(number, number)
                    yield Batch(start, end, raw, source.told)
                    start, raw, size = end, [], 0
            if problem is None and "conversion" not in found and found - {"warcinfo", "unknown"}:
                problem = f"no conversion records (WET), only {', '.join(sorted(found))}: extract the text first"
            end = Place(number, number)
            yield Batch(start, end, raw, source.told, True, source.damage or problem, number + 1)

    def records(self, batch: Batch) -> Iterator[Record | Reject]:
        id_key, text_key = self.settings.id_key or "id", self.settings.text_key
        for number, id_, headers, body, problem in batch.raw:
            if not problem:
                try:
                    text = body.decode("utf-8")
                except UnicodeDecodeError as error:
                    problem = f"bad UTF-8: byte 0x{body[error.start]:02x} at byte {error.start + 1} of the record"
            if problem:
                yield Reject(number, problem, shown(body), id_)
                continue
            fields = {id_key: id_, **{key: h for (key, _), h in zip(_HEADERS, headers, strict=True)}, text_key: text}
            yield Record(number, text, id_, fields)


def _short(declared: str | None, have: int) -> str:
    if declared is None or not declared.strip().isdigit():
        return "the record has no length: its header is cut short"
    return "" if int(declared) == have else f"the record is cut short: {have} bytes of {declared}"
