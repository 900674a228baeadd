"""Every adapter has a page, and the example on it runs and prints what it says."""

from __future__ import annotations

from pathlib import Path

import clusters
import pytest
from adapters import needed

import newsclean.integrations
from newsclean.html import extract
from optional import missing
from pages import failures

ROOT = Path(__file__).parents[2]
PAGES = {page.stem: page for page in sorted((ROOT / "docs" / "engines").glob("*.md")) if page.stem != "README"}
MODULES = {path.stem for path in Path(newsclean.integrations.__file__).parent.glob("*.py")}
SHARED = {"__init__", "core", "arrow", "spark_learn"}  # learning on Spark is on the page of learning


def test_every_adapter_has_a_page_an_extra_and_a_line_in_the_index() -> None:
    import tomllib

    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    index = (ROOT / "docs" / "engines" / "README.md").read_text("utf-8")

    assert set(PAGES) >= MODULES - SHARED
    assert set(PAGES) <= set(extras)
    assert [name for name in PAGES if f"]({name}.md)" not in index] == []


@pytest.mark.parametrize("name", PAGES)
def test_the_examples_of_a_page_print_what_they_say(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if name == "html":
        try:
            extract("")
        except ImportError as error:
            missing(error)
    else:
        needed(name)
        if name in ("spark", "ray"):
            getattr(clusters, name)()
    monkeypatch.chdir(tmp_path)

    assert ">>> " in PAGES[name].read_text("utf-8")
    assert not failures(PAGES[name])
