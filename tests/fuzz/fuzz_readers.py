"""The corpus readers: one byte of format, one of settings, then the file."""

from __future__ import annotations

from target import fuzz, instrument

instrument("corpus")

import checks_files  # noqa: E402
import seeds  # noqa: E402


def one(raw: bytes) -> None:
    if len(raw) > 1:
        checks_files.readers(raw[2:], raw[0], raw[1])


def inputs() -> list[bytes]:
    return list(seeds.files())


if __name__ == "__main__":
    fuzz(one, inputs(), seeds.file_words())
