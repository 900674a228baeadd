"""From a corpus to the file: draw a sample, clean it, count, and write one page that needs nothing else."""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from newsclean import __version__
from newsclean.cleaners import StripBoilerplate
from newsclean.corpus.inputs import names_of
from newsclean.corpus.model import Settings
from newsclean.corpus.sample import draw
from newsclean.errors import NewscleanError
from newsclean.parallel import map_texts
from newsclean.pipeline import Pipeline
from newsclean.report.digest import Digest, Digester
from newsclean.report.facts import Facts
from newsclean.report.pack import packed
from newsclean.report.page import page
from newsclean.report.risk import REASONS
from newsclean.report.sampled import Sampled
from newsclean.rules.load import builtin_rules, builtin_version
from newsclean.rules.model import Rule

__all__ = ["rules_of", "write_report"]

_EACH = 40  # removals listed of each rule
_RISKIEST = 500  # and of all rules together
_SHELF = 300_000  # code points of documents that are packed together: what a page unpacks to show one
_SHELF_DOCUMENTS = 100


def write_report(
    inputs: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    output: str | os.PathLike[str],
    *,
    pipeline: Pipeline | None = None,
    title: str | None = None,
    text_key: str = "text",
    input_format: str | None = None,
    lines: bool = False,
    quotes: bool = True,
    sample: int = 1000,
    seed: int = 0,
    workers: int = 1,
) -> Facts:
    """Clean a sample of the documents and write what was removed as one HTML file; return the counts.

    Args:
        inputs: as for :func:`newsclean.corpus.clean_corpus`.
        output: the HTML file; replaced where it exists.
        pipeline: what cleans; None: the default one.
        title: what the page calls the corpus; None: the names of the inputs.
        sample: how many documents, drawn with ``seed``; all documents are read, only these are cleaned and shown.
        workers: processes.

    Raises:
        InputError: an input is not there, or has no text key.
        NewscleanError: ``output`` cannot be written, or nothing can be read from the inputs.
    """
    names = names_of(inputs)
    pipeline = pipeline if pipeline is not None else Pipeline.default()
    settings = Settings(text_key=text_key, lines=lines, quotes=quotes)
    drawn, read = draw(names, settings, input_format, sample, random.Random(seed))
    if not drawn:
        raise NewscleanError(f"{', '.join(names)}: no document to report on")
    rules = rules_of(pipeline)
    digester = Digester(pipeline, {name: rule.level for name, rule in rules.items()})
    digests = map_texts(digester, (record.text for _, record in drawn), workers=workers, chunk=16)

    facts, listed = Facts(), Sampled(_EACH, _RISKIEST, random.Random(seed))
    shelves = _Shelves()
    index: list[list[Any]] = []
    key = hashlib.sha256(f"{__version__}\0{builtin_version()}\0{pipeline!r}".encode())
    for number, ((file, record), digest) in enumerate(zip(drawn, digests, strict=True)):
        name = record.id if record.id is not None else f"{file}:{record.line}"
        facts.add(digest)
        for piece in digest.pieces:
            listed.add(number, piece)
        index.append(_row(name, file, record.line, digest))
        shelves.add(digest.parts)
        key.update(f"{name}\0{digest.characters}\0{digest.removed}\0".encode("utf-8", "surrogatepass"))

    place = {rule: n for n, rule in enumerate(facts.rule_ids)}
    for row in index:
        row[-1] = [place[rule] for rule in row[-1]]
    pieces = [
        [n, p.number, place[p.rule], p.risk, list(p.reasons), p.before, p.text, p.after, p.start, p.end]
        for n, p in listed.listed()
    ]
    head = {
        "title": title or ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else ""),
        "key": key.hexdigest()[:16],
        "newsclean": __version__,
        "rules_version": builtin_version(),
        "pipeline": repr(pipeline),
        "read": read,
        "seed": seed,
        "reasons": REASONS,
        "shelves": shelves.firsts,
        **facts.to_dict(rules),
    }
    blocks = {"index": packed(index), "pieces": packed(pieces)}
    blocks.update((f"shelf-{n}", shelf) for n, shelf in enumerate(shelves.close()))
    try:
        Path(output).write_text(page(head, blocks), "utf-8")
    except OSError as error:
        raise NewscleanError(f"{output}: cannot be written: {error.strerror or error}") from None
    return facts


def rules_of(pipeline: Pipeline) -> dict[str, Rule]:
    """Return every rule that may speak in ``pipeline``, by id: those of the package and those it was given."""
    return {rule.id: rule for rule in (*builtin_rules(), *_own(pipeline))}


def _own(pipeline: Pipeline) -> Iterator[Rule]:
    for step in pipeline:
        if isinstance(step, StripBoilerplate):
            yield from step.rules
        elif isinstance(step, Pipeline):
            yield from _own(step)


def _row(name: str, file: str, line: int, digest: Digest) -> list[Any]:
    """Return what the list of documents shows of one: the rules, last, are numbered later."""
    risk = max((piece.risk for piece in digest.pieces), default=0)
    counts = [digest.characters, digest.removed, digest.left, len(digest.pieces), risk]
    flags = digest.changed + 2 * digest.emptied
    rules = list(dict.fromkeys(piece.rule for piece in digest.pieces))
    return [name, file, line, digest.title, digest.language or "?", *counts, flags, rules]


class _Shelves:
    """Documents packed together, so that a page unpacks only those around the one that is looked at."""

    def __init__(self) -> None:
        self.firsts: list[int] = []
        self._done: list[str] = []
        self._open: list[Any] = []
        self._size = 0
        self._count = 0

    def add(self, parts: list[Any]) -> None:
        size = sum(len(p) if isinstance(p, str) else len(str(p[1])) for p in parts)
        if self._open and (self._size + size > _SHELF or len(self._open) == _SHELF_DOCUMENTS):
            self._pack()
        if not self._open:
            self.firsts.append(self._count)
        self._open.append(parts)
        self._size += size
        self._count += 1

    def close(self) -> list[str]:
        if self._open:
            self._pack()
        return self._done

    def _pack(self) -> None:
        self._done.append(packed(self._open))
        self._open, self._size = [], 0
