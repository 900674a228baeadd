"""The examples in pages: every ``>>>`` in a ``python`` block runs and prints what it says."""

from __future__ import annotations

import doctest
import re
from pathlib import Path


def failures(page: Path) -> int:
    """Return how many examples of a page print something else; the details go to stdout."""
    # A code block is no test where it shows calls without their output; a fence ends the expected output.
    text = page.read_text("utf-8").replace("\n```\n", "\n\n```\n")
    parser = doctest.DocTestParser()
    examples = [e for block in re.findall(r"```python\n(.*?)```", text, re.S) for e in parser.get_examples(block)]
    test = doctest.DocTest(examples, {}, page.name, str(page), 0, text)
    return doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test).failed
