"""The command line: what goes in and out, what it says when it is used wrongly, and with which status it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from newsclean import Pipeline
from newsclean.cli import cli
from small_rules import toml

LINK = "Lire aussi : Notre dossier sur l’eau"
RAW = f"{LINK}\n\nL’été arrive à Ozoir."
CLEANED = "L'été arrive à Ozoir.\n"
COMMAND = [sys.executable, "-c", "from newsclean.cli import main; main()"]


def run(*arguments: str | Path, text: str | bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the real program."""
    raw = text.encode() if isinstance(text, str) else text
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(command, input=raw, capture_output=True, timeout=60, env={**os.environ, **environment})


def invoke(*arguments: str | Path, text: str | bytes = b"") -> Result:
    """Run the command in this process: faster."""
    raw = text.encode() if isinstance(text, str) else text
    return CliRunner().invoke(cli, [*map(str, arguments)], input=raw)


def one_line(raw: bytes) -> str:
    """Return the one line of stderr."""
    said = raw.decode()
    assert said.startswith("newsclean: ")
    assert said.count("\n") == 1
    assert "Traceback" not in said
    return said


# -- the real program ----------------------------------------------------------------------------


def test_cleans_stdin_to_stdout_in_utf8_whatever_the_locale_says() -> None:
    for environment in ({}, {"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}):
        done = run("clean", text=RAW, **environment)

        assert (done.returncode, done.stdout.decode(), done.stderr) == (0, CLEANED, b"")
    assert run("rules", PYTHONIOENCODING="ascii").returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["clean", "--level", "saf"],
        ["clean", "--style", "plian"],
        ["explain", "--format", "xml"],
        ["clean", "--levle", "safe"],
        ["clen"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_one_line_and_status_2(arguments: list[str]) -> None:
    done = run(*arguments, text=RAW)

    assert (done.returncode, done.stdout) == (2, b"")
    assert one_line(done.stderr)


def test_a_missing_file_and_a_wrong_byte_are_one_line_and_status_1(tmp_path: Path) -> None:
    missing = run("clean", tmp_path / "none.txt")
    wrong = run("clean", text="L'été".encode("latin-1"))

    assert missing.returncode == wrong.returncode == 1
    assert "none.txt: No such file or directory" in one_line(missing.stderr)
    assert "stdin: byte 0xe9 at offset 2 is not UTF-8; name the right encoding with --encoding" in one_line(
        wrong.stderr
    )


def test_is_quiet_when_the_reader_goes_away(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    big.write_text("\n\n".join(f"La pluie tombe sur le village numéro {i}." for i in range(4000)))
    for arguments in (["clean", big], ["explain", "--format", "json", big], ["rules"]):
        program = subprocess.Popen([*COMMAND, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.read(10)
        program.stdout.close()

        assert b"Error" not in program.stderr.read()
        assert program.wait(30) == 0


def test_an_interrupt_ends_it_with_status_130() -> None:
    program = subprocess.Popen([*COMMAND, "clean"], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    assert program.stdin is not None
    program.stdin.write(b"a" * 500_000)  # more than a pipe holds: when this returns, it reads, and waits for the end
    program.stdin.flush()
    program.send_signal(signal.SIGINT)
    _, said = program.communicate(timeout=30)

    assert program.returncode == 130
    assert said.decode().strip() == "newsclean: interrupted"


def test_without_a_command_it_shows_help() -> None:
    done = run()

    assert done.returncode == 2
    assert b"Commands:" in done.stdout + done.stderr
    assert run("--help").returncode == run("clean", "--help").returncode == 0
    assert run("--version").stdout.startswith(b"newsclean")


# -- clean ---------------------------------------------------------------------------------------


def test_reads_files_and_stdin_and_parts_them_by_a_blank_line(tmp_path: Path) -> None:
    one, two, empty = tmp_path / "one.txt", tmp_path / "two.txt", tmp_path / "empty.txt"
    one.write_text("Un mot.")
    two.write_text("Deux mots.\n")
    empty.write_text("")

    assert invoke("clean", one, "-", two, text="Entre.").stdout == "Un mot.\n\nEntre.\n\nDeux mots.\n"
    assert invoke("clean", empty, one, empty, two).stdout == "Un mot.\n\nDeux mots.\n"
    assert invoke("clean", text="").stdout == ""
    assert invoke("clean", text=LINK).stdout == ""


def test_writes_to_a_file_or_into_a_folder(tmp_path: Path) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_text(RAW)
    two.write_text("Deux.")
    target, folder = tmp_path / "new" / "out.txt", f"{tmp_path}/all/"

    assert invoke("clean", one, "-o", target).exit_code == 0
    assert target.read_text() == CLEANED
    assert invoke("clean", one, two, "-", "-o", folder, text="Trois.").exit_code == 0
    assert {path.name: path.read_text() for path in Path(folder).iterdir()} == {
        "one.txt": CLEANED,
        "two.txt": "Deux.\n",
        "stdin.txt": "Trois.\n",
    }


def test_never_writes_two_texts_to_one_file_nor_over_its_input(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_text(RAW)
    one, two = tmp_path / "a" / "x.txt", tmp_path / "b" / "x.txt"

    for arguments, message in (
        ((one, two, "-o", tmp_path / "out.txt"), "several inputs need a folder"),
        ((one, two, "-o", f"{tmp_path}/out/"), "two inputs would be written to"),
        ((one, "-o", one), "input and output are the same file"),
        ((one, "-o", tmp_path / "a"), "input and output are the same file"),
    ):
        done = invoke("clean", *arguments)
        assert (done.exit_code, done.stdout) == (2, "")
        assert message in done.stderr
    assert one.read_text() == RAW


def test_an_output_that_cannot_be_written_is_status_1(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = invoke("clean", "-o", tmp_path / "file" / "out.txt", text=RAW)

    assert done.exit_code == 1
    assert "file" in done.stderr


def test_reads_other_encodings_and_writes_utf8() -> None:
    assert invoke("clean", "--encoding", "cp1252", text="L’été.".encode("cp1252")).stdout_bytes == "L'été.\n".encode()
    assert invoke("clean", "--encoding", "utf-16", text="L’été.".encode("utf-16")).stdout == "L'été.\n"
    unknown = invoke("clean", "--encoding", "utf-9", text=RAW)
    assert (unknown.exit_code, "unknown encoding 'utf-9'; try utf-8" in unknown.stderr) == (2, True)
    assert invoke("clean", "--encoding", "base64", text=RAW).exit_code == 2
    assert invoke("clean", "--encoding", "undefined", text=RAW).exit_code == 1


def test_a_folder_is_no_input(tmp_path: Path) -> None:
    done = invoke("clean", tmp_path)

    assert (done.exit_code, "Is a directory" in done.stderr) == (1, True)


def test_options_choose_the_pipeline(tmp_path: Path) -> None:
    mine, saved = tmp_path / "mine.toml", tmp_path / "p.toml"
    mine.write_text(toml())
    saved.write_text(Pipeline([str.strip][:0]).to_toml())

    assert invoke("clean", "--style", "typographic", text=RAW).stdout == "L’été arrive à Ozoir.\n"
    assert LINK.replace("’", "'") in invoke("clean", "--without", "crosslink", "--without", "credit", text=RAW).stdout
    assert invoke("clean", "--lang", "de", text=RAW).stdout.startswith("Lire aussi")
    assert invoke("clean", "--rules", mine, text=f"Zorglub\n\n{RAW}").stdout == CLEANED
    assert invoke("clean", "--pipeline", saved, text=RAW).stdout == RAW + "\n"


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["--level", "saf"], "unknown level 'saf'; did you mean 'safe'?"),
        (["--locale", "xx"], "locale"),
        (["--lang", "french"], "unknown language 'french'"),
        (["--without", "credits"], "unknown cleaner or category 'credits'; did you mean 'credit'?"),
        (["--without", "fr/read-alsoo"], "did you mean 'fr/read-also'?"),
        (["--pipeline", "none.toml"], "none.toml: cannot be read"),
        (["--rules", "none.toml"], "none.toml:0: cannot be read"),
        (["--pipeline", "p.toml", "--level", "safe"], "--pipeline and --level exclude each other"),
    ],
    ids=str,
)
def test_wrong_options_are_status_2(arguments: list[str], message: str) -> None:
    done = invoke("clean", *arguments, text=RAW)

    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr


# -- explain -------------------------------------------------------------------------------------


def test_explain_says_what_goes_where_and_why() -> None:
    done = invoke("explain", text=f"Il pleut.\n\n{RAW}")

    assert done.exit_code == 0
    assert "3:1  crosslink  fr/read-also" in done.stdout
    assert f"    - {LINK}" in done.stdout
    assert "apostrophe" not in done.stdout
    assert "fr/apostrophe" in invoke("explain", "--all", text=RAW).stdout
    assert "\x1b[" in invoke("explain", "--color", text=RAW).stdout_bytes.decode()
    assert "\x1b[" not in done.stdout
    assert "nothing to change" in invoke("explain", text="Il pleut.").stdout


def test_explain_writes_one_json_object_for_each_input(tmp_path: Path) -> None:
    one = tmp_path / "one.txt"
    one.write_text(RAW)
    done = invoke("explain", "--format", "json", one, "-", text="")
    first, second = map(json.loads, done.stdout.splitlines())

    assert first["file"] == str(one)
    assert first["text"] == CLEANED.strip()
    assert RAW[first["edits"][0]["start"] : first["edits"][0]["end"]] == first["edits"][0]["old"]
    assert (first["edits"][0]["rule"], first["edits"][0]["category"]) == ("fr/read-also", "crosslink")
    assert (second["file"], second["text"], second["edits"]) == ("-", "", [])


# -- rules ---------------------------------------------------------------------------------------


def test_rules_lists_explains_and_names_the_nearest() -> None:
    listed = invoke("rules", "--category", "crosslink")

    assert "fr/read-also " in listed.stdout
    assert all(line.split()[1] == "crosslink" for line in listed.stdout.splitlines())
    assert "version" in listed.stderr
    shown = invoke("rules", "fr/read-also")
    assert shown.exit_code == 0
    assert "category crosslink; level safe; removes the line; stands: line" in shown.stdout
    assert "  keeps\n" in shown.stdout
    for arguments in (("rules", "fr/read-alsoo"), ("rules", "--category", "crosslnk")):
        done = invoke(*arguments)
        assert (done.exit_code, "did you mean" in done.stderr) == (2, True)


def test_rules_check_runs_the_examples_of_each_file(tmp_path: Path) -> None:
    good, wrong, broken = tmp_path / "good.toml", tmp_path / "wrong.toml", tmp_path / "broken.toml"
    good.write_text(toml())
    wrong.write_text(toml(id="fr/two", remove=["autre"], keep=["Zorglub"], missed=["zorglub", "zorg"]))
    broken.write_text(toml(level="saf"))

    fine = invoke("rules", "check", good)
    assert (fine.exit_code, fine.stdout) == (0, f"{good}: 1 rules, 2 examples, 0 wrong\n")
    failing = invoke("rules", "check", wrong, good)
    assert failing.exit_code == 1
    assert failing.stdout == f"{wrong}: 1 rules, 4 examples, 3 wrong\n{good}: 1 rules, 2 examples, 0 wrong\n"
    assert f"{wrong}: rule 'fr/two', remove 'autre': leaves 'autre', not ''" in failing.stderr
    assert "keep 'Zorglub': removes 'Zorglub'" in failing.stderr
    assert "missed 'zorglub': is found now: move it to 'remove'" in failing.stderr
    refused = invoke("rules", "check", broken)
    assert refused.exit_code == 1
    assert f"newsclean: {broken}:4: rule 'fr/zorglub': unknown level 'saf'" in refused.stderr
    assert invoke("rules", "check").exit_code == 2
