"""What a run will do, checked before anything is written: which inputs go to which output, read and written how."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from newsclean.corpus.errors import InputError, RefusedError
from newsclean.corpus.extras import require
from newsclean.corpus.formats import Format, format_named, format_of, stem
from newsclean.corpus.inputs import Input, find_inputs
from newsclean.corpus.model import Settings
from newsclean.corpus.readers.base import Reader
from newsclean.corpus.readers.jsonl import JsonlReader
from newsclean.corpus.readers.parquet import ParquetReader
from newsclean.corpus.readers.table import TableReader
from newsclean.corpus.readers.text import TextReader
from newsclean.corpus.readers.wet import WetReader
from newsclean.corpus.writers.base import Writer
from newsclean.corpus.writers.dolma import DolmaWriter
from newsclean.corpus.writers.jsonl import JsonlWriter
from newsclean.corpus.writers.parquet import ParquetWriter
from newsclean.corpus.writers.table import TableWriter
from newsclean.corpus.writers.text import TextWriter
from newsclean.files import pipeline_text
from newsclean.pipeline import Pipeline
from newsclean.rules.load import builtin_version

__all__ = ["Job", "Plan", "make_plan", "reader_for"]

_PEEK = 100  # records, to see whether there is a text key
_PEEK_FILES = 20


@dataclass(frozen=True)
class Job:
    """One output file and the inputs that go into it, in order."""

    output: Path
    writer: Writer
    readers: tuple[Reader, ...]


@dataclass(frozen=True)
class Plan:
    """All jobs of a run.

    Attributes:
        output: the file or folder that was asked for.
        jobs: in order.
        sizes: bytes of each input of each job.
        fingerprint: what the output depends on; a run goes on only where an earlier one had the same.
        passed: files in folders whose names say no known format.
    """

    output: Path
    jobs: tuple[Job, ...]
    sizes: tuple[tuple[int, ...], ...]
    fingerprint: dict[str, Any]
    passed: tuple[str, ...] = ()

    def beside(self, suffix: str) -> Path:
        """Return the path of what lies beside the output: ``.partial``, ``.rejects.jsonl``."""
        return _beside(self.output, suffix)


def make_plan(
    names: Sequence[str],
    output: str,
    pipeline: Pipeline,
    settings: Settings,
    input_format: str | None = None,
    output_format: str | None = None,
    stats: Path | None = None,
) -> Plan:
    """Return the plan; reads the heads of the inputs and writes nothing.

    Raises:
        InputError: an input that is not there, cannot be read, or has no text key.
        RefusedError: inputs and output that do not go together.
    """
    from newsclean import __version__

    wanted = format_named(output_format) if output_format else None
    folder = output.endswith(("/", os.sep)) or os.path.isdir(output) or (wanted or format_of(output)) is None
    target = Path(output)
    apart = [os.path.realpath(path) for path in (_beside(target, ".rejects.jsonl"), stats) if path is not None]
    if folder and os.path.realpath(target) not in map(os.path.realpath, names):
        apart.append(os.path.realpath(target))
    inputs, passed = find_inputs(names, format_named(input_format) if input_format else None, apart)
    if not folder:
        groups = [(target, wanted or format_of(output) or Format("jsonl"), inputs)]
    else:
        groups = [_in_folder(target, input_, wanted, settings) for input_ in inputs]
        _refuse_collisions(groups)
    jobs = tuple(_job(path, format_, group, settings) for path, format_, group in groups)
    for path, _, group in groups:
        for input_ in group:
            if os.path.realpath(path) == os.path.realpath(input_.path):
                raise RefusedError(f"{input_.path}: is both input and output; give another -o")
    _require_text(jobs, settings)
    found = [[os.stat(reader.path) for reader in job.readers] for job in jobs]
    fingerprint = {
        "newsclean": __version__,
        "inputs": [
            [i.path, s.st_size, s.st_mtime_ns]
            for i, s in zip(_flat(groups), [s for job in found for s in job], strict=True)
        ],
        "output": sorted({format_.suffix for _, format_, _ in groups}),
        "settings": asdict(settings),
        "pipeline": pipeline_text(pipeline),
        "rules": builtin_version(),
        "libraries": _libraries(groups) | _extractor(settings),
    }
    return Plan(target, jobs, tuple(tuple(s.st_size for s in job) for job in found), fingerprint, tuple(passed))


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix) if path.name else path.resolve().with_name(path.resolve().name + suffix)


def reader_for(input_: Input, settings: Settings) -> Reader:
    """Return the reader of an input."""
    kind, compression = input_.format
    if kind in ("csv", "tsv"):
        table = TableReader(path=input_.path, compression=compression, settings=settings, kind=kind)
        return replace(table, header=table.columns())
    readers = {"jsonl": JsonlReader, "parquet": ParquetReader, "text": TextReader, "wet": WetReader}
    return readers[kind](path=input_.path, compression=compression, settings=settings)


def _in_folder(
    folder: Path, input_: Input, wanted: Format | None, settings: Settings
) -> tuple[Path, Format, list[Input]]:
    format_ = wanted or input_.format
    if wanted is None and (input_.format.kind == "wet" or settings.dolma):
        format_ = Format("jsonl", input_.format.compression)
    name = input_.relative if format_ == input_.format else stem(input_.relative) + format_.suffix
    return folder / name, format_, [input_]


def _refuse_collisions(groups: Sequence[tuple[Path, Format, list[Input]]]) -> None:
    seen: dict[Path, str] = {}
    for path, _, (input_,) in groups:
        if path in seen:
            raise RefusedError(f"{seen[path]} and {input_.path} would both become {path}; give their common folder")
        seen[path] = input_.path


def _job(path: Path, format_: Format, inputs: Sequence[Input], settings: Settings) -> Job:
    kind = format_.kind
    for input_ in inputs:
        _require_libraries(input_.format, "reading")
    _require_libraries(format_, "writing")
    readers = [reader_for(input_, settings) for input_ in inputs]
    if kind == "wet":
        raise RefusedError(f"{path}: WET is read, not written; write .jsonl")
    if settings.dolma and kind != "jsonl":
        raise RefusedError(f"{path}: Dolma attributes are JSONL; name it .jsonl or .jsonl.gz")
    for reader in readers:
        _require_columns(reader, settings)
    writer: Writer
    if settings.dolma:
        writer = DolmaWriter(compression=format_.compression, settings=settings)
    elif kind in ("csv", "tsv"):
        columns = dict.fromkeys(name for reader in readers for name in reader.columns())
        names = tuple(dict.fromkeys([*columns, *settings.added]))
        writer = TableWriter(compression=format_.compression, settings=settings, kind=kind, columns=names)
    elif kind == "text":
        _require_texts(path, inputs, settings)
        writer = TextWriter(compression=format_.compression, settings=settings)
    elif kind == "parquet":
        writer = ParquetWriter(settings=settings)
    else:
        writer = JsonlWriter(compression=format_.compression, settings=settings)
    return Job(path, writer, tuple(replace(reader, native=_native(reader, writer)) for reader in readers))


def _native(reader: Reader, writer: Writer) -> bool:
    if isinstance(reader, TableReader) and isinstance(writer, TableWriter):
        return reader.kind == writer.kind and (*reader.header, *reader.settings.added) == writer.columns
    return reader.kind == writer.kind


def _require_texts(path: Path, inputs: Sequence[Input], settings: Settings) -> None:
    for input_ in inputs:
        if input_.format.kind != "text":
            raise RefusedError(f"{path}: a text file cannot hold the other fields of {input_.path}; write .jsonl")
    if len(inputs) > 1 and not settings.lines:
        raise RefusedError(f"{path}: {len(inputs)} documents and one text file; write .jsonl, or to a folder ({path}/)")
    if settings.added:
        raise RefusedError(f"{path}: a text file cannot hold the column {settings.added[0]}; write .jsonl")


def _require_columns(reader: Reader, settings: Settings) -> None:
    """Refuse a table without the text column, or with two columns of one name."""
    if not isinstance(reader, (TableReader, ParquetReader)):
        return
    names = reader.columns()
    if not names and isinstance(reader, TableReader):
        return  # an empty file
    for key in (settings.text_key, settings.id_key):
        if key is not None and key not in names:
            raise InputError(_no_key(reader.path, key, names, settings))
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"{reader.path}: has two columns {name!r}; rename one")
        if name in settings.added:
            raise InputError(f"{reader.path}: has a column {name!r} already")


def _require_text(jobs: Iterable[Job], settings: Settings) -> None:
    """Refuse JSONL in which the first records have no text key; a few that lack it are rejects, not an error."""
    looked = 0
    problem = None
    for reader in (reader for job in jobs for reader in job.readers if isinstance(reader, JsonlReader)):
        names = reader.columns(_PEEK)
        missing = [key for key in (settings.text_key, settings.id_key) if key is not None and key not in names]
        if names and not missing:
            return
        if names:
            problem = problem or _no_key(reader.path, missing[0], names, settings)
            looked += 1
        if looked == _PEEK_FILES:
            break
    if problem:
        raise InputError(problem)


def _no_key(path: str, key: str, names: Sequence[str], settings: Settings) -> str:
    option = "--text-key" if key == settings.text_key else "--id-key"
    return f"{path}: no key {key!r}; the keys are: {', '.join(names)}; name one with {option}"


def _require_libraries(format_: Format, doing: str) -> None:
    for library in _LIBRARIES[format_.kind] + (("zstandard",) if format_.compression == "zst" else ()):
        require(library, f"{doing} {format_.suffix}")


_LIBRARIES: dict[str, tuple[str, ...]] = {
    "jsonl": ("orjson",),
    "parquet": ("pyarrow", "orjson"),
    "wet": ("fastwarc",),
    "csv": ("orjson",),
    "tsv": ("orjson",),
    "text": (),
}


def _libraries(groups: Sequence[tuple[Path, Format, list[Input]]]) -> dict[str, str]:
    """Return the versions of what makes the bytes: another one might compress differently."""
    versions = {}
    for _, format_, _ in groups:
        if format_.compression == "gz":
            versions["zlib"] = zlib.ZLIB_RUNTIME_VERSION
        if format_.compression == "zst":
            versions["zstandard"] = require("zstandard", "writing .zst").__version__
        if format_.kind == "parquet":
            versions["pyarrow"] = require("pyarrow", "Parquet").__version__
    return versions


def _extractor(settings: Settings) -> dict[str, str]:
    """Return the version of what takes the text out of pages: another one might take out another text."""
    return {"trafilatura": version("trafilatura")} if settings.html else {}


def _flat(groups: Sequence[tuple[Path, Format, list[Input]]]) -> list[Input]:
    return [input_ for _, _, inputs in groups for input_ in inputs]
