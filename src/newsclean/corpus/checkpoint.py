"""How far a run has come, on disk: replaced in one step, and only after what it describes has reached the disk."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from newsclean.corpus.errors import RefusedError
from newsclean.corpus.model import START, Place
from newsclean.corpus.stats import Tally

__all__ = [
    "CHECKPOINT",
    "PLAN",
    "State",
    "load_state",
    "save_plan",
    "save_state",
    "sync_folder",
    "write_whole",
]

CHECKPOINT = "checkpoint.json"
PLAN = "plan.json"


@dataclass(frozen=True)
class State:
    """Where a run stands.

    Attributes:
        job, input, at: the next record to read.
        written: documents in the output of ``job`` so far.
        data: bytes of it so far; rejects: bytes of the rejects file.
        tally: the counts of all that was read.
        seconds: spent so far, in all the runs that led here.
    """

    job: int = 0
    input: int = 0
    at: Place = START
    written: int = 0
    data: int = 0
    rejects: int = 0
    tally: Tally = field(default_factory=Tally)
    seconds: float = 0.0

    def next_job(self) -> State:
        """Return the state at the start of the job behind this one."""
        return replace(self, job=self.job + 1, input=0, at=START, written=0, data=0)


def save_state(folder: Path, state: State) -> None:
    """Write a checkpoint."""
    data = {**vars(state), "at": list(state.at), "tally": state.tally.to_dict()}
    write_whole(folder / CHECKPOINT, json.dumps(data).encode("ascii"))


def load_state(folder: Path, fingerprint: Mapping[str, Any]) -> State | None:
    """Return the state of the last checkpoint; None: there is none.

    Raises:
        RefusedError: the run that left it had other inputs or options; the message says which.
    """
    path = folder / CHECKPOINT
    try:
        data = json.loads(path.read_bytes())
        before = json.loads((folder / PLAN).read_bytes())
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise RefusedError(f"{path}: not a checkpoint ({error}); start again with --restart") from None
    now = json.loads(json.dumps(fingerprint))
    if before != now:
        raise RefusedError(
            f"{folder}: an unfinished run had other {_changed(before, now)}; give it the same ones and it goes on, "
            "or start again with --restart"
        )
    return State(**{**data, "at": Place(*data["at"]), "tally": Tally.from_dict(data["tally"])})


def save_plan(folder: Path, fingerprint: Mapping[str, Any]) -> None:
    """Write what a run depends on, before its first checkpoint."""
    write_whole(folder / PLAN, json.dumps(fingerprint).encode("ascii"))


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a reader, or the next run, finds the old bytes or the new ones and nothing between."""
    new = path.with_name(path.name + ".new")
    with open(new, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last, where the system knows how to."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def _changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    if before["inputs"] != now["inputs"]:
        old = {name: rest for name, *rest in before["inputs"]}
        new = {name: rest for name, *rest in now["inputs"]}
        names = [name for name in [*old, *(n for n in new if n not in old)] if old.get(name) != new.get(name)]
        return f"inputs ({', '.join(names[:3]) or 'their order'}{', ...' if len(names) > 3 else ''})"
    if before["settings"] != now["settings"]:
        old, new = before["settings"], now["settings"]
        changed = [f"{key}: {old.get(key)!r}, now {new[key]!r}" for key in new if old.get(key) != new[key]]
        return f"options ({', '.join(changed)})"
    return " and ".join(what for key, what in _WHAT.items() if before.get(key) != now[key]) or "options"


_WHAT = {
    "newsclean": "version of newsclean",
    "pipeline": "pipeline options",
    "output": "output format",
    "rules": "rules",
    "libraries": "library versions",
}
