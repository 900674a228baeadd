"""``newsclean explain``: what would be removed, and why."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from newsclean.commands.options import build_pipeline, html_option, pipeline_options, read_text
from newsclean.result import Result

__all__ = ["command"]


@click.command("explain")
@click.argument("files", nargs=-1, metavar="[FILE...|-]")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--encoding", default="utf-8", show_default=True, help="Encoding of the input.")
@click.option("--all", "everything", is_flag=True, help="Show the edits of normalisation too.")
@click.option("--color/--no-color", default=None, help="Colours; by default on a terminal.")
@html_option
@pipeline_options
def command(
    files: tuple[str, ...], form: str, encoding: str, everything: bool, color: bool | None, html: bool, **options: Any
) -> None:
    """Say what ``clean`` removes from each FILE and which rule asked.

    With ``--html``, places are those of the text that was taken out of the page.

    ``--format json`` writes one JSON object for each input, on a line of its own.
    """
    pipeline = build_pipeline(**options)
    colored = sys.stdout.isatty() if color is None else color
    for name in files or ("-",):
        result = pipeline.explain(read_text(name, encoding, html), id=name)
        lines = _json(result) if form == "json" else _text(result, everything, colored)
        sys.stdout.buffer.write((lines + "\n").encode("utf-8", "replace"))
        sys.stdout.buffer.flush()


def _json(result: Result) -> str:
    categories = {a.span: a.category for a in result.removed}
    edits = [
        {
            "start": e.span.start,
            "end": e.span.end,
            "old": e.old,
            "new": e.new,
            "rule": e.rule,
            "category": categories.get(e.span),
        }
        for e in result.edits
    ]
    data = {"file": result.id, "text": result.text, "language": result.language, "rules": result.rules, "edits": edits}
    return json.dumps(data, ensure_ascii=False)


def _text(result: Result, everything: bool, colored: bool) -> str:
    def paint(text: str, **style: Any) -> str:
        return click.style(text, **style) if colored else text

    lines = [paint(str(result.id), bold=True)]
    removed = {a.span: a for a in result.removed}
    for edit in result.edits:
        found = removed.get(edit.span)
        if found is not None:
            lines.append(f"{_place(result, edit.span.start)}  {paint(found.category, fg='cyan')}  {found.rule}")
            lines.extend("    - " + paint(line.strip(), fg="red") for line in edit.old.split("\n") if line.strip())
        elif everything:
            lines.append(f"{_place(result, edit.span.start)}  {edit.rule}  {edit.old!r} -> {edit.new!r}")
    counts = ", ".join(f"{category} {n}" for category, n in sorted(result.category_counts.items()))
    summary = f"{len(result.original)} -> {len(result.text)} characters"
    lines.append(paint(f"{summary}; {counts or 'nothing to change'} (rules {result.rules})", dim=True))
    return "\n".join(lines)


def _place(result: Result, offset: int) -> str:
    line = result.original.count("\n", 0, offset) + 1
    column = offset - (result.original.rfind("\n", 0, offset) + 1) + 1
    return f"{line}:{column}"
