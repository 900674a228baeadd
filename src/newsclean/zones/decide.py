"""From zones to cuts: which lines go, and under which marker's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from newsclean.document import Document
from newsclean.rules.cuts import Cut
from newsclean.rules.decide import spared_lines
from newsclean.rules.engine import Match
from newsclean.rules.model import HINT
from newsclean.rules.vetoes import said
from newsclean.sentences import another_begins
from newsclean.zones.evidence import Evidence, line_evidence, matched_evidence
from newsclean.zones.features import observations, seen_of
from newsclean.zones.model import ARTICLE, ZONES, Vector, Weights, probabilities, weights
from newsclean.zones.pieces import short_ends
from newsclean.zones.shapes import LONG, Shape, shape_of
from newsclean.zones.wording import wording

__all__ = ["PROSE", "Taken", "taken", "zone_cuts"]


class Taken(NamedTuple):
    """What the zones say of one line: whether it goes, in which zone, and below which marker."""

    goes: bool
    zone: str
    rule: str
    category: str


def taken(
    evidence: Sequence[Evidence],
    shapes: Sequence[Shape],
    chances: Sequence[Sequence[float]],
    level: str,
    model: Weights,
) -> list[Taken]:
    """Return for each line whether it goes at ``level``.

    A line goes when the probability that it is not the article passes the threshold of the level. A line that reads
    like prose needs more: a higher threshold. Below ``aggressive`` a run of lines that go needs a marker (a line that a
    rule covers), and a sentence that no rule fits two of them above it, not counting what stands between paragraphs; on
    the line of a paragraph that stays it must be worded like a notice. Pieces of one sentence stay or go together.

    Args:
        evidence: what rules say of each line.
        shapes: what each line looks like.
        chances: for each line the probability of each zone.
    """
    threshold, prose = model.thresholds[level], model.prose_thresholds[level]
    like_prose = [(s.kind in PROSE or e.part != "") and e.covered < 3 for e, s in zip(evidence, shapes, strict=True)]
    goes = [
        e.cut >= 4 or 1.0 - p[ARTICLE] > (prose if like else threshold)
        for e, p, like in zip(evidence, chances, like_prose, strict=True)
    ]
    if level != "aggressive":
        for i in list(_broken(evidence, shapes, goes)):
            goes[i] = False
        for i in list(_titles(evidence, shapes, goes)):
            goes[i] = False
        for i in list(_in_paragraphs(evidence, shapes, goes)):
            goes[i] = False
        for i in list(_without_marks(evidence, shapes, goes)):
            goes[i] = False
    if _too_much(evidence, shapes, goes):
        goes = [g and not (like and e.cut < 4) for g, like, e in zip(goes, like_prose, evidence, strict=True)]
    out: list[Taken] = []
    rule = category = ""
    start = 0
    for i, (e, p) in enumerate(zip(evidence, chances, strict=True)):
        if goes[i] and (not i or not goes[i - 1]):  # a run begins: its first marker names what stands above it
            start = i
            first = next((f for f in _run(evidence, goes, i) if _marks(f)), None)
            rule, category = (first.rule, first.category) if first else ("", "")
        if i > start and goes[i] and _marks(e):
            rule, category = e.rule, e.category
        h, _, n, t = p
        out.append(Taken(goes[i], _OTHERS[0 if h >= n and h >= t else 1 if n >= t else 2], rule, category))
    return out


_OTHERS = tuple(zone for zone in ZONES if zone != ZONES[ARTICLE])


def _without_marks(evidence: Sequence[Evidence], shapes: Sequence[Shape], goes: Sequence[bool]) -> Iterator[int]:
    """Yield the lines of runs that hold no marker, and the sentences worded like an article's that have less than two
    markers above them in their run.

    A list of ingredients looks like a menu; a page that ends with the last short sentences of its article behind an
    insert looks like a page that ended. So markers of what stands between paragraphs count for the run, not for them.
    """
    run: list[int] = []
    marks = ends = 0.0  # in the run so far: all, and those of what stands behind an article; a hint counts half
    marked = -1  # the line of the last one: two pieces of a line that was cut are one
    for i, (e, shape, g) in enumerate(zip(evidence, shapes, goes, strict=True)):
        if not g:
            run, marks, ends = [], 0.0, 0.0
            continue
        if _marks(e) or e.cut >= 4:
            if e.line != marked:
                counts = 0.5 if e.level == HINT else 1.0
                marks += counts
                ends += 0.0 if e.category in _BETWEEN else counts
            marked = e.line
        elif shape.wording >= _WORDED_SURE and shape.words >= _WORDED_WORDS:
            marks += 0.5
            ends += 0.5
        elif (
            ends < _MARKS
            and shape.kind in ("sentence", "prose")
            and "reader" not in shape.facts
            and shape.wording < _WORDED
        ):
            yield i
        else:
            run.append(i)
        if not marks and (i + 1 == len(goes) or not goes[i + 1]):
            yield from run


def _in_paragraphs(evidence: Sequence[Evidence], shapes: Sequence[Shape], goes: Sequence[bool]) -> Iterator[int]:
    """Yield the sentences that no rule fits, on a line of which the piece beside them stays, unless they are worded
    like a notice: what stands below a paragraph says nothing of its last sentence."""
    for i, (e, shape) in enumerate(zip(evidence, shapes, strict=True)):
        if goes[i] and e.part and not e.level and shape.kind in PROSE and shape.wording < _WORDED_BESIDE:
            beside = (k for k in (i - 1, i + 1) if 0 <= k < len(goes) and evidence[k].line == e.line)
            if any(not goes[k] for k in beside):
                yield i


def _broken(evidence: Sequence[Evidence], shapes: Sequence[Shape], goes: Sequence[bool]) -> Iterator[int]:
    """Yield the lines that no rule covers of sentences in pieces of which a longer piece stays."""
    start = 0
    for i in range(1, len(goes) + 1):
        if i < len(goes) and evidence[i].goes_on:
            continue
        if i - start > 1 and any(not goes[k] and shapes[k].words >= _PIECE for k in range(start, i)):
            yield from (k for k in range(start, i) if goes[k] and evidence[k].cut < 4 and not _marks(evidence[k]))
        start = i


_PIECE = 4  # words


def _too_much(evidence: Sequence[Evidence], shapes: Sequence[Shape], goes: Sequence[bool]) -> bool:
    """Whether most of the prose would go: then the zones are wrong about where the article is, and take none."""
    prose = gone = 0
    for e, shape, g in zip(evidence, shapes, goes, strict=True):
        if shape.kind == "prose" and e.covered < 3:
            prose += e.end - e.start
            gone += (e.end - e.start) * g
    return 2 * gone > prose


def _titles(evidence: Sequence[Evidence], shapes: Sequence[Shape], goes: Sequence[bool]) -> Iterator[int]:
    """Yield the lines above the first paragraph that stays which may be its title and standfirst.

    The two nearest that no rule covers, that are as long as a title and hold no date, at most twelve lines up; none
    where such a line stays anyway.
    """
    first = next((i for i, shape in enumerate(shapes) if shape.kind == "prose" and not goes[i]), 0)
    found: list[int] = []
    for i in range(first - 1, max(-1, first - 1 - _TITLE_REACH), -1):
        e, shape = evidence[i], shapes[i]
        fits = shape.kind in _TITLES and "dated" not in shape.facts and e.end - e.start >= _TITLE_SHORTEST
        if fits and e.covered < 2:
            if not goes[i]:
                return
            found.append(i)
    yield from found[:_TITLES_KEPT]


def _run(evidence: Sequence[Evidence], goes: Sequence[bool], start: int) -> Iterator[Evidence]:
    for i in range(start, len(evidence)):
        if not goes[i]:
            return
        yield evidence[i]


def _marks(e: Evidence) -> bool:
    return e.covered >= 2 and e.category != ""


_WORDED = 6  # a sentence worded in this step or above is no article's
_WORDED_SURE = 9  # what is worded so is a marker, as a hint is
_WORDED_WORDS = 2  # and has so many words: a single one says little
_WORDED_BESIDE = 8  # a sentence on a paragraph's line that is worded so is a notice's
_MARKS = 2  # markers above a sentence that goes with them
#: The categories of what stands between two paragraphs: behind it the article may go on.
_BETWEEN = frozenset(
    ("ads", "credit", "crosslink", "embed", "live", "newsletter", "paywall", "promo", "share", "source", "video")
)
_TITLES = ("title", "question", "sentence", "prose", "block", "caps")
_TITLE_SHORTEST = 12  # code points
_TITLE_REACH = 12
_TITLES_KEPT = 2

#: Shapes that prose has too.
PROSE = ("prose", "sentence", "question", "block")


def zone_cuts(
    document: Document,
    matches: Sequence[Match],
    cuts: Sequence[Cut],
    level: str,
    categories: Mapping[str, int],
    model: Weights | None = None,
) -> list[Cut]:
    """Return the lines that the zones take, as whole-line cuts.

    Args:
        matches: where rules fit, hints included.
        cuts: what the rules cut already.
        level: a level without a threshold in the model has no zones.
        categories: a line is taken only if the category of its marker is one of these.

    The rule of a cut is ``zone/<zone>:<rule of the marker>``: of the line itself, or of the last line above it in
    the same zone that a rule covers; without one, ``zone/<zone>``.
    """
    model = model or weights()
    if level not in model.thresholds:
        return []
    if level != "aggressive" and not cuts and not any(map(_marks, matched_evidence(document, matches))):
        return []  # no run of lines without a marker goes, and most documents have no marker
    evidence = line_evidence(document, matches, cuts)
    if level != "aggressive" and not any(e.cut >= 4 or _marks(e) for e in evidence):
        return []
    shapes, looks = _shapes(document, evidence, model)
    chances = probabilities(observations(document, evidence, shapes), model, looks)
    out: list[Cut] = []
    takes = taken(evidence, shapes, chances, level, model)
    for i, (e, shape, line_taken) in enumerate(zip(evidence, shapes, takes, strict=True)):
        if line_taken.goes and e.cut < 4 and not (level != "aggressive" and _is_told(document, e, shape)):
            if level != "aggressive" and e.level in ("", HINT):
                if _is_spoken(document, e):
                    continue
                if i and i + 1 == len(takes) and not takes[i - 1].goes and _breaks_off(document, e, shape):
                    continue
            if e.part == "last" and not takes[i - 1].goes and _is_one_of_many(document, evidence[i - 1], e):
                continue
            category = line_taken.category or ("nav" if line_taken.zone == "head" else "other")
            if category in categories:
                line = document.lines[e.line]
                rule = f"zone/{line_taken.zone}:{line_taken.rule}" if line_taken.rule else f"zone/{line_taken.zone}"
                start, end = (e.start, e.end) if e.part else (line.inner, line.outer)
                out.append(Cut(start, end, e.line, rule, category))
    if out and level != "aggressive":
        spared = spared_lines(document, matches, {cut.line for cut in out}) | _captions(document, matches, cuts)
        out = [cut for cut in out if cut.line not in spared]
    return out


def _is_one_of_many(document: Document, before: Evidence, last: Evidence) -> bool:
    """Whether no rule fits the last sentence of a line, which stands apart for its looks, as those before it would.

    A line of short sentences would lose one after the other, round by round and each time that the text is cleaned.
    """
    if last.level or before.part != "main":
        return False
    return short_ends(document.text, before.start, before.end, _SHORT_ENDS) == _SHORT_ENDS


def _is_told(document: Document, e: Evidence, shape: Shape) -> bool:
    """Whether the sentence says who said it, and no rule but hints fits it: then it is the article's."""
    if shape.kind not in ("sentence", "prose") or e.level not in ("", HINT):
        return False
    return said(document, e.start, e.start, e.end, e.end)


