"""Files, folders and globs to the list of files to read."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from newsclean.corpus.errors import InputError
from newsclean.corpus.formats import Format, format_of

__all__ = ["Input", "find_inputs", "names_of"]


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read: how it was found, its format, and its path below the folder or glob that named it."""

    path: str
    format: Format
    relative: str


def names_of(inputs: str | os.PathLike[str] | Iterable[str | os.PathLike[str]]) -> list[str]:
    """Return the names of one input or of several."""
    return [os.fspath(name) for name in ([inputs] if isinstance(inputs, (str, os.PathLike)) else inputs)]


def find_inputs(
    names: Sequence[str], as_format: Format | None = None, apart: Sequence[str] = ()
) -> tuple[list[Input], list[str]]:
    """Return the files to read, in order, and those passed over because their names say no known format.

    A folder stands for all files below it, sorted, but for hidden ones and what unfinished runs left
    (``*.partial``); a glob (``**`` too) for what it finds, sorted. A file named twice is read once.

    Args:
        names: files, folders and globs.
        as_format: what the files are, whatever their names say.
        apart: real paths of what the run itself writes: no input, though it lies in a folder that is one.

    Raises:
        InputError: something named is not there, cannot be read, or has no known format.
    """
    found: dict[str, Input] = {}
    passed: list[str] = []
    for name in names:
        files = list(_files(name))
        if not files and not os.path.isdir(name):
            raise InputError(f"{name}: there is no such file, folder or match")
        for path, relative in files:
            if path != name and _within(os.path.realpath(path), apart):
                continue
            format_ = as_format or format_of(path)
            if format_ is None and path == name:
                raise InputError(f"{path}: its name says no known format; say it with --input-format")
            if format_ is None:
                passed.append(path)
            elif not os.access(path, os.R_OK):
                raise InputError(f"{path}: cannot be read: permission denied")
            else:
                found.setdefault(os.path.realpath(path), Input(path, format_, relative))
    if not found:
        raise InputError(f"no file of a known format in {', '.join(names)}; say it with --input-format")
    return list(found.values()), passed


def _files(name: str) -> Iterator[tuple[str, str]]:
    """Yield files, each with its path below what was named."""
    if os.path.isdir(name):
        for path in sorted(_below(name)):
            yield path, os.path.relpath(path, name)
    elif os.path.exists(name):
        yield name, os.path.basename(name)
    elif glob.has_magic(name):
        base = _base(name)
        for match in sorted(glob.glob(name, recursive=True)):
            for path in sorted(_below(match)) if os.path.isdir(match) and "**" not in name else [match]:
                if os.path.isfile(path):
                    yield path, os.path.relpath(path, base)


def _within(path: str, folders: Sequence[str]) -> bool:
    return any(path == folder or path.startswith(folder + os.sep) for folder in folders)


def _below(folder: str) -> Iterator[str]:
    for parent, folders, files in os.walk(folder):
        folders[:] = [f for f in folders if not f.startswith(".") and not f.endswith(".partial")]
        yield from (os.path.join(parent, file) for file in files if not file.startswith("."))


def _base(pattern: str) -> str:
    """Return the folders of a glob before its first wildcard."""
    parts = Path(pattern).parts
    plain = next((i for i, part in enumerate(parts) if glob.has_magic(part)), len(parts) - 1)
    return str(Path(*parts[:plain])) if plain else "."
