"""Tasks on several processes: results in the order of the tasks, no further ahead than a few batches."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from newsclean.corpus.errors import RefusedError, StoppedError
from newsclean.corpus.work import Done, Task, process
from newsclean.pipeline import Pipeline

__all__ = ["ordered", "pickled"]

_AHEAD = 3  # batches in flight for each worker: what bounds the memory

_pipeline: Pipeline | None = None


def ordered(pipeline: Pipeline, tasks: Iterable[Task], workers: int) -> Generator[tuple[Task, Done | None], None, None]:
    """Yield each task with what became of it, in order; None for tasks without a batch.

    Raises:
        RefusedError: the pipeline cannot be sent to other processes.
        StoppedError: a worker died.
    """
    if workers == 1:
        return ((task, process(pipeline, task) if task.batch is not None else None) for task in tasks)
    return _there(pickled(pipeline), tasks, workers)


def pickled(pipeline: Pipeline) -> bytes:
    """Return the pipeline as it is sent to workers.

    Raises:
        RefusedError: it cannot be sent.
    """
    try:
        return pickle.dumps(pipeline)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise RefusedError(
            f"the pipeline cannot be sent to other processes ({error}); use functions that a module defines, "
            "or one worker"
        ) from None


def _there(sent: bytes, tasks: Iterable[Task], workers: int) -> Generator[tuple[Task, Done | None], None, None]:
    source = iter(tasks)
    # "spawn": nothing is inherited, neither the threads of pyarrow nor the lock on the output.
    pool = ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin, initargs=(sent,)
    )
    running: deque[tuple[Task, Future[Done] | None]] = deque()
    oldest: Task | None = None
    try:
        while True:
            while len(running) < workers * _AHEAD and (task := next(source, None)) is not None:
                running.append((task, _submit(pool, task) if task.batch is not None else None))
            if not running:
                break
            oldest, future = running.popleft()
            yield oldest, None if future is None else future.result()
    except BrokenProcessPool:
        where = "at the start"
        if oldest is not None and oldest.batch is not None:
            where = f"at or after {oldest.reader.path}:{oldest.batch.start.line + 1}"
        raise StoppedError(
            f"a worker process was killed or ran out of memory, {where}; run the same command again: it goes on "
            "from there (--workers 1 needs the least memory)"
        ) from None
    except BaseException:  # Ctrl-C, or the consumer has stopped: what is being cleaned now would be thrown away
        _kill(pool)
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _kill(pool: ProcessPoolExecutor) -> None:
    """End the workers at once, as ``ProcessPoolExecutor.kill_workers`` does from Python 3.14 on."""
    for worker in list((getattr(pool, "_processes", None) or {}).values()):
        worker.kill()


def _submit(pool: ProcessPoolExecutor, task: Task) -> Future[Done]:
    """Submit with SIGINT blocked: a worker started here inherits that, so that Ctrl-C reaches the parent alone."""
    if not hasattr(signal, "pthread_sigmask") or threading.current_thread() is not threading.main_thread():
        return pool.submit(_work, task)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(_work, task)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(sent: bytes) -> None:
    global _pipeline
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _pipeline = pickle.loads(sent)


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(task: Task) -> Done:
    assert _pipeline is not None
    return process(_pipeline, task)
