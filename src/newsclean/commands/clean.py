"""``newsclean clean``: texts in, articles out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from newsclean.commands.options import build_pipeline, fail, html_option, pipeline_options, read_text, usage

__all__ = ["command"]


@click.command("clean")
@click.argument("files", nargs=-1, metavar="[FILE...|-]")
@click.option("-o", "--output", metavar="PATH", help="A file, or a folder (one file for each input); default: stdout.")
@click.option("--encoding", default="utf-8", show_default=True, help="Encoding of the input; the output is UTF-8.")
@html_option
@pipeline_options
def command(files: tuple[str, ...], output: str | None, encoding: str, html: bool, **options: Any) -> None:
    """Write the article in each FILE and nothing else, in normalised French.

    Without a FILE, or for -, stdin is read. Several texts on stdout are parted by a blank line.
    """
    pipeline = build_pipeline(**options)
    names = files or ("-",)
    folder = output is not None and (Path(output).is_dir() or output.endswith("/"))
    if output is not None and not folder and len(names) > 1:
        usage(f"-o {output}: several inputs need a folder; end it with /")
    targets = [_target(name, output, folder, html) for name in names]
    if output is not None and len(set(targets)) < len(targets):
        twice = next(target for target in targets if targets.count(target) > 1)
        usage(f"two inputs would be written to {twice}; clean them into different folders")
    wrote = False
    for name, target in zip(names, targets, strict=True):
        text = pipeline(read_text(name, encoding, html))
        data = (text + "\n").encode("utf-8", "replace") if text else b""
        if target is None:
            sys.stdout.buffer.write((b"\n" if wrote and data else b"") + data)
            sys.stdout.buffer.flush()
            wrote = wrote or bool(data)
            continue
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if name != "-" and target.exists() and target.samefile(name):
                usage(f"{target}: input and output are the same file")
            target.write_bytes(data)
        except OSError as error:
            fail(f"{target}: {error.strerror or error}")


def _target(name: str, output: str | None, folder: bool, html: bool) -> Path | None:
    """Return the file that the text of ``name`` goes to; None: stdout."""
    if output is None or not folder:
        return None if output is None else Path(output)
    if name == "-":
        return Path(output) / "stdin.txt"
    return Path(output) / (Path(name).with_suffix(".txt").name if html else Path(name).name)
