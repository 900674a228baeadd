"""The examples in README, docs and docstrings run and print what they say."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

import newsclean
import newsclean.pipeline
from newsclean.rules.load import load_text
from pages import failures

ROOT = Path(__file__).parent.parent
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]


@pytest.mark.parametrize("module", [newsclean, newsclean.pipeline], ids=lambda m: m.__name__)
def test_docstring_examples_print_what_they_say(module: object) -> None:
    failed, tried = doctest.testmod(module)  # type: ignore[arg-type]

    assert tried
    assert not failed


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_page_examples_print_what_they_say(page: Path) -> None:
    assert not failures(page)


@pytest.mark.parametrize("page", [*PAGES, *sorted((ROOT / "docs" / "engines").glob("*.md"))], ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.S)
    for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", prose):
        assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_rule_of_the_page_about_rules_loads() -> None:
    text = (ROOT / "docs" / "rules.md").read_text("utf-8")
    toml = next(block for block in re.findall(r"```toml\n(.*?)```", text, re.S) if "[[rule]]" in block)

    assert [rule.id for rule in load_text(toml, "docs/rules.md")] == ["fr/my-morning-letter"]
