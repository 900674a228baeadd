"""Runs of lines that recur together: what says too little alone ("A+", "Éco") is certain beside its neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from newsclean.learn.engine import Engine
from newsclean.learn.keys import LINE
from newsclean.learn.options import Options

__all__ = ["Run", "runs"]

_LONGEST = 40  # lines
_OFTEN = 0.3


class Run(NamedTuple):
    """Lines that stand one below the other, blank ones aside, on ``docs`` distinct documents of a site.

    Attributes:
        keys: of the lines.
        anchored: one of them was learned by itself.
        head, body, tail: on how many documents it stands there.
        samples: (document, number of its first line) of a few.
    """

    site: str
    keys: tuple[int, ...]
    docs: int
    anchored: bool
    head: int
    body: int
    tail: int
    samples: tuple[tuple[int, int], ...]


def runs(
    engine: Engine, options: Options, lines: Iterable[tuple[str, int, bool]], sizes: Mapping[str, int]
) -> list[Run]:
    """Return the runs of some lines that recur, in no order: of those that say too little, with a learned neighbour.

    Needs the tables that :func:`newsclean.learn.count.counted` makes.

    Args:
        lines: (site, key, whether it is learned by itself); of the others at least one is in each run.
    """
    values = ", ".join(f"({engine.quoted(site)}, {key}, {int(learned)})" for site, key, learned in sorted(lines))
    if not values:
        return []
    least = options.min_documents
    engine.table("eligible", f"SELECT * FROM (VALUES {values}) AS t (site, piece, learned)")
    engine.table(
        "stood",
        f"""SELECT q.*, lag(place) OVER (PARTITION BY doc ORDER BY place) AS before_place,
                   lag(piece) OVER (PARTITION BY doc ORDER BY place) AS before_piece
            FROM (SELECT DISTINCT s.doc, s.grp, s.site, s.line, s.place, s.piece, e.learned FROM seen s
                  JOIN eligible e ON e.site = s.site AND e.piece = s.piece WHERE s.kind = {LINE}) q""",
    )
    engine.table(
        "pairs",
        f"""SELECT site, before_piece, piece FROM stood WHERE before_place = place - 1
            GROUP BY site, before_piece, piece HAVING count(DISTINCT grp) >= {least}""",
    )
    engine.table(
        "islands",
        """SELECT doc, grp, site, line, place, piece, learned,
                  sum(fresh) OVER (PARTITION BY doc ORDER BY place) AS island
           FROM (SELECT s.*, CASE WHEN s.before_place = s.place - 1 AND p.piece IS NOT NULL THEN 0 ELSE 1 END AS fresh
                 FROM stood s LEFT JOIN pairs p
                 ON p.site = s.site AND p.before_piece = s.before_piece AND p.piece = s.piece) q""",
    )
    # Each learned line with the others that follow it, up to the next learned one; what stands before the first
    # learned line of a run goes with that.
    engine.table(
        "parts",
        """SELECT doc, grp, site, line, place, piece, learned, island,
                  sum(learned) OVER (PARTITION BY doc, island ORDER BY place) AS part FROM islands""",
    )
    engine.table(
        "strings",
        f"""SELECT i.site, i.doc, i.grp, i.keys, i.line, i.learned,
                   CASE WHEN i.line < b.begins THEN 1 ELSE 0 END AS head,
                   CASE WHEN i.line >= b.begins AND i.line <= b.ends THEN 1 ELSE 0 END AS body,
                   CASE WHEN i.line > b.ends THEN 1 ELSE 0 END AS tail
            FROM (SELECT site, doc, grp, island, part, {engine.strung("piece", "place")} AS keys, min(line) AS line,
                         max(learned) AS learned
                  FROM (SELECT * FROM parts UNION ALL
                        SELECT doc, grp, site, line, place, piece, learned, island, 0 AS part
                        FROM parts WHERE part = 1 AND learned = 1) u
                  GROUP BY site, doc, grp, island, part
                  HAVING min(learned) = 0 AND count(*) >= 3 - max(learned) AND count(*) <= {_LONGEST}) i
            LEFT JOIN bounds b ON b.doc = i.doc""",
    )
    engine.table(
        "recurring",
        f"""SELECT site, keys, count(DISTINCT grp) AS docs, max(learned) AS learned,
                   sum(head) AS head, sum(body) AS body, sum(tail) AS tail
            FROM strings GROUP BY site, keys HAVING count(DISTINCT grp) >= {least}""",
    )
    samples: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for site, keys, doc, line in engine.rows(
        f"""SELECT site, keys, doc, line FROM (
                SELECT s.site, s.keys, s.doc, s.line,
                       row_number() OVER (PARTITION BY s.site, s.keys ORDER BY s.doc, s.line) AS place
                FROM strings s JOIN recurring r ON r.site = s.site AND r.keys = s.keys
            ) q WHERE place <= {options.samples}"""
    ):
        samples.setdefault((site, keys), []).append((doc, int(line)))
    return [
        Run(
            site,
            tuple(map(int, keys.split(","))),
            int(docs),
            bool(learned),
            int(head),
            int(body),
            int(tail),
            tuple(sorted(samples[site, keys])),
        )
        for site, keys, docs, learned, head, body, tail in engine.rows(
            "SELECT site, keys, docs, learned, head, body, tail FROM recurring"
        )
        if learned or docs >= _OFTEN * sizes[site]
    ]
