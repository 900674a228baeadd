"""Put a new value into a line of JSON and leave every other byte as it was."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from newsclean.corpus.extras import require

__all__ = ["depth", "dumps", "loads", "loads_exactly", "splice", "value_range"]

# A string, or what gives a JSON text its structure. The string is matched possessively: linear whatever it holds.
_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{},]', re.DOTALL)


def loads(raw: bytes) -> Any:
    """Return the value of JSON bytes; lone surrogates as escapes, NaN and deep nesting are taken too.

    Raises:
        ValueError: not UTF-8, or not JSON; the message says where.
    """
    orjson = require("orjson", "reading JSONL")
    try:
        return orjson.loads(raw)
    except ValueError:
        return loads_exactly(raw)


def loads_exactly(raw: bytes) -> Any:
    """Like :func:`loads`, with integers of any size; slower."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"bad UTF-8: byte 0x{raw[error.start]:02x} at byte {error.start + 1} of the line") from None
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"bad JSON: {error.msg} (column {error.pos + 1})") from None
    except RecursionError:
        raise ValueError("bad JSON: nested too deeply") from None
    except ValueError as error:  # an integer of more than 4300 digits
        raise ValueError(f"bad JSON: {error}") from None


def dumps(value: Any, *, ascii_only: bool = False) -> bytes:
    """Return compact JSON; lone surrogates, which UTF-8 cannot hold, become escapes."""
    if not ascii_only:
        try:
            raw: bytes = require("orjson", "writing JSONL").dumps(value, default=_plain)
            return raw
        except TypeError:
            pass
    return json.dumps(value, default=_plain, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def splice(line: bytes, parsed: Mapping[str, Any], key: str, text: str, extra: Mapping[str, Any]) -> bytes:
    """Return ``line`` with ``text`` as the value of the top-level ``key`` and the fields of ``extra`` at its end.

    Args:
        line: one JSON object, without the line end.
        parsed: what it says; ``parsed[key]`` is a str.
    """
    if text != parsed[key]:
        found = value_range(line, key)
        if found is None or loads(line[slice(*found)]) != parsed[key]:  # never seen; the value is kept all the same
            return dumps({**parsed, key: text, **extra})
        start, end = found
        old = line[start:end]
        # Written as the file writes: with escapes if it escapes what is not ASCII.
        line = line[:start] + dumps(text, ascii_only=old.isascii() and b"\\u" in old) + line[end:]
    if extra:
        end = line.rindex(b"}")
        line = line[:end] + b"," + dumps(extra)[1:-1] + line[end:]
    return line


def value_range(line: bytes, key: str) -> tuple[int, int] | None:
    """Return where the string that is the value of the top-level ``key`` stands, quotation marks included.

    Args:
        line: a valid JSON object.

    Returns:
        Byte offsets, half-open; of the last one if the key is repeated, as parsers read it. None: no such string.

    Cost: linear; a nested value costs a step for each of its strings and brackets.
    """
    plain = json.dumps(key, ensure_ascii=False).encode("utf-8", "surrogatepass")
    found: tuple[int, int] | None = None
    depth = 0
    name: bytes | None = None  # the key whose value comes next
    for match in _TOKEN.finditer(line):
        first = line[match.start()]
        if first in b"{[":
            depth += 1
        elif first in b"}]":
            depth -= 1
        elif depth != 1:
            continue
        elif first == 0x2C:
            name = None
        elif name is None:
            name = match[0]
        elif _same(name, plain, key):
            found = match.span()
    return found


def depth(line: bytes) -> int:
    """Return how deep the objects and lists of a valid JSON text are nested."""
    most = here = 0
    if line.count(b"{") + line.count(b"[") > 1:
        for match in _TOKEN.finditer(line):
            here += (line[match.start()] in b"{[") - (line[match.start()] in b"}]")
            most = max(most, here)
    return most or 1


def _same(name: bytes, plain: bytes, key: str) -> bool:
    return name == plain or (b"\\" in name and json.loads(name.decode("utf-8", "surrogatepass")) == key)


def _plain(value: Any) -> Any:
    """Values that JSON has no form for, from Parquet: bytes as base64, the rest as its usual text."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        import base64

        return base64.b64encode(bytes(value)).decode("ascii")
    return str(value)
