"""What the documentation shows runs: Python, commands, TOML and JSON; and the rule reference holds every rule."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest

import newsclean
from newsclean.cli import cli
from newsclean.rules.load import builtin_rules
from newsclean.rules.model import CATEGORIES
from scripts import load_script

ROOT = Path(__file__).parent.parent
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
PLAIN = [page for page in PAGES if "engines" not in page.parts]  # the engines have tests of their own
ARTICLE = "Le maire a inauguré la halle mardi soir, devant une centaine d'habitants.\n\nLire aussi : Notre dossier"


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.S | re.M)


def commands(page: Path) -> list[str]:
    """Return every line of a code block, fenced or indented, that calls newsclean."""
    text = page.read_text("utf-8")
    fenced = [
        line for block in re.findall(r"^```(?:sh|bash)?\n(.*?)^```", text, re.S | re.M) for line in block.split("\n")
    ]
    outside = re.sub(r"^```.*?^```", "", text, flags=re.S | re.M)
    indented = re.findall(r"^(?: {4}|\t)(.*)$", outside, re.M)
    return [line.strip() for line in (*fenced, *indented) if line.strip().startswith("newsclean ")]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that pages name; what they run is run in it."""
    rows = [{"id": str(n), "site": f"s{n % 2}.example", "text": f"{ARTICLE}\n\n{n} mots."} for n in range(30)]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    for name in ("articles.jsonl", "crawl.jsonl", "articles/one.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(lines)
    mine = next(b for b in blocks(ROOT / "docs" / "rules.md", "toml") if "[[rule]]" in b)
    (tmp_path / "mine.toml").write_text(mine, "utf-8")
    (tmp_path / "article.txt").write_text(ARTICLE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PLAIN, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_python_without_output_runs(page: Path, folder: Path) -> None:
    names: dict[str, Any] = {"__name__": "page", "newsclean": newsclean, "Pipeline": newsclean.Pipeline}
    names.update(text=ARTICLE, texts=[ARTICLE, ARTICLE])  # which the examples above had
    for block in blocks(page, "python"):
        if ">>>" not in block:
            code = block.replace("*.jsonl.gz", "*.jsonl").replace("workers=8", "workers=1")
            exec(compile(code, str(page), "exec"), names)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_commands_have_the_options_that_pages_give_them(page: Path) -> None:
    for line in commands(page):
        arguments = shlex.split(line.split("|")[0], comments=True)[1:]
        command: click.Command = cli
        while isinstance(command, click.Group) and arguments:
            _, command, arguments = command.resolve_command(click.Context(command), arguments)
        command.make_context("newsclean", list(arguments), resilient_parsing=False)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_toml_and_json_are_well_formed(page: Path) -> None:
    for block in blocks(page, "toml"):
        tomllib.loads(block)
    for block in blocks(page, "json"):
        json.loads(block)


def test_the_reference_holds_every_rule_with_its_examples() -> None:
    pytest.importorskip("mkdocs", reason='pip install "newsclean[docs]"')
    hooks = load_script("docs/tools/hooks.py")
    for category in CATEGORIES:
        rules = [rule for rule in builtin_rules() if rule.category == category]
        text = hooks.page(category, rules)
        for rule in rules:
            assert f"## `{rule.id}` {{ #{hooks.anchor(rule.id)} }}" in text
            assert all(example.split("\n")[0] in text for example in (*rule.remove, *rule.keep, *rule.missed))
        assert text.count("```text") * 2 == len(re.findall(r"^`{3,}", text, re.M))
    assert len({hooks.anchor(rule.id) for rule in builtin_rules()}) == len(builtin_rules())


def test_the_link_check_finds_what_is_wrong(tmp_path: Path) -> None:
    broken = load_script("docs/tools/check_links.py").broken
    (tmp_path / "b.html").write_text('<h1 id="here">b</h1>')
    (tmp_path / "a.html").write_text(
        '<a href="b.html#here">1</a><a href="b.html#there">2</a><a href="c.html">3</a><a href="http://x.example">4</a>'
        '<a href="/b.html">5</a><a href="https://x.example">6</a><a href="#top">7</a><script src="https://x.example/a.js"></script>'
    )
    found = broken(tmp_path)

    assert len(found) == 5
    for said in ("b.html#there: no such heading", "c.html leads nowhere", "no https", "#top", "from a network"):
        assert any(said in line for line in found)


def test_every_page_is_in_the_navigation() -> None:
    text = (ROOT / "mkdocs.yml").read_text("utf-8")

    for page in (ROOT / "docs").rglob("*.md"):
        name = page.relative_to(ROOT / "docs").as_posix()
        assert name in text or name.startswith("engines/"), f"{name}: put it in the nav of mkdocs.yml"
