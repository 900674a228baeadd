"""Many texts on several processes: in chunks, in order, no further ahead than needed."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING

from newsclean.errors import NewscleanError
from newsclean.one import clean_one

if TYPE_CHECKING:
    from newsclean.pipeline import Pipeline

__all__ = ["map_texts"]

_AHEAD = 3  # chunks in flight for each worker

_pipeline: Pipeline | None = None


def map_texts(pipeline: Pipeline, texts: Iterable[str], *, workers: int, chunk: int) -> Iterator[str]:
    """Yield ``pipeline(text)`` for each text, in order; see :meth:`newsclean.Pipeline.map`."""
    if workers < 1 or chunk < 1:
        raise NewscleanError(f"workers={workers!r}, chunk={chunk!r}: both must be at least 1")
    if workers == 1:
        return _here(pipeline, texts)
    return _there(pipeline, texts, workers, chunk)


def _here(pipeline: Pipeline, texts: Iterable[str]) -> Iterator[str]:
    for index, text in enumerate(texts):
        yield clean_one(pipeline, text, index)


def _there(pipeline: Pipeline, texts: Iterable[str], workers: int, chunk: int) -> Iterator[str]:
    source = enumerate(texts)
    pool = ProcessPoolExecutor(workers, initializer=_begin, initargs=(pipeline,))
    running: deque[Future[list[str]]] = deque()
    try:
        while True:
            while len(running) < workers * _AHEAD and (batch := list(islice(source, chunk))):
                running.append(pool.submit(_chunk, batch))
            if not running:
                return
            yield from running.popleft().result()
    finally:  # an error, Ctrl-C, or a consumer that stopped early: start nothing more
        pool.shutdown(wait=True, cancel_futures=True)


def _begin(pipeline: Pipeline) -> None:
    global _pipeline
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    _pipeline = pipeline


def _chunk(batch: list[tuple[int, str]]) -> list[str]:
    assert _pipeline is not None
    return [clean_one(_pipeline, text, index) for index, text in batch]
