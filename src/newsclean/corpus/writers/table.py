"""CSV and TSV: a row that does not change keeps its bytes; one that does is quoted only where it must be."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from newsclean.corpus.frames import frame
from newsclean.corpus.model import Cleaned
from newsclean.corpus.readers.table import dialect_of
from newsclean.corpus.splice import dumps
from newsclean.corpus.writers.base import Writer, is_utf8

__all__ = ["TableWriter"]


@dataclass(frozen=True, kw_only=True)
class TableWriter(Writer):
    """See the module; ``columns`` is the header."""

    kind: str = "csv"
    columns: tuple[str, ...] = ()

    def refuses(self, cleaned: Cleaned) -> str | None:
        try:
            if not is_utf8(self._line([self.row(cleaned).get(name) for name in self.columns], "")):
                return f"a lone surrogate, which {self.kind.upper()} cannot hold: write JSONL"
        except csv.Error as error:
            return f"cannot be written without quotation marks: {error}"
        return None

    def head(self) -> bytes:
        return frame(self._line(self.columns, "\n").encode("utf-8"), self.compression)

    def body(self, records: Sequence[Cleaned], native: bool) -> bytes:
        rows: list[bytes] = []
        for cleaned in records:
            raw = cleaned.record.raw
            end = "\r\n" if native and raw.endswith(b"\r\n") else "\n"
            if native and not cleaned.extra and cleaned.text == cleaned.record.text:
                rows.append(raw if raw.endswith(b"\n") else raw + b"\n")
            else:
                row = self.row(cleaned)
                rows.append(self._line([row.get(name) for name in self.columns], end).encode("utf-8"))
        return b"".join(rows)

    def _line(self, values: Sequence[Any], end: str) -> str:
        line = io.StringIO()
        dialect = dialect_of(self.kind, self.settings.quotes)
        csv.writer(line, **dialect, lineterminator=end).writerow([_cell(value) for value in values])
        return line.getvalue()


def _cell(value: Any) -> str:
    """Strings as they are, nothing for null, the rest as JSON."""
    if value is None:
        return ""
    return value if isinstance(value, str) else dumps(value).decode("utf-8")
