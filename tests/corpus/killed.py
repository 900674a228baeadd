"""A process that runs a corpus in child processes and kills them; see test_resume.py, which starts it.

    killed.py random INPUT OUTPUT KILLS SEED    at random moments, KILLS times, then once to the end
    killed.py each INPUT OUTPUT                 from the start, before every single operation on the disk in turn

Children are forked from here, where everything is imported already: many kills in little time.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

import corpora
import orjson  # noqa: F401
import pyarrow.parquet  # noqa: F401
import zstandard  # noqa: F401

from newsclean.corpus import clean_corpus

BATCH = 1500
CALLS = ("write", "fsync", "replace", "unlink", "ftruncate", "mkdir", "rmdir")


def run(source: str, output: str) -> None:
    clean_corpus(
        source,
        output,
        pipeline=corpora.strip_ad,
        batch_bytes=BATCH,
        checkpoint_seconds=0,
        stats=output.rstrip("/") + ".stats",
    )


def child(source: str, output: str, slow: bool, die_at: int | None = None) -> int:
    """Fork; return the process id in the parent. The child dies at the disk operation number ``die_at``."""
    pid = os.fork()
    if pid:
        return pid
    status = 9
    try:
        if die_at is not None:
            _die_at(die_at)
        corpora.DELAY = 0.002 if slow else 0.0
        run(source, output)
        status = 0
    finally:
        os._exit(status)


def _die_at(number: int) -> None:
    left = number

    def dying(name: str):
        real = getattr(os, name)

        def call(*args, **kwargs):
            nonlocal left
            left -= 1
            if left == 0:
                if name == "write":  # half of it reaches the disk
                    real(args[0], args[1][: len(args[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **kwargs)

        return call

    for name in CALLS:
        setattr(os, name, dying(name))


def killed_at_random(source: str, output: str, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    landed = 0
    status = 1
    while status:
        pid = child(source, output, slow=True)
        if landed < kills:
            time.sleep(chance.uniform(0, 0.12))
            os.kill(pid, signal.SIGKILL)
        status = wait(pid)
        landed += status != 0
    print(landed)


def killed_at_each(source: str, output: str) -> None:
    """Kill at the first operation and run to the end; start afresh, kill at the second one; and so on to the last."""
    os.fsync = lambda handle: None  # a killed process loses nothing that it has written; this is for speed
    wait(child(source, output, slow=False))
    right = results(output)
    kills = 0
    while True:
        clear(output)
        if wait(child(source, output, slow=False, die_at=kills + 1)) == 0:
            break
        kills += 1
        if Path(output + ".partial/checkpoint.json").exists() or not Path(output).exists():
            assert wait(child(source, output, slow=False)) == 0, kills
        assert results(output) == right, kills
    print(kills)


def wait(pid: int) -> int:
    _, status = os.waitpid(pid, 0)
    assert status == 0 or os.WIFSIGNALED(status), status
    return status


def results(output: str) -> dict[str, object]:
    """Return what a run leaves: each file with its bytes, the stats without their times."""
    found: dict[str, object] = {}
    for path in sorted(Path(output).parent.rglob(Path(output).name + "*")):
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and ".partial" not in str(file):
                found[str(file)] = file.read_bytes()
    stats = json.loads(Path(output + ".stats").read_bytes())
    found[output + ".stats"] = {key: value for key, value in stats.items() if key != "slowest"}
    return found


def clear(output: str) -> None:
    for path in Path(output).parent.glob(Path(output).name + "*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


if __name__ == "__main__":
    mode, source, output, *rest = sys.argv[1:]
    if mode == "random":
        killed_at_random(source, output, *map(int, rest))
    else:
        killed_at_each(source, output)
