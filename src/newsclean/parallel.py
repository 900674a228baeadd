"""Many texts on several processes: in chunks, in order, no further ahead than needed."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import Any, TypeVar

from newsclean.errors import NewscleanError
from newsclean.one import clean_one

__all__ = ["map_texts"]

T = TypeVar("T")

_AHEAD = 3  # chunks in flight for each worker

_function: Callable[[str], Any] | None = None


def map_texts(function: Callable[[str], T], texts: Iterable[str], *, workers: int, chunk: int) -> Iterator[T]:
    """Yield ``function(text)`` for each text, in order; see :meth:`newsclean.Pipeline.map`."""
    if workers < 1 or chunk < 1:
        raise NewscleanError(f"workers={workers!r}, chunk={chunk!r}: both must be at least 1")
    if workers == 1:
        return _here(function, texts)
    return _there(function, texts, workers, chunk)


def _here(function: Callable[[str], T], texts: Iterable[str]) -> Iterator[T]:
    for index, text in enumerate(texts):
        yield clean_one(function, text, index)


def _there(function: Callable[[str], T], texts: Iterable[str], workers: int, chunk: int) -> Iterator[T]:
    source = enumerate(texts)
    pool = ProcessPoolExecutor(workers, initializer=_begin, initargs=(function,))
    running: deque[Future[list[T]]] = deque()
    try:
        while True:
            while len(running) < workers * _AHEAD and (batch := list(islice(source, chunk))):
                running.append(pool.submit(_chunk, batch))
            if not running:
                return
            yield from running.popleft().result()
    finally:  # an error, Ctrl-C, or a consumer that stopped early: start nothing more
        pool.shutdown(wait=True, cancel_futures=True)


def _begin(function: Callable[[str], Any]) -> None:
    global _function
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    _function = function


def _chunk(batch: list[tuple[int, str]]) -> list[Any]:
    assert _function is not None
    return [clean_one(_function, text, index) for index, text in batch]
