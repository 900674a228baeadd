"""The numbers of mutation testing, written into ``docs/mutation.md``: scores, and the survivors by reason."""

from __future__ import annotations

import fnmatch
import re
import tomllib
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["Reason", "Row", "reason_of", "reasons", "write"]

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/mutation.md"
_REASONS = ROOT / "bench/mutation/survivors.toml"
_MARKS = "<!-- {}: written by bench/mutate.py --page -->", "<!-- end of {} -->"


class Reason(NamedTuple):
    """Why a survivor may live: for which modules, functions and changes (``- old + new``), and the words."""

    modules: str
    functions: str
    change: re.Pattern[str]
    why: str


class Row(NamedTuple):
    """What is known of one module."""

    module: str
    group: str
    mutants: int
    run: int
    survivors: Sequence[dict[str, Any]]


def reasons() -> list[Reason]:
    """Return the reasons, in order: the first that fits a survivor is its own."""
    table = tomllib.loads(_REASONS.read_text("utf-8")) if _REASONS.exists() else {"survivor": []}
    return [
        Reason(r.get("modules", "*"), r.get("functions", "*"), re.compile(r.get("change", ""), re.DOTALL), r["why"])
        for r in table["survivor"]
    ]


def reason_of(module: str, survivor: dict[str, Any], known: Sequence[Reason]) -> str:
    """Return why it may live; "" where nobody said."""
    change = "\n".join(survivor["diff"])
    for reason in known:
        if (
            fnmatch.fnmatch(module, reason.modules)
            and fnmatch.fnmatch(survivor["function"], reason.functions)
            and reason.change.search(change)
        ):
            return reason.why
    return ""


def write(rows: Sequence[Row], sampling: str) -> None:
    """Write tables and survivors between their marks."""
    known = reasons()
    page = PAGE.read_text("utf-8")
    page = _between(page, "scores", _scores(rows, known, sampling))
    page = _between(page, "survivors", _survivors(rows, known))
    PAGE.write_text(page, "utf-8")


def _between(page: str, name: str, text: str) -> str:
    begin, end = (mark.format(name) for mark in _MARKS)
    return page[: page.index(begin) + len(begin)] + f"\n\n{text}\n\n" + page[page.index(end) :]


def _share(run: int, survived: int) -> str:
    return f"{1 - survived / run:.1%}" if run else "-"


def _scores(rows: Sequence[Row], known: Sequence[Reason], sampling: str) -> str:
    out = ["| module | mutants | run | survived | with a reason | score |", "| --- | --- | --- | --- | --- | --- |"]
    for group, of_group in groupby(rows, key=lambda row: row.group):
        inside = list(of_group)
        lines = [(row, sum(reason_of(row.module, s, known) != "" for s in row.survivors)) for row in inside]
        mutants, run = sum(r.mutants for r in inside), sum(r.run for r in inside)
        left, told = sum(len(r.survivors) for r in inside), sum(n for _, n in lines)
        out.append(f"| **{group}** | {mutants} | {run} | {left} | {told} | **{_share(run, left)}** |")
        for row, n in lines if len(lines) > 1 else ():
            left = len(row.survivors)
            out.append(f"| `{row.module}` | {row.mutants} | {row.run} | {left} | {n} | {_share(row.run, left)} |")
    return "\n".join(out) + "\n\n" + sampling


def _survivors(rows: Sequence[Row], known: Sequence[Reason]) -> str:
    by_reason: dict[str, list[str]] = {}
    for row in rows:
        for survivor in row.survivors:
            why = reason_of(row.module, survivor, known) or "Nobody has looked at these yet."
            place = f"`{row.module}.{survivor['function']}`"
            by_reason.setdefault(why, []).append(f"- {place}: {_change(survivor['diff'])}")
    order = list(dict.fromkeys(reason.why for reason in known if reason.why in by_reason))
    order += [why for why in by_reason if why not in order]
    return "\n\n".join(f"**{why}** ({len(by_reason[why])})\n\n" + "\n".join(by_reason[why]) for why in order)


def _change(diff: Sequence[str]) -> str:
    """Return in few words what was changed: the part of the line that differs, and the line."""
    old = " ".join(line[2:] for line in diff if line[0] == "-")
    new = " ".join(line[2:] for line in diff if line[0] == "+")
    a, b = re.findall(r"\w+|\s+|.", old), re.findall(r"\w+|\s+|.", new)
    head = 0
    while head < min(len(a), len(b)) and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < min(len(a), len(b)) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    was, now = "".join(a[head : len(a) - tail]).strip(), "".join(b[head : len(b) - tail]).strip()
    line = old if len(old) <= 90 else old[:87] + "..."
    return f"{_code(was) if was else 'nothing'} became {_code(now) if now else 'nothing'} in {_code(line)}"


def _code(text: str) -> str:
    fence = "``" if "`" in text else "`"
    pad = " " if "`" in text else ""
    return f"{fence}{pad}{text}{pad}{fence}"
