"""``newsclean learn``: boilerplate that recurs in a corpus, as a rule file for a person to review."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from newsclean.commands.options import fail, reading_options, refusals, usage

__all__ = ["command"]

_ACROSS = "several-sites"  # the file of what recurs on more than one


@click.command("learn", short_help="Find boilerplate that recurs in a corpus.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", required=True, metavar="PATH", help="A .toml file, or a folder (a file for each site).")
@click.option(
    "--by", default="site", show_default=True, metavar="KEY", help="What names the source: site, url, folder."
)
@click.option("--review", metavar="FILE", help="Write the review table too, as a page to look at.")
@click.option("--min-documents", type=click.IntRange(2), default=5, show_default=True, help="Of one site, at least.")
@click.option("--min-share", type=click.FloatRange(0, 1), default=0.0, show_default=True, help="Of a site, at least.")
@click.option("--min-sites", type=click.IntRange(2), default=3, show_default=True, help="For what recurs across sites.")
@click.option("--include", multiple=True, metavar="REASON", help="Learn what is held back for this reason.")
@click.option("--new-only", is_flag=True, help="Leave out what newsclean removes anyway.")
@click.option("--samples", type=click.IntRange(1), default=3, show_default=True, help="Contexts for each rule.")
@reading_options
@click.option("--id-key", metavar="NAME", help='Key or column of the id; by default "id", where there is one.')
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that read.")
@click.option("--memory", default="1GB", show_default=True, help="For counting; more goes to disk.")
@click.option("--temp", metavar="FOLDER", help="Where that is; twice the size of the texts may be needed.")
@click.option("--overwrite", is_flag=True, help="Replace an output that exists.")
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def command(
    inputs: tuple[str, ...],
    output: str,
    by: str,
    review: str | None,
    min_documents: int,
    min_share: float,
    min_sites: int,
    include: tuple[str, ...],
    new_only: bool,
    samples: int,
    reading: dict[str, Any],
    id_key: str | None,
    workers: int,
    memory: str,
    temp: str | None,
    overwrite: bool,
    quiet: bool,
) -> None:
    """Find the lines and sentences that recur on the pages of a site, and write a rule file to read, edit and load.

    \b
    newsclean learn crawl/*.jsonl.zst --by url -o learned.toml --review learned.html
    newsclean rules check learned.toml
    newsclean run crawl/*.jsonl.zst -o clean/ --rules learned.toml

    The same documents give the same file, in any order. What a section repeats and is no boilerplate (standfirsts,
    tables, titles, quoted statements) is held back; the file lists it.
    """
    from newsclean.learn import Options, learn_corpus
    from newsclean.learn.ingest import Read
    from newsclean.learn.review import review_page

    folder = output.endswith("/") or Path(output).is_dir() or not output.endswith(".toml")
    for path in [*([] if folder else [output]), *([review] if review else [])]:
        if Path(path).exists() and not overwrite:
            usage(f"{path}: exists already; --overwrite replaces it")
    if folder and not overwrite and Path(output).is_dir() and any(Path(output).glob("*.toml")):
        usage(f"{output}: holds rule files already; --overwrite replaces those of the same name")
    found = Read()

    def note(read: Read) -> None:
        nonlocal found
        found = read

    with refusals():
        pack = learn_corpus(
            inputs,
            by=by,
            options=Options(
                min_documents=min_documents,
                min_share=min_share,
                min_sites=min_sites,
                include=include,
                new_only=new_only,
                samples=samples,
            ),
            id_key=id_key,
            workers=workers,
            memory=memory,
            temp=temp,
            read=note,
            **reading,
        )
    files = {Path(output): pack.to_toml()} if pack.learned and not folder else {}
    if folder:
        names = _names([site for site in pack.by_site() if site])
        for site, part in pack.by_site().items():
            files[Path(output) / f"{names[site] if site else _ACROSS}.toml"] = part.to_toml()
    if review:
        files[Path(review)] = review_page(pack)
    _write(files)
    if not quiet:
        counts = f"{pack.documents:,} documents ({pack.groups:,} distinct) of {pack.sites:,} sites"
        click.echo(f"{counts}: {len(pack.learned):,} rules learned, {len(pack.held):,} held back", err=True)
        if not pack.learned:
            click.echo("nothing learned: no rule file was written", err=True)
    if found.rejected:
        click.echo(f"newsclean: {found.rejected:,} records could not be used; the first: {found.problem}", err=True)
        raise SystemExit(1)


def _names(sites: list[str]) -> dict[str, str]:
    """Return site -> the name of its file, each its own."""
    names: dict[str, str] = {}
    taken = {_ACROSS}
    for site in sorted(sites):
        plain = re.sub(r"[^\w.-]+", "_", site).strip(".")[:100] or "site"
        name, number = plain, 2
        while name.lower() in taken:
            name, number = f"{plain}-{number}", number + 1
        taken.add(name.lower())
        names[site] = name
    return names


def _write(files: dict[Path, str]) -> None:
    from newsclean.corpus.checkpoint import write_whole

    for path, text in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, text.encode("utf-8"))
        except OSError as error:
            fail(f"{path}: {error.strerror or error}")
