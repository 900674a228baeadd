"""Twice the text takes about twice the time, however hostile the text."""

from __future__ import annotations

import time

import pytest

from newsclean.normalize import chain
from newsclean.normalize.manner import STYLES, manner

HOSTILE = [
    *["«", '"', "!", " ", "! ", "a'", "Ã", "Ã ", "&amp;", "&a", "<<", "[", "](", "](( a)", "`", "``a", "1 234 ", "…."],
    *[". ", "\u00ad", "e\u0301", "\u200d", "a-\n", ":ab", "http://", "a@", "<a ", "<!--", "- ", "1:", "l' ", "“a”"],
    *["¡", "&a;", "\n", "a\n", "a\u00a0", "A²É²", "â€œ", "Г©a", "\ud800", "mot, ", "( ", "```\n", "\t", "я", "«a ! » "],
]


def seconds(text: str, style: str) -> float:
    best = 60.0
    for _ in range(2):
        start = time.process_time()
        chain.normalized(text, manner(style, "fr-FR"), "fr")
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("unit", HOSTILE)
def test_eight_times_the_text_is_not_thirty_times_the_work(unit: str) -> None:
    style = STYLES[len(unit) % 3]
    size = 1000
    small = max(seconds((unit * size)[:size], style), 0.001)

    assert seconds((unit * size * 8)[: size * 8], style) < 30 * small
