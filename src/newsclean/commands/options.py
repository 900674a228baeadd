"""What the commands share: the options that choose a pipeline, reading input, and errors on one line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from newsclean.errors import NewscleanError
from newsclean.pipeline import Pipeline

__all__ = ["build_pipeline", "fail", "html_option", "pipeline_options", "read_text", "usage"]

F = TypeVar("F", bound=Callable[..., Any])

_DEFAULTS: dict[str, Any] = {"level": "standard", "style": "plain", "locale": "fr-FR", "lang": None}


def pipeline_options(command: F) -> F:
    """Add --level, --style, --locale, --lang, --pipeline, --without and --rules; :func:`build_pipeline` reads them."""
    for option in reversed(
        [
            click.option("--level", help="How sure a removal must be: safe, standard (default) or aggressive."),
            click.option("--style", help="plain (default), typographic or ascii."),
            click.option("--locale", help="fr-FR (default), fr-BE, fr-CA or fr-CH."),
            click.option("--lang", help="Language of the texts, such as fr; by default it is found out."),
            click.option("--pipeline", metavar="FILE", help="A pipeline file, instead of the options above."),
            click.option("--without", multiple=True, metavar="NAME", help="Leave out a cleaner, category or rule."),
            click.option("--rules", multiple=True, metavar="FILE", help="Add the rules of a TOML file."),
        ]
    ):
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


def fail(message: str) -> NoReturn:
    """End the program: the input cannot be used (status 1)."""
    click.echo(f"newsclean: {message}", err=True)
    raise SystemExit(1)


def usage(message: str) -> NoReturn:
    """End the program: it was called wrongly (status 2)."""
    click.echo(f"newsclean: {message}", err=True)
    raise SystemExit(2)
