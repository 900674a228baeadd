"""Compressed frames: each batch is one, so that a run can go on at its end. The bytes depend on the data alone."""

from __future__ import annotations

import gzip

from newsclean.corpus.extras import require

__all__ = ["frame"]


def frame(data: bytes, compression: str | None) -> bytes:
    """Return ``data`` as one frame; frames set one behind the other are a valid file (RFC 1952, 2.2; RFC 8878, 3)."""
    if compression == "gz":
        return gzip.compress(data, compresslevel=6, mtime=0)
    if compression == "zst":
        compressed: bytes = require("zstandard", "writing .zst").ZstdCompressor(level=3).compress(data)
        return compressed
    return data
