"""The golden outputs: pinned for the version of the rules, the same in any process, and told in the change log."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import outputs
import pytest

from newsclean import Pipeline
from newsclean.rules.load import builtin_version

TO_DO = 'if this is meant, run `make golden WHY="..."`: it pins them and writes the line in CHANGELOG.md that says so'


def test_texts_come_out_as_they_are_pinned() -> None:
    before, after = outputs.pinned(), outputs.now()

    if not before:
        pytest.fail(f"there are no golden outputs for rules {builtin_version()}; {TO_DO}", pytrace=False)
    if before != after:
        pytest.fail(f"texts come out differently; {TO_DO}\n{outputs.differences(before, after)}", pytrace=False)


def test_the_change_log_mentions_the_outputs() -> None:
    pinned = outputs.digest(outputs.pinned())

    if outputs.noted() != pinned:
        pytest.fail(f"CHANGELOG.md has no line about the golden outputs `{pinned}`; {TO_DO}", pytrace=False)


def test_a_difference_is_shown_line_by_line() -> None:
    shown = outputs.differences({"a": "x\ny\n", "b": "z"}, {"a": "x\nw\n", "b": "z"})

    assert shown.splitlines() == ["--- a, pinned", "+++ a, now", "@@ -2 +2 @@", "-y", "+w"]
    assert outputs.differences({"b": "z"}, {"b": "z"}) == ""


def test_rewriting_pins_and_notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "CHANGELOG.md"
    log.write_text(
        "# Changes\n\n## 2\n\n- A note.\n\n## 1\n\n- Golden outputs (rules 0): `000000000000`. Old.\n", "utf-8"
    )
    monkeypatch.setattr(outputs, "ROOT", tmp_path)
    monkeypatch.setattr(outputs, "HERE", tmp_path)
    monkeypatch.setattr(outputs, "CHANGES", log)
    for made in ({"a": "one"}, {"a": "one", "b": "two"}):
        monkeypatch.setattr(outputs, "now", lambda made=made: made)
        outputs.rewrite("Because.")

        assert outputs.pinned() == made
        assert outputs.noted() == outputs.digest(made)
        assert log.read_text("utf-8") == (
            f"# Changes\n\n## 2\n\n- Golden outputs (rules {builtin_version()}): `{outputs.digest(made)}`. Because.\n\n"
            "- A note.\n\n## 1\n\n- Golden outputs (rules 0): `000000000000`. Old.\n"
        )


# -- the same everywhere -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "around",
    [
        {
            "PYTHONHASHSEED": "1",
            "LC_ALL": "C",
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONUTF8": "0",
            "TZ": "Pacific/Kiritimati",
        },
        {"PYTHONHASHSEED": "4242", "LC_ALL": "fr_FR.UTF-8", "LANGUAGE": "fr", "TZ": "America/Noronha"},
    ],
    ids=["C", "fr_FR"],
)
def test_seed_locale_and_time_zone_do_not_matter(around: dict[str, str]) -> None:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **around}
    done = subprocess.run([sys.executable, outputs.__file__], env=env, capture_output=True, check=True)

    assert done.stdout == "".join(f"#### {name}\n{text}" for name, text in outputs.now().items()).encode()


def test_the_command_writes_the_same_bytes_in_any_locale(tmp_path: Path) -> None:
    text = dict(outputs.documents())["damaged"]
    (tmp_path / "é.txt").write_bytes(text.encode())
    command = [sys.executable, "-c", "from newsclean.cli import main; main()", "clean", tmp_path / "é.txt"]
    env = {**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = subprocess.run(command, env=env, capture_output=True, check=True)

    assert done.stdout.decode().rstrip("\n") == Pipeline.default()(text.removeprefix("\ufeff")).rstrip("\n")


def test_threads_and_processes_and_order_do_not_matter() -> None:
    texts = [text for _, text in outputs.documents()]
    pipeline = Pipeline.default(level="aggressive")
    expected = [pipeline(text) for text in texts]
    found: dict[int, list[str]] = {}

    def work(number: int) -> None:
        turned = texts[number:] + texts[:number]
        cleaned = [pipeline(text) for text in turned]
        found[number] = cleaned[len(texts) - number :] + cleaned[: len(texts) - number]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(0, len(texts), 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert list(found.values()) == [expected] * len(threads)
    assert list(pipeline.map(texts * 3, workers=2, chunk=5)) == expected * 3
