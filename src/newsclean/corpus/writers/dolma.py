"""Dolma attributes: a side-car for each file of documents, with the spans that would be removed.

One line a document, in the order of the documents: ``{"id": ..., "attributes": {"newsclean__video": [[start, end,
score], ...], ...}}``; an attribute for each category, empty where nothing was found. Offsets are code points of the
text, half-open, as Dolma's own taggers count; the score is 1.0: a rule matched.

Source: Dolma toolkit, docs/data-format.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from newsclean.corpus.model import Cleaned
from newsclean.corpus.splice import dumps
from newsclean.corpus.writers.base import Writer
from newsclean.rules.model import CATEGORIES

__all__ = ["DolmaWriter"]

_PREFIX = "newsclean__"


@dataclass(frozen=True, kw_only=True)
class DolmaWriter(Writer):
    """See the module."""

    kind = "dolma"

    def refuses(self, cleaned: Cleaned) -> str | None:
        return None if cleaned.record.id is not None else "no id: Dolma attributes are joined by it (--id-key)"

    def body(self, records: Sequence[Cleaned], native: bool) -> bytes:
        lines = [dumps({"id": c.record.id, "attributes": attributes(c)}) for c in records]
        return b"\n".join([*lines, b""])


def attributes(cleaned: Cleaned) -> dict[str, list[list[Any]]]:
    """Return attribute -> spans, for one document."""
    found: dict[str, list[list[Any]]] = {f"{_PREFIX}{category}": [] for category in sorted(CATEGORIES)}
    for span, _, category, _ in cleaned.removed:
        found.setdefault(f"{_PREFIX}{category}", []).append([span.start, span.end, 1.0])
    return found
