"""How fast ``StripCode`` is on prose and on code, and whether hostile text stays linear.

python bench/code_speed.py
"""

# ruff: noqa: E501
from __future__ import annotations

import math
import random
import time

import code_families as families
import code_generator as generator
from newsclean.cleaners.code import StripCode
from newsclean.document import Document

HOSTILE = {
    "round": "(", "angle": "<", "square": "[", "semicolons": ";", "objects": '{"a":', "comments": "/*", "html-comments": "<!--",
    "braces": "{", "closers": "}", "quotes": '"', "apostrophes": "'", "assign": "='", "calls": "f('", "tags": "<a ", "attributes": '<a b="',
    "attribute-run": 'class="a" ', "entities": "&lt;a ", "escapes": "\\u003c", "backslashes": "\\", "templates": "{{", "dollars": "${a",
    "percent": "%%a", "php": "<?php ", "shortcodes": "[a b=", "bbcode": "[b]", "base64": "aB1", "base64-lines": "aB1cD2eF3gH4" * 6 + "\n",
    "path": "M1 1 L2 2 ", "data": "data:image/png;base64,", "dots": "a.b.", "lines": "}\n", "words": "var\n", "slashes": "//", "equals": "=",
    "mixed": "({[", "prose-braces": "le maire { ", "word": "a", "spaces": " ", "newlines": "\n", "css": "a:b;", "selectors": ".a .b,",
    "media": "@media ", "scripts": "<script>", "closed": "</script>", "z": "1z", "decl": "<!doctype ", "cdata": "<![CDATA[", "id": "id='",
}  # fmt: skip


def seconds(text: str, repeat: int = 3) -> float:
    cleaner, best = StripCode(), math.inf
    for _ in range(repeat):
        start = time.process_time()
        cleaner.edits(Document(text))
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    rng = random.Random(1)
    paragraphs = ["  ".join(rng.sample(generator.PROSE, 6)) for _ in range(3000)]
    prose = "\n\n".join(paragraphs).replace("  ", " ")
    code = "\n".join([*families.SCRIPTS.values(), *families.STYLES.values(), *families.DATA.values()])
    mixed = "\n\n".join(generator.make(rng, generator.names(None)).text for _ in range(1500))
    quotes = prose.replace("'", "\u2019").replace(". Le", ". [\u2026] Le")
    for label, text in (
        ("prose", prose),
        ("prose, typographic, with [\u2026]", quotes),
        ("news with code", mixed),
        ("code", code * 20),
    ):
        print(f"{label:36s} {len(text.encode()) / 1e6 / seconds(text):8.1f} MB/s")
    for label, piece in HOSTILE.items():
        sizes = [250_000, 500_000, 1_000_000]
        times = [seconds(piece * (n // len(piece)), 1) for n in sizes]
        slope = math.log(times[2] / times[0]) / math.log(4)
        print(
            f"{label:16s} {times[2]:7.3f} s for 1 MB   slope {slope:5.2f}{'   <<<' if slope > 1.2 and times[2] > 0.05 else ''}"
        )


if __name__ == "__main__":
    main()
