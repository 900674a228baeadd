"""Near-duplicate documents: MinHash over the sentences that are a document's own, by ``rensa``; then groups, by SQL.

What stands on most pages of a site says nothing about whether two of them are one article, so it is left out. Two
documents of which 70 % of the sentences are the same meet with a probability of 0.87, of which 30 %, 0.01.
"""

from __future__ import annotations

from hashlib import blake2b

from newsclean.learn.engine import Batches, Engine, require
from newsclean.learn.keys import OWN

__all__ = ["BANDS", "ROWS", "group"]

BANDS, ROWS = 16, 6
_SEED = 20261
_FEWEST = 4  # sentences of its own from which a document is compared
_ROUNDS = 20


def signatures(batches: Batches) -> Batches:
    """Map (doc, [key]) to (band, doc), one row for each band."""
    rensa, arrow = require("rensa"), require("pyarrow")
    for batch in batches:
        bands: list[int] = []
        docs: list[int] = []
        for doc, keys in zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True):
            minhash = rensa.RMinHash(num_perm=BANDS * ROWS, seed=_SEED)
            minhash.update([str(key) for key in sorted(set(keys))])
            found = minhash.digest()
            for band in range(BANDS):
                rows = repr((band, *found[band * ROWS : (band + 1) * ROWS])).encode("ascii")
                bands.append(int.from_bytes(blake2b(rows, digest_size=8).digest(), "little", signed=True))
                docs.append(doc)
        yield arrow.RecordBatch.from_arrays(
            [arrow.array(bands, arrow.int64()), arrow.array(docs, arrow.int64())], names=["band", "doc"]
        )


def group(engine: Engine) -> None:
    """Make the table ``grouped`` (doc, grp) of the documents that are near-duplicates; ``grp`` is their least doc.

    Needs the tables ``pieces``, ``units`` (doc, site) and ``sizes`` (site, docs).
    """
    engine.table(
        "everywhere",
        f"""SELECT p.site, p.piece FROM
            (SELECT site, piece, count(DISTINCT doc) AS docs FROM pieces WHERE (flags & {OWN}) > 0
             GROUP BY site, piece HAVING count(*) > 2) p
            JOIN sizes s ON s.site = p.site
            WHERE (s.docs >= 5 AND p.docs * 10 >= s.docs * 6) OR (p.docs >= 50 AND p.docs * 10 >= s.docs * 3)""",
    )
    engine.mapped(
        "bands",
        f"""SELECT p.doc, {engine.listed("p.piece")} AS keys FROM pieces p
            LEFT JOIN everywhere e ON e.site = p.site AND e.piece = p.piece
            WHERE (p.flags & {OWN}) > 0 AND e.piece IS NULL
            GROUP BY p.doc HAVING count(DISTINCT p.piece) >= {_FEWEST}""",
        signatures,
        {"band": "BIGINT", "doc": "BIGINT"},
    )
    engine.table(
        "links",
        """SELECT DISTINCT b.doc, m.least FROM bands b
           JOIN (SELECT band, min(doc) AS least FROM bands GROUP BY band HAVING count(DISTINCT doc) > 1) m
           ON m.band = b.band WHERE b.doc <> m.least""",
    )
    engine.table("sides", "SELECT doc AS a, least AS b FROM links UNION SELECT least AS a, doc AS b FROM links")
    engine.table("grouped", "SELECT a AS doc, least(a, min(b)) AS grp FROM sides GROUP BY a")
    for _ in range(_ROUNDS):
        engine.table(
            "next_grouped",
            """SELECT doc, min(grp) AS grp FROM (
                   SELECT doc, grp FROM grouped
                   UNION ALL SELECT s.a AS doc, g.grp FROM sides s JOIN grouped g ON g.doc = s.b
               ) u GROUP BY doc""",
        )
        changed = engine.rows(
            "SELECT count(*) FROM next_grouped n JOIN grouped g ON g.doc = n.doc WHERE g.grp <> n.grp"
        )[0][0]
        engine.table("grouped", "SELECT doc, grp FROM next_grouped")
        if not changed:
            break
