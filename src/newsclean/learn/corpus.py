"""Learn from files on one machine: read, count in DuckDB, judge."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from newsclean.corpus.inputs import names_of
from newsclean.corpus.model import Settings
from newsclean.learn.engine import Duck
from newsclean.learn.gather import gather
from newsclean.learn.ingest import Read, read_corpus
from newsclean.learn.options import Options
from newsclean.learn.pack import Pack

__all__ = ["learn_corpus"]

Name = str | os.PathLike[str]
_BATCH = 4 << 20


def learn_corpus(
    inputs: Name | Iterable[Name],
    *,
    by: str = "site",
    options: Options | None = None,
    text_key: str = "text",
    id_key: str | None = None,
    lines: bool = False,
    quotes: bool = True,
    input_format: str | None = None,
    workers: int = 1,
    memory: str = "1GB",
    temp: Name | None = None,
    read: Callable[[Read], None] | None = None,
) -> Pack:
    """Return the pack of what recurs in the documents of each source, and across sources.

    The same documents give the same pack: in any order, in any files, with any number of workers.

    Args:
        inputs: files, folders and globs of JSONL, Parquet, CSV, TSV, plain text and WET.
        by: key or column that names the source of a document, such as "site" or "url" (its host counts); "folder": the
            folder that its file lies in.
        options: see :class:`Options`.
        text_key, id_key, lines, quotes, input_format: as for :func:`newsclean.corpus.clean_corpus`.
        workers: processes that read.
        memory: what DuckDB may use; more goes to disk.
        temp: a folder for that, in which twice the size of the texts may be needed; None: the system's.
        read: called with what was read, before the counting.

    Raises:
        InputError: an input is not there, or none of its records has a text and a source.
        RefusedError: a library is missing.
        OptionError: an option that cannot be.
    """
    settings = replace(Settings(), text_key=text_key, id_key=id_key, lines=lines, quotes=quotes, batch_bytes=_BATCH)
    with tempfile.TemporaryDirectory(prefix="newsclean-learn-", dir=None if temp is None else os.fspath(temp)) as name:
        folder = Path(name)
        found = read_corpus(
            names_of(inputs), folder, by=by, settings=settings, input_format=input_format, workers=workers
        )
        if read is not None:
            read(found)
        with Duck(folder, memory) as engine:
            return gather(engine, options or Options())