def _is_spoken(document: Document, e: Evidence) -> bool:
    """Whether it stands in a quotation of several sentences that begins its line: titles are not so long."""
    plain, line = document.plain, document.lines[e.line]
    if plain[line.inner] != "\x01":
        return False
    end = plain.find("\x02", line.inner, line.outer)
    end = line.outer if end < 0 else end
    return e.start < end and end - line.inner >= _SPOKEN and another_begins(plain, line.inner, end)


def _breaks_off(document: Document, e: Evidence, shape: Shape) -> bool:
    """Whether the last words of the document are a sentence that was cut off, as where a text may have so many
    characters."""
    if document.plain[e.end - 1] in _STOPS or shape.wording > _BROKEN_OFF:
        return False
    return e.part == "last" or shape.kind in PROSE


_STOPS = ".!?\x02\"')"
_BROKEN_OFF = 8  # what is worded more like a notice is one, glued to the article
_SPOKEN = 100  # code points


def _captions(document: Document, matches: Sequence[Match], cuts: Sequence[Cut]) -> set[int]:
    """Return the lines that are captions: a rule cut the credit at their end, no rule but hints fits what stands before
    it, and that reads like words of the article."""
    ruled = {match.line for match in matches if match.rule.category != "credit" and match.rule.level != HINT}
    out: set[int] = set()
    for cut in cuts:
        line = document.lines[cut.line]
        if cut.category == "credit" and cut.end >= line.outer and cut.line not in ruled and cut.start > line.inner:
            words = document.plain[line.inner : cut.start].split()
            lower = sum(word[0].islower() for word in words)
            step = wording(document.folded[line.inner : cut.start])
            if len(words) >= _CAPTION_WORDS and 2 * lower >= len(words) and step <= _CAPTION_WORDED:
                out.add(cut.line)
    return out


