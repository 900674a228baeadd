"""``newsclean compare``: what another level or other rules would remove."""

from __future__ import annotations

import json
from pathlib import Path
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
from newsclean.corpus import compare_corpus

__all__ = ["command"]


@click.command("compare", short_help="Compare two levels or rule versions on the same documents.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--to", metavar="LEVEL|FILE", help="The other side: a level, or a pipeline file.")
@click.option("--to-rules", multiple=True, metavar="FILE", help="Rules of the other side, instead of --rules.")
@click.option("--recorded", is_flag=True, help="This side is what INPUT records: an output of `run --explain`.")
@sample_options
@click.option("--examples", type=click.IntRange(0), default=3, show_default=True, help="Pieces to show for each rule.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@reading_options
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
    reading: dict[str, Any],
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
    with refusals():
        found = compare_corpus(inputs, first, second, sample=sample, seed=seed, examples=examples, **reading)
    if as_json:
        click.echo(json.dumps(found.to_dict(), indent=2))
        return
    one = "the recorded run" if recorded else _side(options, options["rules"] if to_rules else ())
    click.echo(found.describe(one, _side(other, to_rules)))


def _side(options: dict[str, Any], rules: tuple[str, ...]) -> str:
    name = options["pipeline"] or options["level"] or "standard"
    return " + ".join([str(name), *rules])
