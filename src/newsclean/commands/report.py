"""``newsclean report``: what was removed from a corpus, as one HTML file."""

from __future__ import annotations

import os
from typing import Any

import click

from newsclean.commands.options import (
    build_pipeline,
    pipeline_options,
    reading_options,
    refusals,
    sample_options,
    usage,
)

__all__ = ["command"]


@click.command("report", short_help="Show what is removed from a corpus, as one HTML file.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", required=True, metavar="FILE", help="The HTML file; needs no network to be read.")
@sample_options
@click.option("--title", help="What the report calls the corpus; default: the names of the inputs.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@reading_options
@click.option("--overwrite", is_flag=True, help="Replace FILE where it exists.")
@pipeline_options
def command(
    inputs: tuple[str, ...],
    output: str,
    sample: int,
    seed: int,
    title: str | None,
    workers: int,
    reading: dict[str, Any],
    overwrite: bool,
    **options: Any,
) -> None:
    """Clean a sample of INPUT and write a page to look at: what went, by which rule, the riskiest removals first.

    Open FILE in a browser; mark what is wrong or missed; export the marks for `newsclean rules add-example`.
    """
    from newsclean.report import write_report

    if os.path.exists(output) and not overwrite:
        usage(f"{output}: exists already; --overwrite replaces it")
    pipeline = build_pipeline(**options)
    with refusals():
        facts = write_report(
            inputs, output, pipeline=pipeline, title=title, sample=sample, seed=seed, workers=workers, **reading
        )
    total = facts.total
    share = total.removed / total.characters if total.characters else 0.0
    click.echo(
        f"{output}: {total.documents:,} documents, {facts.pieces:,} removals, {share:.1%} of the characters; "
        f"{total.emptied:,} documents emptied",
        err=True,
    )
