"""Labelled documents: the formats that the benches and the training read.

- JSON ``{"text", "drop": [{"line", "cat", "span"}], "ambiguous": [line]}``
- JSON ``{"text", "lines": [{"text", "keep": true/false/null, "drop_spans"}]}``
- text: ``# key: value`` header lines, ``---``, then the page, where ``⟦category:what goes⟧`` is marked
  (``⟦?:...⟧`` = not scored).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Labelled", "load", "load_folder", "words"]

KEEP, DROP, SKIP = "keep", "drop", "skip"
_MARK = re.compile(
    "\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}([a-z?]+):(.*?)\N{MATHEMATICAL RIGHT WHITE SQUARE BRACKET}"
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Labelled:
    """A document and what its labels say: for each code point KEEP, DROP or SKIP, and the category of what goes."""

    path: str
    site: str
    kind: str
    text: str
    labels: list[str]
    categories: list[str]


def load(path: Path) -> Labelled:
    """Return the labelled document in ``path``.

    Raises:
        ValueError: a mark or span that cannot be found; the message begins with the path.
    """
    if path.suffix == ".txt":
        return _from_marks(path)
    data = json.loads(path.read_text("utf-8"))
    text: str = data["text"]
    labels, categories = [KEEP] * len(text), [""] * len(text)
    starts, place = [], 0
    for line in text.split("\n"):
        starts.append((place, place + len(line)))
        place += len(line) + 1

    def mark(start: int, end: int, label: str, category: str = "") -> None:
        labels[start:end] = [label] * (end - start)
        categories[start:end] = [category] * (end - start)

    if "lines" in data:
        for (start, end), line in zip(starts, data["lines"], strict=True):
            mark(start, end, {True: KEEP, False: DROP, None: SKIP}[line["keep"]], line.get("cat") or "")
            for a, b in line.get("drop_spans") or []:
                mark(start + a, start + b, DROP, line.get("cat") or "")
    else:
        for number in data.get("ambiguous") or []:
            mark(*starts[number], SKIP)
        for entry in data["drop"]:
            start, end = starts[entry["line"]]
            if entry.get("span"):
                start = text.find(entry["span"], start + (entry.get("start") or 0), end + 1)
                if start < 0:
                    raise ValueError(f"{path}: span not found: {entry!r}")
                end = start + len(entry["span"])
            mark(start, end, DROP, entry["cat"])
    site = data.get("site") or data.get("modelled_on") or path.stem
    return Labelled(str(path), site, data.get("kind") or data.get("extractor") or "", text, labels, categories)


def _from_marks(path: Path) -> Labelled:
    head, _, body = path.read_text("utf-8").partition("\n---\n")
    header = dict(line[1:].split(":", 1) for line in head.split("\n") if line.startswith("#") and ":" in line)
    info = {key.strip(): value.strip() for key, value in header.items()}
    text, labels, categories = "", [], []
    place = 0
    for match in [*_MARK.finditer(body), None]:
        before = body[place : match.start() if match else len(body)]
        inside = match[2] if match else ""
        text += before + inside
        labels += [KEEP] * len(before) + [SKIP if match and match[1] == "?" else DROP] * len(inside)
        categories += [""] * len(before) + [match[1] if match else ""] * len(inside)
        place = match.end() if match else place
    if "\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}" in text:
        raise ValueError(f"{path}: a mark that is not closed on its line")
    # A file ends with a line feed; a page does not.
    text, labels, categories = text.rstrip("\n"), labels[: len(text.rstrip("\n"))], categories[: len(text.rstrip("\n"))]
    return Labelled(
        str(path),
        path.stem if info.get("modelled_on", "invented") == "invented" else info["modelled_on"],
        info.get("kind", ""),
        text,
        labels,
        categories,
    )


def load_folder(folder: Path) -> Iterator[Labelled]:
    """Yield the labelled documents of a folder, by name."""
    for path in sorted(folder.iterdir()):
        if path.suffix in (".json", ".txt") and path.name != "README.txt":
            yield load(path)


def words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each word (letters and digits)."""
    for match in _WORD.finditer(text):
        yield match.span()
