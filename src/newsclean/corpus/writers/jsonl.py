"""JSONL: a line that was JSON keeps every byte that is not the text; line ends are kept too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsclean.corpus.model import Cleaned
from newsclean.corpus.splice import dumps, splice
from newsclean.corpus.writers.base import Writer

__all__ = ["JsonlWriter"]


@dataclass(frozen=True, kw_only=True)
class JsonlWriter(Writer):
    """See the module."""

    kind = "jsonl"

    def body(self, records: Sequence[Cleaned], native: bool) -> bytes:
        key = self.settings.text_key
        lines: list[bytes] = []
        for cleaned in records:
            fields, raw = cleaned.record.fields, cleaned.record.raw
            lines.append(
                splice(raw, fields, key, cleaned.text, cleaned.extra)
                if native and fields is not None
                else dumps(self.row(cleaned))
            )
        return b"\n".join([*lines, b""])
