"""Killed at any moment, started again: the same bytes in the end, rejects and counts included."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from corpora import fail_on_seven, packed, rejects, rows, strip_ad, write_jsonl
from killed import clear, results, run

from newsclean.corpus import RefusedError, clean_corpus

HERE = Path(__file__).parent
KILLED = [sys.executable, str(HERE / "killed.py")]
POSIX = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills child processes, which needs fork")


def corpus(path: Path, count: int, bad: int = 40) -> Path:
    """JSONL with a bad line after every ``bad`` good ones."""
    lines = write_jsonl(path.with_name("good.jsonl"), count).read_bytes().splitlines(keepends=True)
    for place in range(count - count % bad, 0, -bad):
        lines.insert(place, b'{"id": %d, "text": null}\n{broken\n' % place)
    path.write_bytes(packed(b"".join(lines), path))
    return path


@POSIX
@pytest.mark.parametrize(
    "first, second, seed",
    [("in.jsonl.gz", "out.jsonl.gz", 1), ("in.jsonl.zst", "out.jsonl.zst", 2), ("in.jsonl", "out.parquet", 3)],
)
def test_killed_at_random_moments(tmp_path: Path, first: str, second: str, seed: int) -> None:
    source = corpus(tmp_path / first, 700)
    expected = tmp_path / "whole" / second
    run(str(source), str(expected))

    output = tmp_path / "killed" / second
    done = subprocess.run([*KILLED, "random", source, output, "9", str(seed)], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 7, "the run was over before it was killed 7 times"
    right = {name.replace("/whole/", "/killed/"): data for name, data in results(str(expected)).items()}
    assert results(str(output)) == right
    assert len(rejects(output)) == 34
    assert not output.with_name(second + ".partial").exists()


@POSIX
@pytest.mark.parametrize("first, second", [("in.jsonl", "out.csv.gz"), ("in.jsonl", "out.parquet"), ("in", "out")])
def test_killed_at_each_operation_on_the_disk(tmp_path: Path, first: str, second: str) -> None:
    if first == "in":
        (tmp_path / "in").mkdir()
        corpus(tmp_path / "in" / "a.jsonl", 3, 8)
        corpus(tmp_path / "in" / "b.jsonl.zst", 16, 8)
        (tmp_path / "in" / "c.txt").write_bytes(b"\xff")
        (tmp_path / "in" / "d.jsonl").write_bytes(b"")
    else:
        corpus(tmp_path / first, 24, 8)

    done = subprocess.run([*KILLED, "each", tmp_path / first, tmp_path / second], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 25


@POSIX
def test_killed_with_workers(tmp_path: Path) -> None:
    second = "out.parquet"
    source = corpus(tmp_path / "in.jsonl", 600)
    expected = tmp_path / "whole" / second
    run(str(source), str(expected))
    output = tmp_path / "killed" / second
    code = (
        f"import sys; sys.path.insert(0, {str(HERE)!r})\n"
        "from corpora import strip_ad\n"
        "from newsclean.corpus import clean_corpus\n"
        "if __name__ == '__main__':\n"
        f"    clean_corpus({str(source)!r}, {str(output)!r}, pipeline=strip_ad, batch_bytes=1500, workers=2,\n"
        f"                 checkpoint_seconds=0, stats={str(output) + '.stats'!r})\n"
    )
    script = tmp_path / "script.py"
    script.write_text(code, "utf-8")
    checkpoint = output.with_name(second + ".partial") / "checkpoint.json"
    for _ in range(2):
        process = subprocess.Popen([sys.executable, script], env={**os.environ, "NEWSCLEAN_TEST_DELAY": "0.002"})
        before = checkpoint.stat().st_mtime_ns if checkpoint.exists() else 0
        while process.poll() is None and not (checkpoint.exists() and checkpoint.stat().st_mtime_ns > before):
            time.sleep(0.01)
        time.sleep(0.05)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        workers = [int(pid) for pid in children.read_text().split()] if children.exists() else []
        process.kill()
        assert process.wait() == -signal.SIGKILL
        _gone(workers)

    assert subprocess.run([sys.executable, script]).returncode == 0
    right = {name.replace("/whole/", "/killed/"): data for name, data in results(str(expected)).items()}
    assert results(str(output)) == right


def _gone(pids: list[int]) -> None:
    """Wait until processes have ended: workers do not outlive a parent that was killed."""
    until = time.monotonic() + 10
    while any(_alive(pid) for pid in pids):
        assert time.monotonic() < until, "workers outlived their parent"
        time.sleep(0.02)


def _alive(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def interrupted(tmp_path: Path, **options: object) -> tuple[Path, Path]:
    """Leave a run that was stopped half-way."""
    source = corpus(tmp_path / "in.jsonl", 200)
    output = tmp_path / "out.jsonl"

    def stop(progress: object) -> None:
        if progress.documents > 90:  # type: ignore[attr-defined]
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        clean_corpus(source, output, pipeline=strip_ad, batch_bytes=1500, progress=stop, **options)
    assert not output.exists()
    return source, output


def test_goes_on_inside_the_file(tmp_path: Path) -> None:
    source, output = interrupted(tmp_path)
    seen: list[int] = []

    summary = clean_corpus(
        source, output, pipeline=strip_ad, batch_bytes=1500, workers=1, progress=lambda p: seen.append(p.documents)
    )

    assert summary.resumed
    assert "gone on from an earlier run" in str(summary)
    assert 90 < seen[0] < 130
    assert summary.tally.documents == 200 == len(rows(output))


@pytest.mark.parametrize(
    "options, why",
    [
        ({"text_key": "id"}, "options (text_key: 'text', now 'id')"),
        ({"batch_bytes": 9}, "options (batch_bytes: 1500, now 9)"),
        ({"pipeline": fail_on_seven}, "pipeline options"),
        ({"pipeline": None}, "pipeline options"),
    ],
)
def test_other_options_are_refused(tmp_path: Path, options: dict[str, object], why: str) -> None:
    source, output = interrupted(tmp_path)
    same = {"pipeline": strip_ad, "batch_bytes": 1500}

    with pytest.raises(RefusedError) as refused:
        clean_corpus(source, output, **{**same, **options})

    assert f"had other {why};" in str(refused.value)
    assert "--restart" in str(refused.value)
    assert clean_corpus(source, output, **same).tally.documents == 200, "refusing has changed nothing"


def test_other_input_is_refused_until_restart(tmp_path: Path) -> None:
    source, output = interrupted(tmp_path)
    source.write_bytes(source.read_bytes() + b'{"text": "new"}\n')

    with pytest.raises(RefusedError, match=r"had other inputs \(.*in\.jsonl\).*--restart"):
        clean_corpus(source, output, pipeline=strip_ad, batch_bytes=1500)

    summary = clean_corpus(source, output, pipeline=strip_ad, batch_bytes=1500, restart=True)
    assert not summary.resumed
    assert summary.tally.documents == 201


def test_a_broken_checkpoint_is_refused(tmp_path: Path) -> None:
    source, output = interrupted(tmp_path)
    partial = tmp_path / "out.jsonl.partial"
    whole = (partial / "checkpoint.json").read_bytes()
    for broken in (b"{", whole.replace(b'"data": ', b'"data": 9')):
        (partial / "checkpoint.json").write_bytes(broken)
        with pytest.raises(RefusedError, match="--restart"):
            clean_corpus(source, output, pipeline=strip_ad, batch_bytes=1500)


@POSIX
def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in.jsonl", 200)
    output = tmp_path / "out.jsonl"

    def again(progress: object) -> None:
        with pytest.raises(RefusedError, match="another run is writing here"):
            clean_corpus(source, output, pipeline=strip_ad)

    clean_corpus(source, output, pipeline=strip_ad, progress=again)
    clear(str(output))
