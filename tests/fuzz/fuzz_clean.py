"""``clean``: one byte of options, then the text in UTF-8."""

from __future__ import annotations

import zlib

from target import CLEANING, decoded, fuzz, instrument

instrument(*CLEANING)

import checks  # noqa: E402
import seeds  # noqa: E402


def one(raw: bytes) -> None:
    text = decoded(raw[1:])
    number = raw[0] if raw else 0
    checks.clean(text, number)
    if zlib.crc32(raw) % 512 == 0:  # what is slow when it stands there often
        checks.clean(checks.longer(text), number)


def inputs() -> list[bytes]:
    return list(seeds.with_options())


if __name__ == "__main__":
    fuzz(one, inputs(), seeds.words())
