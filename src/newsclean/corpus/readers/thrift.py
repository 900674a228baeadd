"""Thrift's compact protocol, as far as Parquet tells sizes and places with it: integers, structs, lists of structs.

Source: Apache Thrift, "Thrift Compact protocol encoding".
"""

from __future__ import annotations

from typing import Any

__all__ = ["read_struct"]

_DEEPEST = 32  # structs and lists in one another; Parquet has seven
_LONGEST = 1_000_000  # members of a list; the same as Arrow's


def read_struct(raw: bytes, at: int = 0, depth: int = 0) -> tuple[dict[int, Any], int]:
    """Return the fields of the struct that begins at byte ``at``, by number, and where it ends.

    Integers are ``int``, structs ``dict``, lists of structs ``list``; all else is None.

    Raises:
        IndexError: it does not end in ``raw``.
        ValueError: it is none.
    """
    if depth > _DEEPEST:
        raise ValueError("nested too deeply")
    fields: dict[int, Any] = {}
    number = 0
    while raw[at]:
        delta, kind = raw[at] >> 4, raw[at] & 15
        at += 1
        if delta:
            number += delta
        else:
            number, at = _integer(raw, at)
        if kind in (1, 2):  # true, false: the kind says it
            continue
        fields[number], at = _value(raw, at, kind, depth)
    return fields, at + 1


def _value(raw: bytes, at: int, kind: int, depth: int) -> tuple[Any, int]:
    if kind in (4, 5, 6):
        return _integer(raw, at)
    if kind == 8:
        length, at = _unsigned(raw, at)
        return None, at + length
    if kind == 12:
        return read_struct(raw, at, depth + 1)
    if kind in (9, 10):
        return _list(raw, at, depth + 1)
    if kind in (1, 2, 3):  # in a list, truth takes a byte
        return None, at + 1
    if kind == 7:
        return None, at + 8
    raise ValueError(f"a value of kind {kind}")  # a map; Parquet has none


def _list(raw: bytes, at: int, depth: int) -> tuple[Any, int]:
    if depth > _DEEPEST:
        raise ValueError("nested too deeply")
    count, kind = raw[at] >> 4, raw[at] & 15
    at += 1
    if count == 15:
        count, at = _unsigned(raw, at)
    if count > _LONGEST:
        raise ValueError(f"a list of {count} members")
    values: list[Any] | None = [] if kind == 12 else None
    for _ in range(count):
        value, at = _value(raw, at, kind, depth)
        if values is not None:
            values.append(value)
    return values, at


def _integer(raw: bytes, at: int) -> tuple[int, int]:
    number, at = _unsigned(raw, at)
    return (number >> 1) ^ -(number & 1), at


def _unsigned(raw: bytes, at: int) -> tuple[int, int]:
    number = 0
    for shift in range(0, 70, 7):
        byte = raw[at]
        at += 1
        number |= (byte & 127) << shift
        if byte < 128:
            return number, at
    raise ValueError("a number without an end")
