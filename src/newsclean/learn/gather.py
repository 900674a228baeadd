"""From counted pieces to a pack: words for each candidate, a verdict, a rule. The same whatever engine counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ahocorasick_rs import AhoCorasick

from newsclean.fold import fold
from newsclean.learn.count import ACROSS, Digest, counted, documents_of, measured, sizes_of
from newsclean.learn.engine import Engine
from newsclean.learn.express import Wording, express, spans_of
from newsclean.learn.join import SOFT, join
from newsclean.learn.judge import Known, Notice, judged, known, place_of
from newsclean.learn.keys import LINE, NAMED, SLOTS, shown
from newsclean.learn.options import Options
from newsclean.learn.pack import RARE, Held, Learned, Pack, Support, recurs
from newsclean.learn.texts import Texts
from newsclean.rules.model import Rule

__all__ = ["gather"]

_LOOKED = 5000  # documents in which it is looked for inside prose
_PROSE = 120


def gather(engine: Engine, options: Options) -> Pack:
    """Return the pack of what ``engine`` holds."""
    info = measured(engine, options)
    sizes = sizes_of(engine)
    candidates = sorted(counted(engine, options))
    texts = Texts(documents_of(engine, (doc for one in candidates for doc in one.samples)))
    found: dict[tuple[int, int], list[Notice]] = {}
    for one in candidates:
        doc = one.samples[0]
        key = texts.found(doc, one.kind, one.key).text
        of = sizes[one.site] if one.site != ACROSS else info.groups
        notice = Notice(one, one.docs / of, of, key, texts.words(doc, one.kind, one.key))
        found.setdefault((one.kind, one.key), []).append(notice)
    inside = _inside(engine, info, {notices[0].key for (kind, _), notices in found.items() if kind == LINE})
    learned: list[Learned] = []
    held: list[tuple[Held, Notice]] = []
    lines: dict[tuple[str, int], bool] = {}  # (site, key) of a line -> whether it is learned by itself
    inner: dict[tuple[str, int], int] = {}
    framed: set[tuple[int, ...]] = set()
    for (kind, key_), notices in sorted(found.items()):
        if kind == NAMED and all(not notice.counted.varies for notice in notices):
            continue  # the name is always the same: it is a line like any other
        about = known(notices[0].words)
        verdicts = [(notice, judged(notice, about, options.include)) for notice in notices]
        local = [n for n, reason in verdicts if reason is None and n.counted.site != ACROSS]
        good = local or [n for n, reason in verdicts if reason is None]
        if good:
            one_ = _learn(good, verdicts, about, texts, info, inside)
            if one_ is not None:
                if kind != NAMED or _is_new(good, framed):
                    learned.append(one_)
                if kind == LINE:
                    lines.update({(n.counted.site, key_): True for n in good})
                continue
            verdicts = [(notice, "rule") for notice in good]
        if kind == LINE:
            lines.update({(n.counted.site, key_): False for n, reason in verdicts if reason in SOFT})
            inner.update({(n.counted.site, key_): n.counted.docs for n, reason in verdicts if reason == "body"})
        held += _hold(verdicts, texts)
    joined, covered = join(engine, options, lines, inner, sizes, info)
    learned += joined
    if options.new_only:
        learned = [one for one in learned if not one.already]
    return Pack(
        learned=tuple(sorted(learned, key=_order)),
        held=tuple(sorted(one for one, n in held if (n.counted.site, n.counted.kind, n.counted.key) not in covered)),
        digest=info.digest,
        documents=info.documents,
        groups=info.groups,
        sites=info.sites,
        options=options.to_dict(),
    )


def _order(one: Learned) -> tuple[object, ...]:
    return (one.sites, ("head", "body", "tail", "mixed").index(one.position), -one.documents, one.rule.id)


def _is_new(notices: Sequence[Notice], framed: set[tuple[int, ...]]) -> bool:
    """Whether no other frame around names was learned for the same lines: "by ⟨name⟩" and "⟨name⟩" are one."""
    lines = tuple(doc for notice in notices for doc in notice.counted.samples) + tuple(n.counted.docs for n in notices)
    if lines in framed:
        return False
    framed.add(lines)
    return True


def _learn(
    notices: Sequence[Notice],
    verdicts: Sequence[tuple[Notice, str | None]],
    about: Known,
    texts: Texts,
    info: Digest,
    inside: dict[str, int],
) -> Learned | None:
    first = max(notices, key=lambda notice: (notice.counted.docs, notice.counted.site))
    counted_ = first.counted
    varies = any(notice.counted.varies for notice in notices)
    slotted = counted_.kind == NAMED or (varies and any(slot in first.key for slot in SLOTS))
    supports = tuple(sorted(Support(n.counted.site, n.counted.docs, n.size) for n in notices))
    samples = [(doc, texts.found(doc, counted_.kind, counted_.key)) for doc in counted_.samples]
    rare = first.share < RARE
    place = place_of(counted_)
    made = express(
        Wording(
            kind=counted_.kind,
            key=first.key,
            texts=tuple(dict.fromkeys(texts.words(doc, counted_.kind, counted_.key) for doc, _ in samples)),
            slotted=slotted,
            category=about.category,
            place=place,
            rare=rare,
            why=f"Recurs on {recurs(supports)}.",
            source=f"newsclean learn, corpus {info.digest}",
        )
    )
    if made is None:
        return None
    rule, pattern = made
    already = texts.removed(samples[0][0], samples[0][1].start, samples[0][1].end)
    return Learned(
        rule=rule,
        pattern=pattern,
        notice=_notice(first, slotted),
        supports=supports,
        position=place,
        samples=tuple((texts.name(doc), texts.context(doc, found.start, found.end)) for doc, found in samples),
        risks=tuple(_risks(notices, verdicts, rule, rare, slotted, inside, info)),
        already=(about.rule or "newsclean") if already else "",
    )


def _notice(notice: Notice, slotted: bool) -> str:
    return shown(notice.words, spans_of(notice.words, notice.counted.kind, notice.key) if slotted else [])


def _risks(
    notices: Sequence[Notice],
    verdicts: Sequence[tuple[Notice, str | None]],
    rule: Rule,
    rare: bool,
    slotted: bool,
    inside: dict[str, int],
    info: Digest,
) -> Iterable[str]:
    for reason in sorted({reason for notice, reason in verdicts if reason and notice.counted.site != ACROSS}):
        sites = [n.counted.site for n, why in verdicts if why == reason and n.counted.site != ACROSS]
        yield f"held back on {', '.join(sites[:3])}{' and more' if len(sites) > 3 else ''}: {reason}"
    run_in = sum(notice.counted.run_in for notice in notices)
    key = notices[0].key
    if run_in:
        yield f"also stands as a sentence inside a longer line on {run_in} documents"
    if inside.get(key):
        yield f"the same words stand inside paragraphs of prose on {inside[key]} of {_looked(info)} documents looked at"
    if rare:
        yield "rare on its site"
    if rule.scope == "span":
        yield "a sentence of a paragraph: the rest of the paragraph stays"
    if slotted:
        yield "whatever stands in its slots goes"
    if len(key.split()) == 1:
        yield "one word"


def _hold(verdicts: Sequence[tuple[Notice, str | None]], texts: Texts) -> Iterable[tuple[Held, Notice]]:
    reasons: dict[str, list[Notice]] = {}
    for notice, reason in verdicts:
        if reason is not None and not (notice.counted.site == ACROSS and len(verdicts) > 1):
            reasons.setdefault(reason, []).append(notice)
    for reason, notices in reasons.items():
        first = notices[0]
        doc = first.counted.samples[0]
        found = texts.found(doc, first.counted.kind, first.counted.key)
        held = Held(
            reason,
            _notice(first, first.counted.varies),
            tuple(sorted(Support(n.counted.site, n.counted.docs, n.size) for n in notices)),
            place_of(first.counted),
            texts.context(doc, found.start, found.end),
        )
        yield held, first


def _looked(info: Digest) -> int:
    return -(-info.documents // _step(info))


def _step(info: Digest) -> int:
    return max(1, info.documents // _LOOKED)


def _inside(engine: Engine, info: Digest, keys: set[str]) -> dict[str, int]:
    """Return key -> documents in which its words stand inside a paragraph; slots aside, in a part of the corpus."""
    literals = sorted(key for key in keys if not any(slot in key for slot in SLOTS) and len(key) >= 4)
    if not literals:
        return {}
    automaton = AhoCorasick(literals)
    counts: dict[str, int] = {}
    for _, text in engine.rows(f"SELECT doc, min(text) FROM documents WHERE doc % {_step(info)} = 0 GROUP BY doc"):
        here: set[int] = set()
        for line in fold(bytes(text).decode("utf-8", "surrogatepass")).split("\n"):
            if len(line) < _PROSE or line.rstrip()[-1:] not in (".", "!", "?", "\x02", '"', "\x03"):
                continue
            for number, start, end in automaton.find_matches_as_indexes(line, overlapping=True):
                if number in here or 2 * (end - start) > len(line):
                    continue
                if line[start - 1 : start].isalnum() or line[end : end + 1].isalnum():
                    continue
                here.add(number)
        for number in here:
            counts[literals[number]] = counts.get(literals[number], 0) + 1
    return counts
