"""Pieces of code cut anywhere in sentences: what goes is what ``marked.txt`` marks, to the character."""

import pytest

from code_marked import blocks, marked, unmarked


@pytest.mark.parametrize("level, text", list(blocks()))
def test_takes_what_is_marked(level, text):
    assert marked(unmarked(text), level) == text, "if that is better: python bench/code_marked.py"
