"""``newsclean run``: whole corpora in, cleaned corpora out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from newsclean.commands.options import build_pipeline, fail, html_option, pipeline_options, reading_options, usage
from newsclean.corpus import InputError, Progress, RefusedError, RejectedError, StoppedError, clean_corpus

__all__ = ["command"]


@click.command("run", short_help="Clean whole corpora.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", required=True, metavar="PATH", help="A file, or a folder (one file for each INPUT).")
@reading_options
@click.option("--id-key", metavar="NAME", help='Key or column of the id; by default "id", where there is one.')
@click.option("--output-format", metavar="FORMAT", help="What to write, where the name of the output does not say it.")
@click.option("--explain", is_flag=True, help="Add the column newsclean_edits: rule, span in the source, text removed.")
@click.option("--annotate", is_flag=True, help="Add the column newsclean_spans and leave the text as it is.")
@click.option("--dolma", is_flag=True, help="Write Dolma attributes (spans to remove) instead of documents.")
@click.option("--stats", metavar="FILE", help="Write counts by rule, category and language, as JSON.")
@click.option("--workers", type=click.IntRange(1), help="Processes; default: one for each core.")
@click.option("--strict", is_flag=True, help="Stop at the first record that cannot be read.")
@click.option("--restart", is_flag=True, help="Forget what an unfinished run left, and start again.")
@click.option("--overwrite", is_flag=True, help="Replace an output that exists.")
@click.option("-q", "--quiet", is_flag=True, help="No progress bar and no summary.")
@html_option
@pipeline_options
def command(
    inputs: tuple[str, ...],
    output: str,
    reading: dict[str, Any],
    id_key: str | None,
    output_format: str | None,
    explain: bool,
    annotate: bool,
    dolma: bool,
    stats: str | None,
    workers: int | None,
    strict: bool,
    restart: bool,
    overwrite: bool,
    quiet: bool,
    html: bool,
    **options: Any,
) -> None:
    """Clean every document of INPUT: files, folders and globs of JSONL, Parquet, CSV, TSV, plain text and WET.

    A run that was stopped, by Ctrl-C, a full disk or kill -9, goes on where it was when the same command is run
    again. What cannot be read is listed in OUTPUT.rejects.jsonl.

    Exit status: 0 done, 1 done but some records were rejected (or an input cannot be used), 2 wrong usage, 3 stopped
    half-way, 130 stopped by Ctrl-C; after 3 and 130 the same command goes on.
    """
    pipeline = build_pipeline(**options)
    try:
        with _progress(not quiet) as progress:
            summary = clean_corpus(
                inputs,
                output,
                pipeline=pipeline,
                id_key=id_key,
                html=html,
                output_format=output_format,
                explain=explain,
                annotate=annotate,
                dolma=dolma,
                stats=stats,
                workers=workers or _cores(),
                strict=strict,
                restart=restart,
                overwrite=overwrite,
                progress=progress,
                **reading,
            )
    except RefusedError as error:
        usage(str(error))
    except (InputError, RejectedError) as error:
        fail(str(error))
    except StoppedError as error:
        _end(3, str(error))
    except KeyboardInterrupt:
        _end(130, "stopped; the same command goes on from here")
    if not quiet:
        click.echo(str(summary), err=True)
    if summary.rejects is not None:
        raise SystemExit(1)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _end(status: int, message: str) -> None:
    click.echo(f"newsclean: {message}", err=True)
    raise SystemExit(status)


@contextmanager
def _progress(wanted: bool) -> Iterator[Callable[[Progress], None] | None]:
    """Give a function that draws a bar on a terminal; None where nobody looks."""
    if not wanted or not sys.stderr.isatty():
        yield None
        return
    try:
        from tqdm import tqdm  # type: ignore[import-untyped]
    except ImportError:  # a bar is no reason to fail
        yield None
        return
    bar = None

    def draw(progress: Progress) -> None:
        nonlocal bar
        if bar is None:  # here the total is known, and where a run goes on
            bar = tqdm(total=progress.total, initial=progress.read, unit="B", unit_scale=True, file=sys.stderr)
        bar.set_postfix_str(f"{progress.documents:,} documents", refresh=False)
        bar.update(progress.read - bar.n)

    try:
        yield draw
    finally:
        if bar is not None:
            bar.close()
