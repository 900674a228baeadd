"""Mark anew, in tests/code/marked.txt, what ``StripCode`` takes: to be run, and its difference read, when that changes.

The texts are sentences with pieces of the snippets of ``code_families``, cut anywhere, translated or not; with them
every weight of the code stage counts somewhere. Not all that is marked is right: it is what is done today.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from newsclean.cleaners.code import StripCode
from newsclean.document import Document

FILE = Path(__file__).parents[1] / "tests/code/marked.txt"


def blocks() -> Iterator[tuple[str, str]]:
    """Yield each level and marked text."""
    for block in FILE.read_text("utf-8").removeprefix("== ").removesuffix("\n").split("\n== "):
        level, _, text = block.partition("\n")
        yield level, text


def marked(text: str, level: str) -> str:
    """Return the text with ⟦ ⟧ around each edit of ``StripCode``."""
    out: list[str] = []
    done = 0
    for edit in StripCode(level=level).edits(Document(text)):
        out += [text[done : edit.span.start], "⟦", edit.old, "⟧"]
        done = edit.span.end
    return "".join([*out, text[done:]])


def unmarked(text: str) -> str:
    return text.replace("⟦", "").replace("⟧", "")


if __name__ == "__main__":
    FILE.write_text("".join(f"== {level}\n{marked(unmarked(text), level)}\n" for level, text in blocks()), "utf-8")