_SHORT_ENDS = 4  # so many may be notices behind a paragraph; the rounds of a pipeline take them one by one
_CAPTION_WORDS = 5
_CAPTION_WORDED = 9  # a short line without a stop is soon worded like a notice

_NOTICE = 160  # code points up to which a line may well stand in other documents too
_NOTICES = 8192  # so many of their shapes are remembered
_REMEMBERED = 2000  # code points of a line from which it is not worth remembering


def _shapes(document: Document, evidence: Sequence[Evidence], model: Weights) -> tuple[list[Shape], list[Vector]]:
    """Return the shape of each line and what the model makes of its look.

    Those of the short lines looked at last, in whatever document, are known; in this one, those of all.
    """
    plain = document.plain
    known = model.looks
    here: dict[str, tuple[Shape, Vector]] = document.memory.setdefault(_shapes, {}) if model is weights() else {}
    shapes: list[Shape] = []
    looks: list[Vector] = []
    for e in evidence:
        start, end = e.start, e.end
        size = end - start
        memory = known if size <= _NOTICE else here
        line = plain[start:end] if size <= _REMEMBERED else ""
        seen = memory.get(line) if line else None
        if seen is None:
            shape = shape_of(document, start, end)
            seen = shape, model.known(seen_of(shape, size >= LONG))
            if line:
                if len(memory) >= _NOTICES:
                    memory.clear()
                memory[line] = seen
        shapes.append(seen[0])
        looks.append(seen[1])
    return shapes, looks
