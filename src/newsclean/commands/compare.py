"""``newsclean compare``: what another level or other rules would remove."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from newsclean.commands.options import build_pipeline, fail, pipeline_options, usage
from newsclean.corpus import RefusedError, compare_corpus
from newsclean.errors import NewscleanError

__all__ = ["command"]


@click.command("compare", short_help="Compare two levels or rule versions on the same documents.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--to", metavar="LEVEL|FILE", help="The other side: a level, or a pipeline file.")
@click.option("--to-rules", multiple=True, metavar="FILE", help="Rules of the other side, instead of --rules.")
@click.option("--recorded", is_flag=True, help="This side is what INPUT records: an output of `run --explain`.")
@click.option("--sample", type=click.IntRange(1), default=1000, show_default=True, help="How many documents.")
@click.option("--seed", type=int, default=0, show_default=True, help="Which ones.")
@click.option("--examples", type=click.IntRange(0), default=3, show_default=True, help="Pieces to show for each rule.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--text-key", default="text", show_default=True, metavar="NAME", help="Key or column of the text.")
@click.option("--input-format", metavar="FORMAT", help="What INPUT is, where its name does not say it.")
@click.option("--lines", is_flag=True, help="Plain text: each line is a document, not each file.")
@click.option("--no-quotes", is_flag=True, help="CSV, TSV: a quotation mark is a character like any other.")
@pipeline_options
def command(
    inputs: tuple[str, ...],
    to: str | None,
    to_rules: tuple[str, ...],
    recorded: bool,
    sample: int,
    seed: int,
    examples: int,
    as_json: bool,
    text_key: str,
    input_format: str | None,
    lines: bool,
    no_quotes: bool,
    **options: Any,
) -> None:
    """Clean a sample of INPUT two ways and show, rule by rule, what only one of them removes.

    \b
    newsclean compare articles.jsonl --level safe --to standard
    newsclean compare articles.jsonl --rules old.toml --to-rules new.toml
    newsclean compare explained.jsonl --recorded      # an older version's `run --explain`
    """
    if to is None and not to_rules and not recorded:
        usage("nothing to compare with: give --to, --to-rules or --recorded")
    first = None if recorded else build_pipeline(**options)
    other = dict(options)
    if to is not None and (to.endswith(".toml") or Path(to).is_file()):
        other.update(pipeline=to, level=None, style=None, locale=None, lang=None)
    elif to is not None:
        other.update(pipeline=None, level=to)
    if to_rules:
        other["rules"] = to_rules
    second = build_pipeline(**other)
    try:
        found = compare_corpus(
            inputs,
            first,
            second,
            text_key=text_key,
            input_format=input_format,
            lines=lines,
            quotes=not no_quotes,
            sample=sample,
            seed=seed,
            examples=examples,
        )
    except RefusedError as error:
        usage(str(error))
    except NewscleanError as error:
        fail(str(error))
    if as_json:
        click.echo(json.dumps(found.to_dict(), indent=2))
        return
    one = "the recorded run" if recorded else _side(options, options["rules"] if to_rules else ())
    click.echo(found.describe(one, _side(other, to_rules)))


def _side(options: dict[str, Any], rules: tuple[str, ...]) -> str:
    name = options["pipeline"] or options["level"] or "standard"
    return " + ".join([str(name), *rules])
