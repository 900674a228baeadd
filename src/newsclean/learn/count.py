"""From pieces to candidates: how often each recurs, where it stands, and a few documents that show it.

Everything here is SQL that DuckDB and Spark both read; what comes back is one row for each notice of each site.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from newsclean.learn.engine import Engine
from newsclean.learn.keys import BETWEEN, FIRST, LINE, LONG, NAMED, SENTENCE, TABLE
from newsclean.learn.near import group
from newsclean.learn.options import Options

__all__ = ["Counted", "Digest", "counted", "documents_of", "measured", "sizes_of"]

_AT_ONCE = 10_000  # documents that are asked for by number

ACROSS = ""  # the site of what was counted over all sites


class Counted(NamedTuple):
    """One notice of one site, counted in groups of near-duplicate documents.

    Attributes:
        site: :data:`ACROSS` for all sites together.
        kind, key: see :class:`newsclean.learn.keys.Piece`.
        docs: on how many it stands; of these, ``head``, ``body``, ``tail`` before, between and after the paragraphs
            that are the document's own, ``first`` on the first line, ``between`` two paragraphs, ``table`` in one.
        varies: it stands there in more than one wording.
        sites: on how many sites.
        run_in: of a line: on how many documents it also stands as a sentence of a longer line.
        samples: a few of the documents.
    """

    site: str
    kind: int
    key: int
    docs: int
    head: int
    body: int
    tail: int
    first: int
    between: int
    table: int
    varies: bool
    sites: int
    run_in: int
    samples: tuple[int, ...]


class Digest(NamedTuple):
    """What was counted: files of the same documents in any order give the same."""

    documents: int
    sites: int
    groups: int
    digest: str


def measured(engine: Engine, options: Options) -> Digest:
    """Make the tables of documents, sites and near-duplicates; return what the corpus is."""
    engine.table("units", "SELECT DISTINCT doc, site FROM documents")
    engine.table("sizes", "SELECT site, count(*) AS docs FROM units GROUP BY site")
    group(engine)
    engine.table(
        "members",
        "SELECT u.doc, u.site, coalesce(g.grp, u.doc) AS grp FROM units u LEFT JOIN grouped g ON g.doc = u.doc",
    )
    engine.table("sizes", "SELECT site, count(DISTINCT grp) AS docs FROM members GROUP BY site")
    documents, mixed, total, groups = engine.rows(
        "SELECT count(*), bit_xor(doc), sum(cast(doc AS DECIMAL(38, 0))), count(DISTINCT grp) FROM members"
    )[0]
    sites = engine.rows("SELECT count(*) FROM sizes")[0][0]
    from hashlib import sha256

    digest = sha256(f"{documents} {int(mixed or 0)} {int(total or 0)}".encode("ascii")).hexdigest()[:16]
    return Digest(int(documents), int(sites), int(groups), digest)


def sizes_of(engine: Engine) -> dict[str, int]:
    """Return site -> documents, near-duplicates counted once."""
    return {site: int(docs) for site, docs in engine.rows("SELECT site, docs FROM sizes")}


def counted(engine: Engine, options: Options) -> list[Counted]:
    """Return what recurs often enough, site by site and across sites, in no order."""
    least = options.min_documents
    engine.table(
        "seen",
        f"""SELECT p.*, m.grp FROM pieces p
            JOIN (SELECT piece FROM pieces GROUP BY piece HAVING count(*) >= {least}) h ON h.piece = p.piece
            JOIN members m ON m.doc = p.doc""",
    )
    # The paragraphs that are a document's own part its head from its tail.
    engine.table(
        "shared",
        f"""SELECT site, piece FROM seen WHERE kind = {LINE} AND (flags & {LONG}) > 0
            GROUP BY site, piece HAVING count(DISTINCT grp) >= {least}""",
    )
    engine.table(
        "bounds",
        f"""SELECT p.doc, min(p.line) AS begins, max(p.line) AS ends FROM pieces p
            LEFT JOIN shared s ON s.site = p.site AND s.piece = p.piece
            WHERE p.kind = {LINE} AND (p.flags & {LONG}) > 0 AND s.piece IS NULL GROUP BY p.doc""",
    )
    # A sentence is counted where the line around it is no notice itself.
    engine.table(
        "repeated",
        f"""SELECT DISTINCT s.doc, s.line FROM seen s JOIN
            (SELECT site, piece FROM seen WHERE kind = {LINE}
             GROUP BY site, piece HAVING count(DISTINCT grp) >= {least}) r
            ON r.site = s.site AND r.piece = s.piece WHERE s.kind = {LINE}""",
    )
    engine.table(
        "placed",
        f"""SELECT site, kind, piece, grp, min(s.doc) AS doc, min(raw) AS least_raw, max(raw) AS most_raw,
                   max(CASE WHEN s.line < begins THEN 1 ELSE 0 END) AS head,
                   max(CASE WHEN s.line >= begins AND s.line <= ends THEN 1 ELSE 0 END) AS body,
                   max(CASE WHEN s.line > ends THEN 1 ELSE 0 END) AS tail,
                   max({_flag(FIRST)}) AS first_line, max({_flag(BETWEEN)}) AS between_prose,
                   max({_flag(TABLE)}) AS table_row
            FROM seen s LEFT JOIN bounds b ON b.doc = s.doc
            LEFT JOIN repeated r ON r.doc = s.doc AND r.line = s.line AND s.kind = {SENTENCE}
            WHERE r.doc IS NULL GROUP BY site, kind, piece, grp""",
    )
    sums = """sum(head) AS head, sum(body) AS body, sum(tail) AS tail, sum(first_line) AS first_line,
              sum(between_prose) AS between_prose, sum(table_row) AS table_row,
              CASE WHEN min(least_raw) < max(most_raw) THEN 1 ELSE 0 END AS varies"""
    engine.table(
        "per_site",
        f"""SELECT p.site, p.kind, p.piece, count(*) AS docs, {sums}, 1 AS sites FROM placed p
            JOIN sizes s ON s.site = p.site
            GROUP BY p.site, p.kind, p.piece
            HAVING count(*) >= {least} AND count(*) >= {float(options.min_share)!r} * max(s.docs)""",
    )
    engine.table(
        "across",
        f"""SELECT '{ACROSS}' AS site, kind, piece, count(DISTINCT grp) AS docs, {sums}, count(DISTINCT site) AS sites
            FROM placed WHERE kind <> {NAMED} GROUP BY kind, piece
            HAVING count(DISTINCT site) >= {options.min_sites} AND count(DISTINCT grp) >= {least}""",
    )
    engine.table("candidates", "SELECT * FROM per_site UNION ALL SELECT * FROM across")
    samples = _samples(engine, options.samples)
    run_in = {
        (site, piece): int(docs)
        for site, piece, docs in engine.rows(
            f"""SELECT p.site, p.piece, count(*) FROM placed p JOIN per_site c
                ON c.site = p.site AND c.piece = p.piece AND c.kind = {LINE}
                WHERE p.kind = {SENTENCE} GROUP BY p.site, p.piece"""
        )
    }
    return [
        Counted(
            site=row[0],
            kind=int(row[1]),
            key=row[2],
            docs=int(row[3]),
            head=int(row[4]),
            body=int(row[5]),
            tail=int(row[6]),
            first=int(row[7]),
            between=int(row[8]),
            table=int(row[9]),
            varies=bool(row[10]),
            sites=int(row[11]),
            run_in=run_in.get((row[0], row[2]), 0),
            samples=samples[row[0], int(row[1]), row[2]],
        )
        for row in engine.rows(
            """SELECT site, kind, piece, docs, head, body, tail, first_line, between_prose, table_row, varies, sites
               FROM candidates"""
        )
    ]


def _flag(flag: int) -> str:
    return f"CASE WHEN (flags & {flag}) > 0 THEN 1 ELSE 0 END"


def _samples(engine: Engine, most: int) -> dict[tuple[str, int, int], tuple[int, ...]]:
    """Return for each candidate the documents that show it: those with the least numbers, so that few show many."""
    found: dict[tuple[str, int, int], list[int]] = {}
    for table, site in (("per_site", "p.site"), ("across", f"'{ACROSS}'")):
        of_site = "AND c.site = p.site" if table == "per_site" else ""
        for name, kind, key, doc in engine.rows(
            f"""SELECT site, kind, piece, doc FROM (
                    SELECT {site} AS site, p.kind, p.piece, p.doc,
                           row_number() OVER (PARTITION BY {site}, p.kind, p.piece ORDER BY p.doc) AS place
                    FROM placed p JOIN {table} c ON c.kind = p.kind AND c.piece = p.piece {of_site}
                ) q WHERE place <= {most}"""
        ):
            found.setdefault((name, int(kind), key), []).append(doc)
    return {key: tuple(sorted(docs)) for key, docs in found.items()}


def documents_of(engine: Engine, docs: Iterable[int]) -> dict[int, tuple[str, str, str]]:
    """Return doc -> (id, site, text) of some documents."""
    wanted = sorted(set(docs))
    out: dict[int, tuple[str, str, str]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = ", ".join(map(str, wanted[start : start + _AT_ONCE]))
        for doc, name, site, text in engine.rows(
            f"SELECT doc, min(id), min(site), min(text) FROM documents WHERE doc IN ({some}) GROUP BY doc"
        ):
            out[doc] = (name or "", site, bytes(text).decode("utf-8", "surrogatepass"))
    return out
