"""``newsclean run``: options, exit status, and what is said on stderr."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from click.testing import CliRunner
from corpora import rows, write_jsonl

from newsclean.commands.run import command


def run(*arguments: object):
    return CliRunner().invoke(command, [str(argument) for argument in (*arguments, "--workers", "1")])


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    text = "Lire aussi : Notre dossier\n\nLa pluie tombe sur la ville."
    path.write_text(
        json.dumps({"body": text, "key": 7}) + "\n" + json.dumps({"body": "Rien.", "key": 8}) + "\n", "utf-8"
    )
    return path


def test_cleans_and_says_what_it_did(tmp_path: Path, source: Path) -> None:
    done = run(
        source, "-o", tmp_path / "out.jsonl.gz", "--text-key", "body", "--id-key", "key", "--stats", tmp_path / "s"
    )

    assert done.exit_code == 0, done.output
    assert [row["body"] for row in rows(tmp_path / "out.jsonl.gz")] == ["La pluie tombe sur la ville.", "Rien."]
    assert done.stdout == ""
    assert "2 documents to" in done.stderr
    assert "1 unchanged, 0 emptied" in done.stderr
    assert {slow["id"] for slow in json.loads((tmp_path / "s").read_text())["slowest"]} == {"7", "8"}


def test_pipeline_options_are_those_of_clean(tmp_path: Path, source: Path) -> None:
    done = run(source, "-o", tmp_path / "out.jsonl", "--text-key", "body", "--without", "boilerplate", "--quiet")

    assert done.exit_code == 0
    assert done.stderr == ""
    assert str(rows(tmp_path / "out.jsonl")[0]["body"]).startswith("Lire aussi")


@pytest.mark.parametrize(
    "arguments, status, why",
    [
        (["--text-key", "bodi"], 1, "no key 'bodi'; the keys are: body, key"),
        (["--pipeline", "none.toml"], 2, "none.toml: cannot be read"),
        (["--output-format", "docx"], 2, "unknown format"),
        (["--strict"], 1, "no key 'text'"),
    ],
)
def test_errors_are_one_line(tmp_path: Path, source: Path, arguments: list[str], status: int, why: str) -> None:
    done = run(source, "-o", tmp_path / "out.jsonl", *arguments)

    assert done.exit_code == status
    assert why in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out.jsonl").exists()


def test_rejects_give_status_1(tmp_path: Path, source: Path) -> None:
    with source.open("a") as file:
        file.write("{\n")

    done = run(source, "-o", tmp_path / "out.jsonl", "--text-key", "body")

    assert done.exit_code == 1
    assert "1 records could not be read or written: see" in done.stderr
    assert len(rows(tmp_path / "out.jsonl")) == 2
    strict = run(source, "-o", tmp_path / "strict.jsonl", "--text-key", "body", "--strict")
    assert strict.exit_code == 1
    assert "in.jsonl:3: bad JSON" in strict.stderr


def test_a_full_disk_gives_status_3(tmp_path: Path, source: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    done = run(source, "-o", tmp_path / "file" / "out.jsonl", "--text-key", "body")

    assert done.exit_code == 3
    assert "run the same command again" in done.stderr


def test_a_bar_on_a_terminal_only(tmp_path: Path) -> None:
    pytest.importorskip("tqdm")
    source = write_jsonl(tmp_path / "in.jsonl", 30)
    code = "from newsclean.commands.run import command; command()"
    arguments = [sys.executable, "-c", code, source, "--workers", "1", "-o"]

    plain = subprocess.run([*arguments, tmp_path / "a.jsonl"], capture_output=True, text=True)
    assert "%" not in plain.stderr.splitlines()[0]

    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    process = subprocess.Popen([*arguments, tmp_path / "b.jsonl"], stderr=child)
    os.close(child)
    shown = b""
    try:
        while piece := os.read(parent, 4096):
            shown += piece
    except OSError:  # the other end is closed
        pass
    assert process.wait() == 0
    os.close(parent)
    assert b"100%" in shown
    assert b"30 documents" in shown
