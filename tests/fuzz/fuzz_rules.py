"""The rule loader: one byte says what the rest is, a rule file, or a pattern in a good one and a text it may fit."""

from __future__ import annotations

from target import decoded, fuzz, instrument

instrument("rules", "cleaners", "files")

import checks_files  # noqa: E402
import seeds  # noqa: E402


def one(raw: bytes) -> None:
    if raw[:1] == b"f":
        checks_files.rule_file(decoded(raw[1:]))
    elif raw[:1] == b"s":
        checks_files.pipeline_file(decoded(raw[1:]))
    else:
        pattern, _, text = decoded(raw[1:]).partition("\n\n")
        checks_files.pattern(pattern, text, raw[0] if raw else 0)


def inputs() -> list[bytes]:
    return list(seeds.rule_inputs())


if __name__ == "__main__":
    fuzz(one, inputs(), seeds.rule_words())
