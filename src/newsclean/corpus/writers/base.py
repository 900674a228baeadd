"""What a writer is: it turns cleaned records into bytes (any process) that are appended to the file (one process)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newsclean.corpus.frames import frame
from newsclean.corpus.model import Batch, Cleaned, Settings

__all__ = ["Writer", "is_utf8"]


@dataclass(frozen=True, kw_only=True)
class Writer:
    """One format of output. Writers are small and can be pickled.

    Attributes:
        compression: gz, zst or None.
        settings: the options.
    """

    compression: str | None = None
    settings: Settings = field(default_factory=Settings)

    kind = ""
    assembles = False  # what is appended are parts, from which the file is made in the end

    def refuses(self, cleaned: Cleaned) -> str | None:
        """Return why this format cannot hold a record; None: it can."""
        return None

    def head(self) -> bytes:
        """Return what the file begins with."""
        return b""

    def encode(self, records: Sequence[Cleaned], batch: Batch, native: bool) -> bytes:
        """Return what a batch adds to the file.

        Args:
            records: those of the batch that were read and cleaned, in order.
            batch: where they come from.
            native: they were stored in this very format: keep what need not change.
        """
        data = self.body(records, native)
        return frame(data, self.compression) if data else b""

    def body(self, records: Sequence[Cleaned], native: bool) -> bytes:
        """Return the records as bytes, not compressed."""
        raise NotImplementedError

    def nothing(self) -> bytes:
        """Return what makes a valid file without records of one that would have no bytes."""
        return frame(b"", self.compression)

    def assemble(self, parts: Path, target: Path) -> None:
        """Make the file ``target`` of the parts, where the format asks for it; again from the start if need be."""
        raise NotImplementedError

    def row(self, cleaned: Cleaned) -> dict[str, Any]:
        """Return all fields of a record as they are to be written."""
        fields = cleaned.record.fields or {}
        return {**fields, self.settings.text_key: cleaned.text, **cleaned.extra}


def is_utf8(text: str) -> bool:
    """Whether ``text`` is without lone surrogates."""
    if text.isascii():
        return True
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
