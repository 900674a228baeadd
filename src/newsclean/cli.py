"""The command line: arguments in, pipeline run, streams out; no cleaning here."""

from __future__ import annotations

import io
import os
import sys

import click

from newsclean import __version__
from newsclean.commands import clean, compare, explain, learn, report, rules, run, serve
from newsclean.errors import NewscleanError

__all__ = ["cli", "main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="newsclean")
def cli() -> None:
    """Clean French news text: the article and nothing else, in normalised French.

    Exit status: 0 done, 1 an input could not be used, 2 wrong usage, 3 a corpus run that stopped half-way.
    """


for module in (clean, explain, rules, run, compare, learn, report, serve):
    cli.add_command(module.command)


def _run() -> None:
    with cli.make_context("newsclean", sys.argv[1:]) as context:
        try:
            cli.invoke(context)
        except BrokenPipeError:  # the reader went away: nobody is left to tell
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> None:
    """Run the command line and end the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        _run()
    except click.exceptions.Exit as end:
        raise SystemExit(end.exit_code) from None
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        raise SystemExit(2) from None
    except click.ClickException as error:
        click.echo(f"newsclean: {error.format_message()}", err=True)
        raise SystemExit(2) from None
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo("newsclean: interrupted", err=True)
        raise SystemExit(130) from None
    except NewscleanError as error:
        click.echo(f"newsclean: {error}", err=True)
        raise SystemExit(1) from None
