"""What newsclean adds after an extractor, on the pages of bench/html: words of boilerplate left, words of prose lost.

    python bench/html_pages.py

Each page was written for this, markup and all; beside it stands its article as a person would want it. Words are
aligned in order, so a word counts as kept only where it stands. Needs ``pip install "newsclean[html]"``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

import trafilatura

import newsclean
from newsclean.html import extract

PAGES = sorted((Path(__file__).parent / "html").glob("*.html"))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def score(page: Path, text: str) -> tuple[int, int, int]:
    """Return words of the article, words of it that are lost, and other words that came along."""
    want, got = words(page.with_suffix(".txt").read_text("utf-8")), words(text)
    kept = sum(block.size for block in SequenceMatcher(None, want, got, autojunk=False).get_matching_blocks())
    return len(want), len(want) - kept, len(got) - kept


def extractor(**options: bool) -> Callable[[str], str]:
    return lambda html: trafilatura.extract(html, include_comments=False, **options) or ""


WAYS: dict[str, Callable[[str], str]] = {
    "trafilatura": extractor(),
    "trafilatura, favor_precision": extractor(favor_precision=True),
    "trafilatura, favor_recall": extractor(favor_recall=True),
    "trafilatura, then clean": lambda html: newsclean.clean(extractor()(html)),
    "trafilatura, favor_recall, then clean": lambda html: newsclean.clean(extractor(favor_recall=True)(html)),
    "extract": extract,
    "clean_html": newsclean.clean_html,
}


def main() -> None:
    print("| way | prose lost | boilerplate left |\n| --- | --- | --- |")
    for name, way in WAYS.items():
        scores = [score(page, way(page.read_text("utf-8"))) for page in PAGES]
        want, lost, left = (sum(column) for column in zip(*scores, strict=True))
        print(f"| {name} | {lost} of {want} words | {left} words |")


if __name__ == "__main__":
    main()
