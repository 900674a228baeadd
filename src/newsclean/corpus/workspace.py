"""The folder ``OUTPUT.partial`` of an unfinished run, and the way from there to the final names.

Why a kill at any moment costs nothing but time:

1. Files only grow at their ends, and a checkpoint that says "n bytes" is written after these n bytes were synced. A
   run that goes on cuts every file back to what the checkpoint says, and reads on from the place it says. So what a
   kill interrupted is as if it had not begun.
2. What a batch adds depends on the batch alone, and where a batch ends on where it starts (see ``model.Batch``). So
   what is added after the cut is what would have been added without it.
3. A file gets its final name when a checkpoint says that its job is over; a run that goes on gives it to those files
   that were due and have not got it. Renaming is one step, and a file that has its name is not touched again.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from newsclean.corpus.checkpoint import (
    CHECKPOINT,
    PLAN,
    State,
    load_state,
    save_plan,
    save_state,
    sync_folder,
    write_whole,
)
from newsclean.corpus.errors import RefusedError, StoppedError
from newsclean.corpus.plan import Plan

__all__ = ["Workspace"]


class Workspace:
    """The files of one run. ``state`` is what the next checkpoint says.

    Raises:
        RefusedError: another run is at work here, an output exists, or an earlier run had other inputs or options.
        StoppedError: the disk is full, or nothing can be written here.
    """

    def __init__(self, plan: Plan, *, restart: bool, overwrite: bool) -> None:
        self.plan = plan
        self.folder = plan.beside(".partial")
        self.state = State()
        self.resumed = False
        self._published = 0
        self._data = self._rejects = self._lock = -1
        try:
            fresh = not self.folder.exists()
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(self.folder / "lock")
            try:
                self._start(restart, overwrite)
            except RefusedError:
                self._close()
                if fresh:
                    shutil.rmtree(self.folder, ignore_errors=True)
                raise
        except OSError as error:
            raise self._stopped(error) from None

    def _start(self, restart: bool, overwrite: bool) -> None:
        state = None if restart else load_state(self.folder, self.plan.fingerprint)
        if not overwrite:
            for job in self.plan.jobs[state.job if state else 0 :]:
                if job.output.exists():
                    raise RefusedError(f"{job.output}: exists already; give another -o, or --overwrite")
        if state is None:
            (self.folder / CHECKPOINT).unlink(missing_ok=True)  # first: without it, the rest means nothing
            self._clear("lock")
            save_plan(self.folder, self.plan.fingerprint)
        else:
            self.state, self.resumed = state, True
        if self.state.job == len(self.plan.jobs):
            return  # killed while everything got its final name: `finish` goes on with that
        self._publish(self.state.job)
        self._rejects = _cut(self._path("rejects", 0), self.state.rejects)
        self._begin_job()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._close()

    def keep(self) -> None:
        """Save what was done, if that is possible: the run is about to end early."""
        with suppress(StoppedError):
            self.save(self.state.seconds)

    def append(self, data: bytes, rejects: bytes, state: State) -> None:
        """Add what a batch gave; ``state`` holds where the next one starts, and all counts but those of bytes."""
        try:
            if not self.state.data and (head := self.plan.jobs[self.state.job].writer.head()):
                _write(self._data, head)
                self.state = replace(self.state, data=len(head))
            _write(self._data, data)
            _write(self._rejects, rejects)
        except OSError as error:
            raise self._stopped(error) from None
        self.state = replace(state, data=self.state.data + len(data), rejects=self.state.rejects + len(rejects))

    def save(self, seconds: float) -> None:
        """Write a checkpoint, and give the jobs that are over their final names."""
        state = replace(self.state, seconds=seconds)
        try:
            for handle in (self._data, self._rejects):
                if handle >= 0:
                    os.fsync(handle)
            save_state(self.folder, state)
            self.state = state
            if state.job < len(self.plan.jobs):  # else the outputs wait for the rejects file
                self._publish(state.job)
        except OSError as error:
            raise self._stopped(error) from None

    def finish_job(self) -> None:
        """All inputs of the job were read: complete its file."""
        number = self.state.job
        writer = self.plan.jobs[number].writer
        part = self._path("part", number)
        try:
            # A file that was no text: an empty output would be a lie.
            unread = writer.kind == "text" and not writer.settings.lines and not self.state.written
            if not self.state.data and not unread:
                self.append(b"", b"", self.state)  # writes the head
                if not self.state.data:
                    self.append(writer.nothing(), b"", self.state)
            if writer.assembles:
                self.save(self.state.seconds)
                writer.assemble(part, self._path("whole", number))
                _sync(self._path("whole", number))
            os.fsync(self._data)
            handle, self._data = self._data, -1
            os.close(handle)
            if unread:
                part.unlink()
            self.state = self.state.next_job()
            self._begin_job()
        except OSError as error:
            raise self._stopped(error) from None

    def finish(self, seconds: float, stats: tuple[Path, bytes] | None) -> None:
        """All jobs are over: everything gets its final name, the outputs last, and the folder goes."""
        self.save(seconds)
        rejects = self.plan.beside(".rejects.jsonl")
        try:
            if not self.state.rejects:
                rejects.unlink(missing_ok=True)  # of a run that is being overwritten
            elif self._path("rejects", 0).exists():
                os.replace(self._path("rejects", 0), rejects)
            if stats is not None:
                stats[0].parent.mkdir(parents=True, exist_ok=True)
                write_whole(*stats)
            self._publish(len(self.plan.jobs))
            sync_folder(self.plan.output.parent)
            self._clear("lock", CHECKPOINT, PLAN)
            (self.folder / CHECKPOINT).unlink()
            shutil.rmtree(self.folder, ignore_errors=True)
        except OSError as error:
            raise self._stopped(error) from None

    def _publish(self, jobs: int) -> None:
        """Give the files of the first ``jobs`` jobs, which are over, their final names, if they have not got them."""
        folders: set[Path] = set()
        for number in range(self._published, jobs):
            job = self.plan.jobs[number]
            part, whole = self._path("part", number), self._path("whole", number)
            source = whole if job.writer.assembles else part
            if source.exists():
                job.output.parent.mkdir(parents=True, exist_ok=True)
                os.replace(source, job.output)
                folders.add(job.output.parent)
            if job.writer.assembles:
                part.unlink(missing_ok=True)
        for folder in folders:
            sync_folder(folder)
        self._published = max(jobs, self._published)

    def _begin_job(self) -> None:
        if self.state.job < len(self.plan.jobs):
            self._data = _cut(self._path("part", self.state.job), self.state.data)

    def _clear(self, *keep: str) -> None:
        for path in self.folder.iterdir():
            if path.name not in keep:
                path.unlink()

    def _path(self, what: str, number: int) -> Path:
        return self.folder / f"{number:06}.{what}"

    def _close(self) -> None:
        for handle in (self._data, self._rejects, self._lock):
            if handle >= 0:
                os.close(handle)
        self._data = self._rejects = self._lock = -1

    def _stopped(self, error: OSError) -> StoppedError:
        where = error.filename or self.folder
        return StoppedError(
            f"{where}: cannot be written: {error.strerror or error}; once that is mended, run the same command again: "
            "it goes on where it stopped"
        )


def _cut(path: Path, size: int) -> int:
    """Open a file to append to, cut back to ``size`` bytes."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
    if os.fstat(handle).st_size < size:
        os.close(handle)
        raise RefusedError(f"{path}: shorter than its checkpoint says; start again with --restart")
    os.ftruncate(handle, size)
    os.lseek(handle, size, os.SEEK_SET)
    return handle


def _write(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _locked(path: Path) -> int:
    """Return a handle that holds a lock until the process ends, however it ends."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        import fcntl
    except ImportError:  # not on this system: two runs at once are the user's to avoid
        return handle
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise RefusedError(f"{path.parent}: another run is writing here; wait for it to end") from None
    return handle
