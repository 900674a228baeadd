"""docs/guarantees.md: every promise names the test that holds it, and every test that is named is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "guarantees.md").read_text("utf-8")
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ") and not re.match(r"\|[ |-]*(?:promise|$)", line)]
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)


@cache
def names_of(file: str) -> set[str]:
    """Return the names of the tests in a file; it is not imported: what it tests may not be installed."""
    if not (ROOT / file).is_file():
        return set()
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_a_test_that_is_named_exists() -> None:
    missing = [f"{file}::{name}" for file, name in NAMED if name not in names_of(file)]

    assert len(NAMED) > 80
    assert missing == []


def test_every_promise_names_its_test() -> None:
    assert len(ROWS) > 40
    assert [row for row in ROWS if "`tests/" not in row] == []
    assert len(NAMED) == PAGE.count("::"), "a test is named in another way than `tests/file.py::test`"


def test_the_seven_promises_are_all_there() -> None:
    assert re.findall(r"^\| (\d) \|", PAGE, re.M) == list("1234567")
