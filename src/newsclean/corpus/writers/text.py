"""Plain text, from plain text: the document and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsclean.corpus.model import Cleaned
from newsclean.corpus.writers.base import Writer, is_utf8

__all__ = ["TextWriter"]


@dataclass(frozen=True, kw_only=True)
class TextWriter(Writer):
    """See the module."""

    kind = "text"

    def refuses(self, cleaned: Cleaned) -> str | None:
        if self.settings.lines and "\n" in cleaned.text:
            return "the cleaned text has line breaks, and each line is a document: write JSONL"
        return None if is_utf8(cleaned.text) else "a lone surrogate, which UTF-8 cannot hold: write JSONL"

    def body(self, records: Sequence[Cleaned], native: bool) -> bytes:
        return "".join(cleaned.text + cleaned.record.raw for cleaned in records).encode("utf-8")
