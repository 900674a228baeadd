"""Several processes: the same bytes, in order, and a clean end when something dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from corpora import die_on_seven, rejects, strip_ad, write_jsonl

from newsclean.corpus import StoppedError, clean_corpus

HERE = Path(__file__).parent


def test_the_bytes_do_not_depend_on_workers(tmp_path: Path) -> None:
    name = "out.jsonl.zst"
    source = write_jsonl(tmp_path / "in.jsonl", 500)
    with source.open("ab") as file:
        file.write(b"{\n" * 5)
    outputs = []
    for workers in (1, 2):
        output = tmp_path / f"{workers}" / name
        clean_corpus(source, output, pipeline=strip_ad, batch_bytes=900, workers=workers)
        outputs.append((output.read_bytes(), rejects(output)))

    assert outputs[0] == outputs[1]
    assert len(outputs[0][1]) == 5


def test_a_killed_worker_is_told_and_the_run_can_go_on(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", 300)
    output = tmp_path / "out.jsonl"

    with pytest.raises(StoppedError, match=r"a worker process was killed or ran out of memory, .*goes on"):
        clean_corpus(source, output, pipeline=die_on_seven, batch_bytes=500, workers=2)

    assert not output.exists()


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
def test_ctrl_c_ends_with_130_and_the_same_command_goes_on(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(b"".join(b'{"text": "%s"}\n' % (b"Il pleut. " * 2000) for _ in range(400)))
    output = tmp_path / "out.jsonl"
    script = tmp_path / "script.py"
    script.write_text(
        f"import sys; sys.path.insert(0, {str(HERE)!r})\n"
        "from corpora import strip_ad\n"
        "from newsclean.commands import run\n"
        "run.build_pipeline = lambda **options: __import__('newsclean').Pipeline([strip_ad])\n"
        "if __name__ == '__main__':\n"
        f"    run.command([{str(source)!r}, '-o', {str(output)!r}, '--workers', '2'])\n",
        "utf-8",
    )
    slow = {**os.environ, "NEWSCLEAN_TEST_DELAY": "0.01"}
    process = subprocess.Popen(
        [sys.executable, script], env=slow, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    checkpoint = tmp_path / "out.jsonl.partial" / "checkpoint.json"
    while not (checkpoint.exists() and json.loads(checkpoint.read_bytes())["tally"]["documents"]):
        time.sleep(0.01)
        assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers too
    _, told = process.communicate(timeout=60)

    assert told == "newsclean: stopped; the same command goes on from here\n"
    assert process.returncode == 130
    assert not output.exists()
    state = json.loads(checkpoint.read_bytes())
    assert 0 < state["tally"]["documents"] < 400
    done = subprocess.run([sys.executable, script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "400 documents" in done.stderr
    assert "gone on from an earlier run" in done.stderr
