"""The HTML of reports, rule pages and notebooks: texts of any kind are data in it."""

from __future__ import annotations

from target import decoded, fuzz, instrument

instrument("report", "serve.page", "serve.rules", "result")

import checks_files  # noqa: E402
import seeds  # noqa: E402


def one(raw: bytes) -> None:
    checks_files.report(decoded(raw))


def inputs() -> list[bytes]:
    return list(seeds.plain())


if __name__ == "__main__":
    fuzz(one, inputs(), [*seeds.words(), *seeds.html_words()])
