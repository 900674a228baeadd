"""What the commands share: the options that choose a pipeline, reading input, and errors on one line."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from newsclean.corpus import RefusedError
from newsclean.errors import NewscleanError, OptionError
from newsclean.pipeline import Pipeline

__all__ = [
    "build_pipeline",
    "fail",
    "html_option",
    "pipeline_options",
    "read_text",
    "reading_options",
    "refusals",
    "sample_options",
    "usage",
]

F = TypeVar("F", bound=Callable[..., Any])

_DEFAULTS: dict[str, Any] = {"level": "standard", "style": "plain", "locale": "fr-FR", "lang": None}


def pipeline_options(command: F) -> F:
    """Add --level, --style, --locale, --lang, --pipeline, --without and --rules; :func:`build_pipeline` reads them."""
    return _with(
        command,
        click.option("--level", help="How sure a removal must be: safe, standard (default) or aggressive."),
        click.option("--style", help="plain (default), typographic or ascii."),
        click.option("--locale", help="fr-FR (default), fr-BE, fr-CA or fr-CH."),
        click.option("--lang", help="Language of the texts, such as fr; by default it is found out."),
        click.option("--pipeline", metavar="FILE", help="A pipeline file, instead of the options above."),
        click.option("--without", multiple=True, metavar="NAME", help="Leave out a cleaner, category or rule."),
        click.option("--rules", multiple=True, metavar="FILE", help="Add the rules of a TOML file."),
    )


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what says how INPUT is read; the command gets it as ``reading``, as the functions for corpora take it."""

    @functools.wraps(command)
    def called(text_key: str, input_format: str | None, lines: bool, no_quotes: bool, **others: Any) -> Any:
        reading = {"text_key": text_key, "input_format": input_format, "lines": lines, "quotes": not no_quotes}
        return command(reading=reading, **others)

    return _with(
        called,
        click.option(
            "--text-key", default="text", show_default=True, metavar="NAME", help="Key or column of the text."
        ),
        click.option("--input-format", metavar="FORMAT", help="What INPUT is (jsonl.gz...), if its name does not say."),
        click.option("--lines", is_flag=True, help="Plain text: each line is a document, not each file."),
        click.option("--no-quotes", is_flag=True, help="CSV, TSV: a quotation mark is a character like any other."),
    )


def sample_options(command: F) -> F:
    """Add --sample and --seed."""
    return _with(
        command,
        click.option("--sample", type=click.IntRange(1), default=1000, show_default=True, help="How many documents."),
        click.option("--seed", type=int, default=0, show_default=True, help="Which ones."),
    )


def _with(command: F, *options: Callable[[F], F]) -> F:
    for option in reversed(options):  # the last decorator stands first in the help
        command = option(command)
    return command


html_option = click.option(
    "--html", is_flag=True, help='The input is HTML: trafilatura takes the text out first (the extra "html").'
)


def build_pipeline(
    level: str | None,
    style: str | None,
    locale: str | None,
    lang: str | None,
    pipeline: str | None,
    without: tuple[str, ...],
    rules: tuple[str, ...],
) -> Pipeline:
    """Return the pipeline that the options ask for; ends the program with status 2 where they are wrong."""
    given = {k: v for k, v in (("level", level), ("style", style), ("locale", locale), ("lang", lang)) if v is not None}
    if pipeline is not None and given:
        usage(f"--pipeline and --{next(iter(given))} exclude each other: say it in the pipeline file")
    try:
        built = Pipeline.default(**{**_DEFAULTS, **given}) if pipeline is None else Pipeline.from_toml(pipeline)
        if without:
            built = built.without(*without)
        return built.with_rules(*rules) if rules else built
    except NewscleanError as error:
        usage(str(error))


def read_text(path: str, encoding: str, html: bool = False) -> str:
    """Return the text of a file, or of stdin for "-"; ends the program with status 1 where it cannot be read.

    Args:
        path: a file or "-".
        encoding: of the input; a page in another one than UTF-8 need not say so.
        html: the input is a page: the text of it.
    """
    raw = _read(path)
    if not html:
        return _decoded(raw, path, encoding)
    from newsclean.html import extract

    try:
        return extract(raw if encoding == "utf-8" else _decoded(raw, path, encoding))
    except ImportError as error:
        fail(str(error))


def _read(path: str) -> bytes:
    name = "stdin" if path == "-" else path
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        fail(f"{name}: {error.strerror or error}")


def _decoded(raw: bytes, path: str, encoding: str) -> str:
    name = "stdin" if path == "-" else path
    try:
        return raw.decode(encoding)
    except LookupError:
        usage(f"unknown encoding {encoding!r}; try utf-8, windows-1252 or iso-8859-1")
    except UnicodeDecodeError as error:
        bad = raw[error.start]
        fail(
            f"{name}: byte 0x{bad:02x} at offset {error.start} is not {encoding.upper()}; "
            "name the right encoding with --encoding, e.g. --encoding windows-1252"
        )
    except UnicodeError as error:  # some codecs tell no place
        fail(f"{name}: is not {encoding.upper()}: {error}")


@contextmanager
def refusals() -> Iterator[None]:
    """End the program where the library refuses: the call was wrong (status 2), or an input cannot be used (1)."""
    try:
        yield
    except (RefusedError, OptionError) as error:
        usage(str(error))
    except NewscleanError as error:
        fail(str(error))


def fail(message: str) -> NoReturn:
    """End the program: the input cannot be used (status 1)."""
    click.echo(f"newsclean: {message}", err=True)
    raise SystemExit(1)


def usage(message: str) -> NoReturn:
    """End the program: it was called wrongly (status 2)."""
    click.echo(f"newsclean: {message}", err=True)
    raise SystemExit(2)
