"""What a reader is: it cuts a file into batches (one process), and a batch into records (any process)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from newsclean.corpus.model import Batch, Place, Record, Reject, Settings, shown

__all__ = ["Reader", "text_of"]


@dataclass(frozen=True, kw_only=True)
class Reader:
    """One input file. Readers are small and can be pickled.

    Attributes:
        path: the file, as it was named.
        compression: gz, zst or None.
        settings: the options.
        native: the writer takes the records as they are stored; ``fields`` need not be filled.
    """

    path: str
    compression: str | None = None
    settings: Settings = field(default_factory=Settings)
    native: bool = False

    kind = ""

    def columns(self, most: int | None = None) -> tuple[str, ...]:
        """Return the keys of the records in order of appearance, looking at no more than ``most`` records."""
        raise NotImplementedError

    def batches(self, start: Place) -> Iterator[Batch]:
        """Yield what follows ``start``."""
        raise NotImplementedError

    def records(self, batch: Batch) -> Iterator[Record | Reject]:
        """Yield the records of a batch, in order."""
        raise NotImplementedError

    def dialect(self) -> Any:
        """What besides kind and columns must be the same for records to be taken as they are stored."""
        return None


def text_of(fields: Any, settings: Settings, line: int, raw: bytes | str) -> tuple[str, str | None] | Reject:
    """Return the text and the id of a record, or why it has none."""
    if not isinstance(fields, dict):
        return Reject(line, f"not an object but {type(fields).__name__}", shown(raw))
    id_key = settings.id_key or "id"
    id_ = fields.get(id_key)
    name = None if id_ is None else str(id_)
    text = fields.get(settings.text_key)
    if isinstance(text, str):
        return text, name
    if settings.text_key not in fields:
        keys = ", ".join(map(str, fields)) or "none"
        return Reject(line, f"no key {settings.text_key!r}; the keys are: {keys}", shown(raw), name)
    what = "null" if text is None else f"{type(text).__name__}, not a string"
    return Reject(line, f"no text: {settings.text_key!r} is {what}", shown(raw), name)
