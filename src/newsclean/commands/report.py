"""``newsclean report``: what was removed from a corpus, as one HTML file."""

from __future__ import annotations

import os
from typing import Any

import click

from newsclean.commands.options import build_pipeline, fail, pipeline_options, usage
from newsclean.corpus import RefusedError
from newsclean.errors import NewscleanError

__all__ = ["command"]


@click.command("report", short_help="Show what is removed from a corpus, as one HTML file.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", required=True, metavar="FILE", help="The HTML file; needs no network to be read.")
@click.option("--sample", type=click.IntRange(1), default=1000, show_default=True, help="How many documents.")
@click.option("--seed", type=int, default=0, show_default=True, help="Which ones.")
@click.option("--title", help="What the report calls the corpus; default: the names of the inputs.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@click.option("--text-key", default="text", show_default=True, metavar="NAME", help="Key or column of the text.")
@click.option("--input-format", metavar="FORMAT", help="What INPUT is, where its name does not say it.")
@click.option("--lines", is_flag=True, help="Plain text: each line is a document, not each file.")
@click.option("--no-quotes", is_flag=True, help="CSV, TSV: a quotation mark is a character like any other.")
@click.option("--overwrite", is_flag=True, help="Replace FILE where it exists.")
@pipeline_options
def command(
    inputs: tuple[str, ...],
    output: str,
    sample: int,
    seed: int,
    title: str | None,
    workers: int,
    text_key: str,
    input_format: str | None,
    lines: bool,
    no_quotes: bool,
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
    try:
        facts = write_report(
            inputs,
            output,
            pipeline=pipeline,
            title=title,
            text_key=text_key,
            input_format=input_format,
            lines=lines,
            quotes=not no_quotes,
            sample=sample,
            seed=seed,
            workers=workers,
        )
    except RefusedError as error:
        usage(str(error))
    except NewscleanError as error:
        fail(str(error))
    total = facts.total
    share = total.removed / total.characters if total.characters else 0.0
    click.echo(
        f"{output}: {total.documents:,} documents, {facts.pieces:,} removals, {share:.1%} of the characters; "
        f"{total.emptied:,} documents emptied",
        err=True,
    )
