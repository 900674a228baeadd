"""A sample of the documents of a corpus, drawn in one pass over all of it."""

from __future__ import annotations

import random
from collections.abc import Sequence

from newsclean.corpus.errors import InputError
from newsclean.corpus.formats import format_named
from newsclean.corpus.inputs import find_inputs
from newsclean.corpus.model import START, Record, Settings
from newsclean.corpus.plan import reader_for

__all__ = ["draw"]


def draw(
    names: Sequence[str], settings: Settings, input_format: str | None, sample: int, chance: random.Random
) -> tuple[list[tuple[str, Record]], int]:
    """Return the sample in the order of the input, as (file, record), and how many documents there are.

    Every document has the same chance (reservoir sampling); all are read, no more than ``sample`` are held.

    Raises:
        InputError: an input is not there, or nothing in it can be read.
    """
    kept: list[tuple[int, str, Record]] = []
    read = 0
    problem = None
    for input_ in find_inputs(names, format_named(input_format) if input_format else None)[0]:
        reader = reader_for(input_, settings)
        for batch in reader.batches(START):
            for record in reader.records(batch):
                if not isinstance(record, Record):
                    problem = problem or f"{input_.path}:{record.line}: {record.reason}"
                    continue
                read += 1
                if len(kept) < sample:
                    kept.append((read, input_.path, record))
                elif (place := chance.randrange(read)) < sample:
                    kept[place] = (read, input_.path, record)
    if not read and problem:
        raise InputError(problem)
    return [(file, record) for _, file, record in sorted(kept, key=lambda drawn: drawn[0])], read
