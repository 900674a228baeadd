"""Runs of lines to rules: what is held back alone, for it says too little, and is learned beside its neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from newsclean.learn.count import Digest, documents_of
from newsclean.learn.engine import Engine
from newsclean.learn.express import Wording, express
from newsclean.learn.judge import Known, known, settled
from newsclean.learn.keys import LINE, SLOTS, Found
from newsclean.learn.options import Options
from newsclean.learn.pack import RARE, Learned, Support, recurs
from newsclean.learn.runs import Run, runs
from newsclean.learn.texts import Texts

__all__ = ["SOFT", "join"]

#: Reasons that a run of lines can outweigh.
SOFT = ("short", "body")
_MOSTLY = 0.8


def join(
    engine: Engine,
    options: Options,
    lines: Mapping[tuple[str, int], bool],
    inner: Mapping[tuple[str, int], int],
    sizes: Mapping[str, int],
    info: Digest,
) -> tuple[list[Learned], set[tuple[str, int, int]]]:
    """Return the rules for runs of lines, and the lines (site, kind, key) that need none of their own any more.

    Args:
        lines: (site, key) -> whether it is learned by itself.
        inner: (site, key) -> documents, of the lines that stand inside articles: those must stand in the run and
            hardly anywhere else, or a subhead below an insert would go with it.
    """
    sites = {site for (site, _), learned in lines.items() if not learned}
    found = runs(engine, options, ((s, key, known_) for (s, key), known_ in lines.items() if s in sites), sizes)
    texts = Texts(documents_of(engine, (doc for run in found for doc, _ in run.samples)))
    groups: dict[tuple[int, ...], list[Run]] = {}
    for run in sorted(found):
        if any(run.docs < _MOSTLY * inner.get((run.site, key), 0) for key in run.keys):
            continue
        groups.setdefault(run.keys, []).append(run)
    learned: list[Learned] = []
    covered: dict[tuple[str, int, int], int] = {}
    for keys, same in sorted(groups.items()):
        one = _learn(keys, same, texts, sizes, info)
        if one is not None:
            learned.append(one)
            for run in same:
                for key in keys:
                    covered[run.site, LINE, key] = covered.get((run.site, LINE, key), 0) + run.docs
    return learned, {line for line, docs in covered.items() if docs >= options.min_documents}


def _learn(
    keys: Sequence[int], same: Sequence[Run], texts: Texts, sizes: Mapping[str, int], info: Digest
) -> Learned | None:
    first = max(same, key=lambda run: (run.docs, run.site))
    supports = tuple(sorted(Support(run.site, run.docs, sizes[run.site]) for run in same))
    share = max(support.share for support in supports)
    spans = [(doc, *texts.run(doc, line, len(keys))) for doc, line in first.samples]
    pieces = texts.lines(first.samples[0][0], first.samples[0][1], len(keys))
    about = _category(texts, first.samples[0][0], pieces)
    rare = share < RARE
    place = settled(first.docs, {"head": first.head, "body": first.body, "tail": first.tail})
    slotted = any(slot in piece.text for piece in pieces for slot in SLOTS)
    made = express(
        Wording(
            kind=LINE,
            key="\n".join(piece.text for piece in pieces),
            texts=tuple(dict.fromkeys(texts.squeezed(doc, start, end) for doc, start, end in spans)),
            slotted=slotted,
            category=about.category,
            place=place,
            rare=rare,
            why=f"{len(keys)} lines that recur together on {recurs(supports)}.",
            source=f"newsclean learn, corpus {info.digest}",
        )
    )
    if made is None:
        return None
    rule, pattern = made
    doc, start, end = spans[0]
    return Learned(
        rule=rule,
        pattern=pattern,
        notice=texts.squeezed(doc, start, end).replace("\n", " / "),
        supports=supports,
        position=place,
        samples=tuple((texts.name(doc), texts.context(doc, start, end)) for doc, start, end in spans),
        risks=("rare on its site",) if rare else (),
        already="newsclean" if texts.removed(doc, start, end) else "",
    )


def _category(texts: Texts, doc: int, pieces: Sequence[Found]) -> Known:
    best = Known()
    for piece in pieces:
        about = known(texts.text(doc)[piece.start : piece.end])
        if about.rule and (not best.rule or (about.sure and not best.sure)):
            best = about
    return best
