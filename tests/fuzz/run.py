"""Run the fuzz targets for a time or a number of executions, and keep count of executions for the code as it is.

    python tests/fuzz/run.py                                  # a minute over all targets; this is `make fuzz`
    python tests/fuzz/run.py --executions 2_000_000 clean     # until this code has seen so many
    python tests/fuzz/fuzz_clean.py .fuzz/clean/crash-...     # one input again

What the fuzzer has learned, what it found (``crash-...``) and the counts stay in ``.fuzz``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SOURCE = ROOT / "src"
SLICE = 100_000  # executions of one process: what it learned and its count are on disk after each
LONGEST = {"clean": 160, "explain": 300, "rules": 600, "readers": 600, "report": 200}  # bytes of an input


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="target", help=f"any of {', '.join(LONGEST)}; none: all")
    parser.add_argument("--seconds", type=int, default=60, help="over all targets (default 60)")
    parser.add_argument("--executions", type=int, default=0, help="of each target, earlier runs of this code counted")
    parser.add_argument("--folder", type=Path, default=ROOT / ".fuzz", help="where things are kept (default .fuzz)")
    given = parser.parse_args()
    targets = given.targets or list(LONGEST)
    if unknown := set(targets).difference(LONGEST):
        parser.error(f"no target {', '.join(sorted(unknown))}; there are {', '.join(LONGEST)}")
    code = digest()
    for name in targets:
        count = executed(given.folder, name, code)
        while True:
            ran, failed = run(given.folder, name, max(1, given.seconds // len(targets)), given.executions and SLICE)
            count += ran
            note(given.folder, name, code, count)
            print(f"{name}: {ran:,} executions, {count:,} of the code {code}", flush=True)
            if failed:
                print(failed)
                return 1
            if count >= given.executions:
                break
    return 0


def digest() -> str:
    """Return what tells one state of the library from another: code, rules, weights."""
    found = hashlib.sha256()
    for path in sorted(SOURCE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            found.update(f"{path.relative_to(SOURCE)}\0".encode() + path.read_bytes())
    return found.hexdigest()[:12]


def run(folder: Path, name: str, seconds: int, executions: int) -> tuple[int, str]:
    """Run one process; return how many executions it made, and what it found ("": nothing)."""
    program = [sys.executable, str(HERE / f"fuzz_{name}.py")]
    place = folder / name
    (place / "learned").mkdir(parents=True, exist_ok=True)
    env = {**os.environ, "PYTHONPATH": str(SOURCE)}
    seeds = 100_000 if executions else 20 * seconds  # few where time is short: reading them is not fuzzing yet
    subprocess.run([*program, "--seed", place, str(seeds)], env=env, check=True)
    arguments = [f"-max_len={LONGEST[name]}", f"-dict={place / 'words'}", f"-artifact_prefix={place}/", "-timeout=600"]
    arguments += ["-print_final_stats=1", "-verbosity=0", "-rss_limit_mb=4096"]
    arguments.append(f"-runs={executions}" if executions else f"-max_total_time={seconds}")
    done = subprocess.run(
        [*program, *arguments, place / "learned", place / "seeds"], env=env, capture_output=True, text=True,
        errors="replace",
    )  # fmt: skip
    told = done.stdout + done.stderr
    ran = re.search(r"number_of_executed_units: (\d+)", told)
    if done.returncode:
        told = re.sub(r"(?m)^INFO: .*\n", "", told)
        return int(ran[1]) if ran else 0, told[-6000:]
    return int(ran[1]) if ran else 0, ""


def executed(folder: Path, name: str, code: str) -> int:
    return int(_counts(folder).get(name, {}).get(code, 0))


def note(folder: Path, name: str, code: str, count: int) -> None:
    counts = _counts(folder)
    counts.setdefault(name, {})[code] = count
    new = folder / "executions.json.new"
    new.write_text(json.dumps(counts, indent=1) + "\n", "utf-8")
    os.replace(new, folder / "executions.json")


def _counts(folder: Path) -> dict[str, dict[str, int]]:
    path = folder / "executions.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


if __name__ == "__main__":
    sys.exit(main())
