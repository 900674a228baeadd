"""File names to formats: what a file holds and how it is compressed."""

from __future__ import annotations

from pathlib import PurePath
from typing import NamedTuple

from newsclean.corpus.errors import RefusedError
from newsclean.errors import nearest

__all__ = ["FORMATS", "Format", "format_named", "format_of", "stem"]

_KINDS = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".parquet": "parquet",
    ".csv": "csv",
    ".tsv": "tsv",
    ".txt": "text",
    ".wet": "wet",
    ".warc": "wet",
}
_COMPRESSIONS = {".gz": "gz", ".zst": "zst"}


class Format(NamedTuple):
    """``kind``: jsonl, parquet, csv, tsv, text or wet; ``compression``: gz, zst or None."""

    kind: str
    compression: str | None = None

    @property
    def suffix(self) -> str:
        """How a file of this format is named."""
        plain = ".txt" if self.kind == "text" else f".{self.kind}"
        return f"{plain}.{self.compression}" if self.compression else plain


FORMATS = {
    Format(kind, compression).suffix[1:]: Format(kind, compression)
    for kind in ("jsonl", "csv", "tsv", "text", "wet", "parquet")
    for compression in (None, "gz", "zst")
    if not (kind == "parquet" and compression)
}


def format_of(path: str) -> Format | None:
    """Return the format that the name of a file says; None: it says none."""
    suffixes = [suffix.lower() for suffix in PurePath(path).suffixes]
    compression = _COMPRESSIONS.get(suffixes[-1]) if suffixes else None
    if compression:
        suffixes.pop()
    kind = _KINDS.get(suffixes[-1]) if suffixes else None
    return None if kind is None or (kind == "parquet" and compression) else Format(kind, compression)


def format_named(name: str) -> Format:
    """Return the format called ``name``, such as "jsonl.gz".

    Raises:
        RefusedError: there is no such format; the message lists them.
    """
    found = FORMATS.get(name.lower().removeprefix("."))
    if found is None:
        raise RefusedError(nearest(name, FORMATS, "format"))
    return found


def stem(name: str) -> str:
    """Return a file name without the suffixes that say its format: "a.b.jsonl.gz" -> "a.b"."""
    path = PurePath(name)
    if path.suffix.lower() in _COMPRESSIONS:
        path = path.with_suffix("")
    while path.suffix.lower() in _KINDS:
        path = path.with_suffix("")
    return str(path)
