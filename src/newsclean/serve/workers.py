"""Processes that clean, and are killed when a request takes too long: what a thread could not be."""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
from collections.abc import Mapping
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from newsclean.serve.jobs import do

__all__ = ["BusyError", "SlowError", "Workers"]

_WARM = {"text": "Lire aussi : Notre dossier", "level": "standard", "style": "plain", "locale": "fr-FR", "lang": None}
_START = 60.0  # seconds in which a new process must have read its rules


class SlowError(Exception):
    """A request took longer than it may, or its worker died; another one takes its place."""


class BusyError(Exception):
    """All workers were busy for as long as a request may wait."""


class _Worker:
    """One process, and the pipe to it."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")  # a fork would copy the locks of this process's threads
        self._pipe, there = context.Pipe()
        self._process = context.Process(target=_work, args=(there,), daemon=True, name="newsclean-worker")
        self._process.start()
        there.close()
        self._ready = False

    def ask(self, job: str, request: Mapping[str, Any], seconds: float) -> tuple[bool, Any]:
        """Return what :func:`newsclean.serve.jobs.do` says; blocks, for no longer than ``seconds`` once it is ready.

        Raises:
            SlowError: no answer came in time. The process is gone then.
        """
        try:
            if not self._ready:
                self._ready = self._pipe.poll(_START) and self._pipe.recv() == "ready"
            self._pipe.send((job, dict(request)))
            if self._pipe.poll(seconds):
                answer: tuple[bool, Any] = self._pipe.recv()
                return answer
        except (EOFError, OSError):
            self.end()
            raise SlowError("the process that cleaned it died: it may need more memory than there is") from None
        self.end()
        raise SlowError(f"it took longer than {seconds:g} seconds")

    def end(self) -> None:
        """Kill the process."""
        self._process.kill()
        self._process.join(5)
        self._pipe.close()


def _work(pipe: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    do("explain", _WARM)  # reads the rules
    pipe.send("ready")
    with suppress(EOFError, BrokenPipeError):
        while True:
            pipe.send(do(*pipe.recv()))


class Workers:
    """A few workers, asked one request at a time each.

    Args:
        count: processes.
        seconds: how long one request may take, and how long it may wait for a free worker.
    """

    def __init__(self, count: int, seconds: float) -> None:
        self.seconds = seconds
        self._free: asyncio.Queue[_Worker] = asyncio.Queue()
        self._all = {_Worker() for _ in range(count)}
        for worker in self._all:
            self._free.put_nowait(worker)

    async def do(self, job: str, request: Mapping[str, Any]) -> tuple[bool, Any]:
        """Return what :func:`newsclean.serve.jobs.do` says.

        Raises:
            BusyError, SlowError: see there.
        """
        try:
            worker = await asyncio.wait_for(self._free.get(), self.seconds)
        except TimeoutError:
            raise BusyError("all workers are busy; try again") from None
        # Shielded: where the client goes away, the worker must be done before it is free again.
        asking = asyncio.ensure_future(self._ask(worker, job, request))
        return await asyncio.shield(asking)

    async def _ask(self, worker: _Worker, job: str, request: Mapping[str, Any]) -> tuple[bool, Any]:
        try:
            return await asyncio.to_thread(worker.ask, job, request, self.seconds)
        except SlowError:
            self._all.discard(worker)
            worker = _Worker()
            self._all.add(worker)
            raise
        finally:
            self._free.put_nowait(worker)

    def end(self) -> None:
        """Kill all processes."""
        for worker in self._all:
            worker.end()
