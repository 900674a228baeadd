"""Imports point one way, and importing newsclean brings in nothing heavy that is not used yet."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import newsclean

ROOT = Path(newsclean.__file__).parent

#: From the bottom to the top: a module imports from its own layer or from below.
LAYERS = (
    ("errors", "toml", "align", "fold", "rules.lexicon", "rules.parsed", "rules.pattern"),
    ("edits", "document", "rules.model", "language"),
    ("provenance", "sentences", "rules"),
    ("normalize", "code", "zones"),
    ("cleaners",),
    ("result", "keep", "steps"),
    ("pipeline",),
    ("one",),
    ("files", "parallel", "api"),
    ("html",),
    ("",),
    ("corpus", "integrations", "learn"),
    ("report", "serve"),
    ("commands",),
    ("cli",),
)


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def layer(module: str) -> int:
    names = {name: number for number, names in enumerate(LAYERS) for name in names}
    while module not in names:
        module = module.rpartition(".")[0]
        if not module:
            pytest.fail("a new module has no layer yet: give it one in LAYERS")
    return names[module]


def imported(path: Path) -> set[str]:
    """Return the modules of newsclean that a file imports at its top (not inside functions, not for types only)."""
    found: set[str] = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        names: list[str] = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            inner = name.removeprefix("newsclean").removeprefix(".")
            file = ROOT.joinpath(*inner.split("."))
            if name.startswith("newsclean") and (file.with_suffix(".py").is_file() or (file / "__init__.py").is_file()):
                found.add(inner)
    return found


FILES = sorted(path for path in ROOT.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_imports_point_down(path: Path) -> None:
    own = module_name(path)
    for other in imported(path) - {own}:
        # "from newsclean import fold" names the package itself on its way to the module.
        if other == "" and layer(own) < layer(""):
            continue
        assert layer(other) <= layer(own), f"{own} imports {other}"


@pytest.mark.parametrize("path", sorted((ROOT / "cleaners").glob("*.py")), ids=module_name)
def test_cleaners_do_not_import_one_another(path: Path) -> None:
    others = {name for name in imported(path) if name.startswith("cleaners.")} - {module_name(path), "cleaners.base"}

    assert not others or path.name == "__init__.py"


def test_nothing_imports_an_integration() -> None:
    for path in FILES:
        if "integrations" not in path.parts:
            assert not any(name.startswith("integrations") for name in imported(path)), path


def modules_after(code: str) -> set[str]:
    program = f"import sys\n{code}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    return set(done.stdout.split("\n")[-2].split())


OWN = {"newsclean", "regex", "ahocorasick_rs"}


def third_party(modules: set[str]) -> set[str]:
    """Return the packages that are neither of Python itself nor of an editable installation's machinery."""
    tops = {name.partition(".")[0] for name in modules if not name.startswith("_")}
    return {
        top for top in tops - set(sys.stdlib_module_names) - OWN if not top.startswith(("sitecustom", "usercustom"))
    }


def test_importing_newsclean_brings_in_nothing() -> None:
    modules = modules_after("import newsclean")

    assert {name for name in modules if name.startswith("newsclean")} == {"newsclean"}
    assert third_party(modules) == set()
    assert not modules & {"regex", "ahocorasick_rs", "tomllib", "dataclasses"}


def test_importing_a_name_brings_in_two_packages_and_no_more() -> None:
    heavy = {"langdetect", "numpy", "click", "email.message", "concurrent.futures.process", "newsclean.corpus"}
    modules = modules_after("from newsclean import clean, Pipeline")

    assert not modules & heavy
    assert third_party(modules) == set()


def test_every_public_name_is_there() -> None:
    names: list[str] = newsclean.__all__

    assert len(names) == len(set(names)) > 30
    assert all(getattr(newsclean, name) is not None for name in names)
    assert set(names) <= set(dir(newsclean))
    with pytest.raises(AttributeError, match="no attribute 'cleann'"):
        _ = newsclean.cleann  # type: ignore[attr-defined]
    with pytest.raises(AttributeError):
        _ = newsclean.Cleann  # type: ignore[attr-defined]


def test_a_french_text_needs_no_langdetect() -> None:
    text = "Le maire a traversé la place du marché, et la pluie n'a pas cessé depuis lundi.\\n" * 5
    program = f'import newsclean; newsclean.clean("{text}Lire aussi : Notre dossier")'

    assert not modules_after(program) & {"langdetect", "numpy", "click", "ftfy"}


def test_importing_reads_no_rule_file() -> None:
    program = (
        "from newsclean import clean; from newsclean.rules.load import builtin_rules as r\n"
        "assert not r.cache_info().currsize"
    )

    assert "newsclean" in modules_after(program)
