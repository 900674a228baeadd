"""TOML files that anybody may have written, read and parsed within bounds."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

__all__ = ["loads", "read"]

_LARGEST = 64 << 20  # bytes: a quarter of a million rules
_MOST_PARTS = 64  # of a dotted key: tomllib makes a table for each, and keeps all that lead to it
_PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
_LONG_KEY = re.compile(rf"(?<![A-Za-z0-9_-]){_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{_MOST_PARTS}}}")


def read(path: str | Path) -> str:
    """Return the text of a TOML file.

    Raises:
        OSError: the file cannot be read.
        UnicodeDecodeError: it is not UTF-8.
        ValueError: it is far larger than any such file is.
    """
    with open(path, "rb") as file:
        raw = file.read(_LARGEST + 1)
    if len(raw) > _LARGEST:
        raise ValueError(f"is larger than {_LARGEST >> 20} MiB; cut it into several files")
    return raw.decode("utf-8").replace("\r\n", "\n")


def loads(text: str) -> dict[str, Any]:
    """Return the table of a TOML text.

    Raises:
        TOMLDecodeError: not TOML, or nested or dotted so deeply that reading it would take all memory.
    """
    if text.count(".") >= _MOST_PARTS and (key := _LONG_KEY.search(text)):
        line = text.count("\n", 0, key.start()) + 1
        raise tomllib.TOMLDecodeError(f"A key of more than {_MOST_PARTS} parts (at line {line}, column 1)")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise tomllib.TOMLDecodeError("Nested too deeply") from None
