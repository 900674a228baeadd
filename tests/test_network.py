"""No network at import or run time: the main jobs run where every socket raises, and what they load asks for none."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import newsclean

# A `sitecustomize`, so that worker processes are held by it too. Sockets raise from Python, and so does what asks the
# interpreter for one from C, by the audit events of `socket`.
BLOCKED = """
import socket, sys

def refuse(*_, **__):
    raise AssertionError("a socket was asked for")

class Socket(socket.socket):  # still a class: ssl makes one of its own from it
    __new__ = refuse

socket.socket = Socket
socket.create_connection = socket.create_server = socket.getaddrinfo = socket.gethostbyname = refuse
sys.addaudithook(lambda event, _: refuse() if event.startswith("socket.") else None)
"""

ARTICLE = "Le maire a inauguré la halle mardi soir, devant une centaine d'habitants.\n\nLire aussi : Notre dossier"


def without_network(code: str, folder: Path) -> str:
    """Run a program in which no socket can be made; return what it prints."""
    (folder / "blocked").mkdir()
    (folder / "blocked" / "sitecustomize.py").write_text(BLOCKED)
    paths = (str(folder / "blocked"), str(Path(newsclean.__file__).parent.parent))
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_block_blocks(tmp_path: Path) -> None:
    code = """
import _socket, socket
tried = 0
for ask in (
    lambda: socket.create_connection(("127.0.0.1", 9)),
    lambda: socket.socket(),
    lambda: _socket.socket(),
    lambda: _socket.getaddrinfo("localhost", 9),
):
    try:
        ask()
    except AssertionError:
        tried += 1
print(tried)
"""
    assert without_network(code, tmp_path) == "4\n"


def test_every_module_is_imported_without_a_network(tmp_path: Path) -> None:
    code = """
import importlib, pkgutil, newsclean
for module in pkgutil.walk_packages(newsclean.__path__, "newsclean."):
    if not module.name.startswith("newsclean.integrations."):  # engines do as they please
        try:
            importlib.import_module(module.name)
        except ImportError as error:  # of an extra that is not installed
            assert not (error.name or "").startswith("newsclean"), error
print("done")
"""
    assert without_network(code, tmp_path) == "done\n"


def test_text_is_cleaned_and_explained_without_a_network(tmp_path: Path) -> None:
    code = f"""
import newsclean
text = {ARTICLE!r}
for level in ("safe", "standard", "aggressive"):
    assert newsclean.explain(text, level=level).text == newsclean.clean(text, level=level) != text
newsclean.clean("L\u2019\u00c3\u00a9t\u00c3\u00a9 <b>arrive</b>.")  # ftfy
newsclean.clean("The council met, and the mayor said so. El alcalde no quiso hablar con los vecinos.")  # langdetect
print(ascii(newsclean.clean(text)))
"""
    assert without_network(code, tmp_path) == ascii(ARTICLE.partition("\n")[0]) + "\n"


def test_commands_run_without_a_network(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason='pip install "newsclean[corpus]"')
    pytest.importorskip("duckdb", reason='pip install "newsclean[learn]"')
    rows = [{"id": str(n), "site": f"s{n % 2}.example", "text": f"{ARTICLE}\n\n{n} mots."} for n in range(30)]
    (tmp_path / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "article.txt").write_text(ARTICLE, "utf-8")
    commands = (
        "clean article.txt",
        "explain article.txt --format json",
        "rules fr/read-also",
        "run articles.jsonl -o clean.parquet --workers 1",
        "run articles.jsonl -o many.jsonl --workers 2",
        "compare articles.jsonl --to safe",
        "report articles.jsonl -o report.html",
        "learn articles.jsonl --by site -o learned.toml --review review.html --workers 1",
    )
    code = f"""
from newsclean.cli import cli
if __name__ == "__main__":
    for command in {commands!r}:
        cli(command.split(), standalone_mode=False)
"""
    without_network(code, tmp_path)

    for name in ("clean.parquet", "many.jsonl", "report.html", "review.html", "learned.toml"):
        assert (tmp_path / name).stat().st_size
    for name in ("report.html", "review.html"):
        assert not re.search(
            r"""(?:src|href|action)\s*=\s*["']?(?:https?:)?//|url\(|@import""", (tmp_path / name).read_text("utf-8")
        )
