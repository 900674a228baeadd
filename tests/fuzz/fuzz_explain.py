"""``explain``: one byte of options, then the text in UTF-8."""

from __future__ import annotations

from target import CLEANING, decoded, fuzz, instrument

instrument(*CLEANING, "provenance", "edits", "align")

import checks  # noqa: E402
import seeds  # noqa: E402


def one(raw: bytes) -> None:
    checks.explain(decoded(raw[1:]), raw[0] if raw else 0)


def inputs() -> list[bytes]:
    return list(seeds.with_options())


if __name__ == "__main__":
    fuzz(one, inputs(), seeds.words())
