"""What a run did, for people and for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from newsclean.corpus.stats import Tally
from newsclean.rules.load import builtin_version

__all__ = ["Progress", "Summary", "stats_json"]


class Progress(NamedTuple):
    """How far a run is: documents written, bytes of the inputs (as stored) read, of how many."""

    documents: int
    read: int
    total: int


@dataclass(frozen=True)
class Summary:
    """What a run did, the runs that it went on from included.

    Attributes:
        tally: the counts.
        outputs: the files written.
        rejects: the file of what could not be read, cleaned or written; None: there was nothing.
        read: bytes of the inputs, as stored.
        seconds: time spent.
        resumed: it went on from where an earlier one had been stopped.
        passed: files in the folders that were given whose names say no known format.
    """

    tally: Tally
    outputs: tuple[Path, ...]
    rejects: Path | None
    read: int
    seconds: float
    resumed: bool = False
    passed: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Some lines for a person."""
        t, size = self.tally, self.read / 1e6
        where = str(self.outputs[0]) if len(self.outputs) == 1 else f"{len(self.outputs)} files"
        lines = [
            f"{t.documents:,} documents to {where}: {t.unchanged:,} unchanged, {t.emptied:,} emptied",
            f"{t.characters:,} -> {t.left:,} characters ({t.removed_share:.1%} gone)",
            f"{size:,.1f} MB in {self.seconds:,.1f} s ({size / max(self.seconds, 1e-9):,.1f} MB/s)"
            + (", gone on from an earlier run" if self.resumed else ""),
        ]
        if not t.documents and not t.rejected:
            lines.insert(1, "there were no records in the input")
        lines += _most("rules", t.rules) + _most("categories", t.categories) + _most("languages", t.languages)
        if t.rules:
            slow = [f"{seconds:.3f} s {file}:{line}" for seconds, file, line, _, _ in t.slowest[:3]]
            lines.append(f"slowest: {', '.join(slow)}")
        if self.passed:
            lines.append(f"{len(self.passed)} files passed over, of no known format: {_few(self.passed)}")
        if self.rejects is not None:
            lines.append(f"{t.rejected:,} records could not be read or written: see {self.rejects}")
        return "\n".join(lines)


def stats_json(tally: Tally) -> bytes:
    """Return the counts as the JSON that ``--stats`` writes."""
    data = tally.to_dict()
    data["removed_share"] = round(tally.removed_share, 6)
    names = ("seconds", "file", "line", "id", "characters")
    data["slowest"] = [dict(zip(names, slow, strict=True)) for slow in tally.slowest]
    return json.dumps({"rules_version": builtin_version(), **data}, indent=2, ensure_ascii=False).encode() + b"\n"


def _most(what: str, counts: Counter[str], most: int = 8) -> list[str]:
    if not counts:
        return []
    shown = [f"{name} {n:,}" for name, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    return [f"{what}: {_few(shown, most)}"]


def _few(names: Iterable[str], most: int = 3) -> str:
    names = list(names)
    return ", ".join(names[:most]) + (f" and {len(names) - most:,} more" if len(names) > most else "")
