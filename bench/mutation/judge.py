"""Judges of a mutant: the tests, in a process of their own, with the mutant in the place of its module.

The quick judge has collected the tests already and gives the functions that are there new code; no test has run yet, so
no cache is warm. But what ran while modules were imported and tests collected ran without the mutant. So a mutant in
such a function that the quick judge lets pass comes before the slow one, which imports the mutated source, and with it
all that depends on it, anew.
"""

from __future__ import annotations

import contextlib
import importlib.abc
import importlib.util
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, TypeAlias

import pytest

from mutation.mutants import Mutant, put_in

#: What ran before the first test: (file, name of the function).
Early: TypeAlias = set[tuple[str, str]]

__all__ = ["BROKEN", "KILLED", "PASSED", "SURVIVED", "TIMEOUT", "Judge", "collected", "judged"]

KILLED, SURVIVED, TIMEOUT, BROKEN = "killed", "survived", "timeout", "broken"
PASSED = "passed"  # before the quick judge, but it cannot say
_MEMORY = 6 << 30
_SLACK = 1.5  # seconds of CPU that a run may take on top of twice what it takes on the module as it is
_ASLEEP = 1200  # seconds after which a run that takes no CPU is ended
_UNCLEAR = 3  # the exit code of a run that passed, but in which not all of the mutant's effects could show
_OPTIONS = ["-q", "--tb=no", "-s", "-p", "no:cacheprovider"]


def collected(tests: Sequence[str], without: str, then: Callable[[pytest.Session, Early], None]) -> None:
    """Collect the tests in this process and call ``then`` with them instead of running them.

    ``then`` is also told what ran until then: (file, name of the function).

    Raises:
        SystemExit: they cannot be collected.
    """
    done = False
    early: Early = set()

    def note(frame: FrameType, event: str, arg: object) -> None:
        if event == "call" and "newsclean" in frame.f_code.co_filename:
            early.add((frame.f_code.co_filename, frame.f_code.co_qualname.partition(".<locals>")[0]))

    class Plugin:
        def pytest_runtestloop(self, session: pytest.Session) -> bool:
            nonlocal done
            sys.setprofile(None)
            if not session.testsfailed:
                then(session, early)
                done = True
            return True

    sys.setprofile(note)
    code = pytest.main([*_OPTIONS, "-qq", "-k", without, *tests], plugins=[Plugin()])
    if not done:
        sys.exit(f"the tests cannot be collected: pytest says {code}")


class Judge:
    """Runs the tests of one module on other sources of it.

    Args:
        name: the module's full name.
        path: its file.
        session: the collected tests, or None: the slow judge.
        early: what ran before them.
        tests: what pytest is told to run, in this order.
        without: pytest's ``-k``.
        log: a file for what the last run said.
    """

    def __init__(
        self,
        name: str,
        path: Path,
        session: pytest.Session | None,
        early: Early,
        tests: Sequence[str],
        without: str,
        log: Path,
    ) -> None:
        self._name, self._path, self._session = name, path, session
        self._tests, self._without, self._log = tests, without, log
        self._early = {function for file, function in early if file == str(path)}
        self._limit = 600.0
        key = (tuple(tests), without, session is not None)
        if key not in _takes:
            before = _spent()
            _, status = os.waitpid(self.start(path.read_text("utf-8")), 0)
            if _outcome(status) not in (SURVIVED, PASSED):
                sys.exit(f"{name}: its tests do not pass on it as it is; see {log}")
            _takes[key] = _spent() - before
        self._limit = _SLACK + 2 * _takes[key]

    def start(self, source: str) -> int:
        """Start the tests and return the number of their process: it ends with 0 if they all pass."""
        pid = os.fork()
        if pid:
            return pid
        code = 1
        with contextlib.suppress(BaseException):
            self._prepare()
            code = self._run_collected(source) if self._session else self._run_anew(source)
        os._exit(code)

    def _prepare(self) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        log = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(log, 1)
        os.dup2(log, 2)
        seconds = int(self._limit) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))

    def _run_collected(self, source: str) -> int:
        from _pytest.runner import runtestprotocol

        assert self._session is not None
        changed = put_in(sys.modules[self._name], source)
        items = self._session.items
        for item, following in zip(items, [*items[1:], None], strict=True):
            if any(report.failed for report in runtestprotocol(item, nextitem=following, log=False)):
                print("failed:", item.nodeid, flush=True)
                return 1
        return 0 if changed and changed.isdisjoint(self._early) else _UNCLEAR

    def _run_anew(self, source: str) -> int:
        sys.meta_path.insert(0, _Loader(self._name, str(self._path), source))
        return pytest.main([*_OPTIONS, "-x", "-k", self._without, *self._tests])


_takes: dict[tuple[tuple[str, ...], str, bool], float] = {}  # seconds of CPU that tests take if all is right


def _outcome(status: int) -> str:
    """Return what the end of a run says of its mutant."""
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL):
        return TIMEOUT
    ended = os.waitstatus_to_exitcode(status)
    return {0: SURVIVED, _UNCLEAR: PASSED}.get(ended, KILLED)


def judged(judge: Judge, mutants: Iterator[Mutant], original: str, jobs: int) -> Iterator[tuple[Mutant, str]]:
    """Yield each mutant with its outcome, in the order in which they end."""
    running: dict[int, tuple[Mutant, float]] = {}
    more = True
    try:
        while more or running:
            while more and len(running) < jobs:
                mutant = next(mutants, None)
                more = mutant is not None
                if mutant is None:
                    break
                if mutant.source == original or not _compiles(mutant.source):
                    yield mutant, BROKEN
                else:
                    running[judge.start(mutant.source)] = mutant, time.monotonic() + _ASLEEP
            for pid, (mutant, end) in list(running.items()):
                ended, status = os.waitpid(pid, os.WNOHANG)
                if ended:
                    del running[pid]
                    yield mutant, _outcome(status)
                elif time.monotonic() > end:
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.005)
    finally:
        for pid in running:
            os.kill(pid, signal.SIGKILL)


def _compiles(source: str) -> bool:
    try:
        compile(source, "mutant", "exec")
    except SyntaxError:
        return False
    return True


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Loader(importlib.abc.SourceLoader):
    """Finds and loads one module from a given source."""

    def __init__(self, name: str, path: str, source: str) -> None:
        self._name, self._path, self._source = name, path, source

    def find_spec(self, name: str, path: Any = None, target: ModuleType | None = None) -> Any:
        return importlib.util.spec_from_file_location(name, self._path, loader=self) if name == self._name else None

    def get_filename(self, fullname: str) -> str:
        return self._path

    def get_data(self, path: str | bytes) -> bytes:
        return self._source.encode()

    def path_stats(self, path: str | bytes) -> Any:
        raise OSError  # no cached byte code
