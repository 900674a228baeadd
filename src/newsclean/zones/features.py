"""What is seen of each line, as named features: what rules fit it, what it looks like, what stands around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from typing import Any, TypeAlias

from newsclean.document import Document
from newsclean.rules.decide import long_prose
from newsclean.zones.evidence import Evidence
from newsclean.zones.shapes import LONG, Shape

__all__ = ["Observation", "features", "look", "observations"]

_WHOLE = ("", "main")  # parts that can be a paragraph
_QUOTE_REACH = 600  # code points
_LONGER_WORD = re.compile("[a-z]{5,40}")


#: Something seen of a line: a function that names its features, and what it is told.
Observation: TypeAlias = tuple[Callable[..., list[str]], *tuple[Any, ...]]


def features(document: Document, evidence: Sequence[Evidence], shapes: Sequence[Shape]) -> list[list[str]]:
    """Return for each line of ``evidence``, whose shapes are ``shapes``, the names of its features, in order.

    Cost: linear in the number of lines; long lines cost no more than short ones.
    """
    return [
        [*look(shape, e.end - e.start >= LONG), *(name for say, *told in seen for name in say(*told))]
        for e, shape, seen in zip(evidence, shapes, observations(document, evidence, shapes), strict=True)
    ]


def observations(document: Document, evidence: Sequence[Evidence], shapes: Sequence[Shape]) -> list[list[Observation]]:
    """Return for each line what is seen of it, in order, but for its :func:`look`.

    What is seen comes in few kinds, so that what the model makes of it can be looked up: :mod:`..model`.
    """
    count = len(evidence)
    if not count:
        return []
    prose = [i for i, e in enumerate(evidence) if e.part in _WHOLE and e.covered < 3 and long_prose(document, e.line)]
    paragraphs = set(prose[:_PARAGRAPHS])
    first, last = (prose[0], prose[-1]) if prose else (count, -1)
    folded = document.folded
    repeated = _repeated(folded, evidence)
    strong = [e.covered >= 3 or e.cut >= 3 for e in evidence]
    kinds = [shape.kind for shape in shapes]
    gaps = [_GAPS[min(2, abs(b.line - a.line))] for a, b in pairwise(evidence)]  # behind each line but the last
    out: list[list[Observation]] = []
    marker, distance = "", 99  # the last line that a rule covers, and how many lines ago
    density = _density(evidence)
    topics = _topics(document, evidence, prose)
    tones = [_TONES[shape.wording] for shape in shapes]
    worded = _worded_near(shapes)
    rows = _rows(shapes, strong)
    ruled = _bucket(sum(strong)) if any(strong) else "0"
    thread = 0  # lines so far that rules take for a comment's
    above = 0  # lines that rules cover, since the start or the last long paragraph
    for i, e in enumerate(evidence):
        _, start, end, part, category, _, level, covered, cut, goes_on = e
        shape, kind, ruled_here = shapes[i], kinds[i], strong[i]
        size = _bucket(shape.words)
        place = "only" if last < 0 else "head" if i < first else "tail" if i > last else "body"
        far = _bucket(i - last) if place == "tail" else _bucket(first - i) if place == "head" else ""
        if ruled_here:
            above += 1
        elif kind == "prose" and shape.words > 20:
            above = 0
        since = marker if marker and distance <= 12 and not category else ""
        seen: list[Observation] = [
            (_standing, place, kind, _shared(shape, topics, i in paragraphs), far, size),
            (_between, kind, size, kinds[i - 1] if i else "edge", kinds[i + 1] if i + 1 < count else "edge"),
            (_above, place, kind, min(above, 3), ruled, category != ""),
        ]
        if cut or category:
            seen.append((_ruling, category, level, covered, cut, kind))
        if i == 0 or i == count - 1:
            seen.append((_edges, i == 0, i == count - 1))
        if part:
            seen.append((_parting, part, kind, level, covered, _quoted(folded, e, document)))
        if i:
            seen.append((_neighbour, "before", kinds[i - 1], strong[i - 1], kind, gaps[i - 1], i > 1 and strong[i - 2]))
        else:
            seen.append((_no_neighbour, "before"))
        if i + 1 < count:
            beyond = i + 2 < count and strong[i + 2]
            seen.append((_neighbour, "after", kinds[i + 1], strong[i + 1], kind, gaps[i], beyond))
        else:
            seen.append((_no_neighbour, "after"))
        seen.append((_threaded, min(3, thread), kind, place) if thread else (_unthreaded,))
        again = end - start < _REPEATED and folded[start:end] in repeated if repeated else False
        seen.append((_around, again, since, _bucket(distance) if since else "", kind, density[i]))
        own = tones[i]
        seen.append((_worded, shape.wording, kind, place))
        seen.append((_worded_under_rules, shape.wording, part, level, covered))
        neighbours = tones[i - 1] if i else "edge", tones[i + 1] if i + 1 < count else "edge"
        seen.append((_worded_beside, *neighbours, own, kind, place))
        seen.append((_worded_around, *worded[i], own, kind))
        below = evidence[i + 1].goes_on if i + 1 < count else 0
        if goes_on or below:
            seen.append((_joined, goes_on, below, own, kind))
        together = rows[i]
        if together is not None:
            seen.append((_sheet, *together, own, kind, place))
        out.append(seen)
        if covered >= 3:
            if category == "comment":
                thread += 1
            marker, distance = category, 0
        elif kind == "prose" and shape.words > 40:
            marker = ""
        distance += 1
    return out


_PARAGRAPHS = 40  # long ones from the beginning that tell what the article is about
_REPEATED = 200  # code points of a line that may stand twice in a document
_GAPS = ("same", "tight", "")


def _repeated(folded: str, evidence: Sequence[Evidence]) -> set[str]:
    """Return the short lines that stand in the document more than once."""
    short = [folded[e.start : e.end] for e in evidence if e.end - e.start < _REPEATED]
    if len(set(short)) == len(short):
        return set()
    return {line for line, copies in Counter(short).items() if copies > 1}


def look(shape: Shape, long: bool) -> list[str]:
    """What the line looks like, and how like a notice it is worded."""
    say, *told = seen_of(shape, long)
    return say(*told)


def seen_of(shape: Shape, long: bool) -> Observation:
    """Return the look of a line as something seen of it."""
    return (_look, shape.kind, shape.facts, shape.glue, _bucket(shape.words), shape.wording, long)


def _look(kind: str, facts: tuple[str, ...], glue: int, words: str, wording: int, long: bool) -> list[str]:
    names = ["bias", f"kind={kind}", *(f"fact={fact}" for fact in facts), f"glue={glue}", f"words={words}"]
    names += [f"worded={wording}", f"worded={wording}&kind={kind}", f"worded={wording}&long={int(long)}"]
    return names


def _standing(place: str, kind: str, shared: str, far: str, words: str) -> list[str]:
    """Where the line stands beside the paragraphs, and how much of their words it uses."""
    names = [
        f"place={place}",
        f"place={place}&kind={kind}",
        f"shared={shared}",
        f"{place}&shared={shared}",
        f"kind={kind}&shared={shared}",
        f"{place}&kind={kind}&words={words}",
    ]
    return [*names, f"{place}={far}"] if far else names


def _between(kind: str, words: str, before: str, after: str) -> list[str]:
    """What stands on both sides: a long line without a stop between two paragraphs is seldom a subhead."""
    return [f"between={before}&{after}", f"between={before}&{after}&kind={kind}", f"{kind}&{words}&{before}&{after}"]


def _above(place: str, kind: str, above: int, ruled: str, own: bool) -> list[str]:
    """What rules say of the lines above and of the document."""
    names = [f"{place}&above={above}&kind={kind}", f"{place}&ruled={ruled}"]
    return names if own else [*names, f"{place}&unruled&above={above}"]


def _ruling(category: str, level: str, covered: int, cut: int, kind: str) -> list[str]:
    """What rules say of the line."""
    names = [f"cut={cut}"] if cut else []
    if category:
        names += [f"rule={category}", f"level={level}&covered={covered}", f"level={level}&kind={kind}"]
    return names


def _parting(part: str, kind: str, level: str, covered: int, inside: bool) -> list[str]:
    """Where in its line a sentence stands that is judged apart."""
    if not part:
        return []
    names = [f"part={part}", f"part={part}&kind={kind}", f"part={part}&level={level}&covered={covered}"]
    return [*names, f"part={part}&quoted"] if inside else names


def _quoted(folded: str, e: Evidence, document: Document) -> bool:
    """Whether a quotation opened before the sentence on its line and is still open."""
    start = max(document.lines[e.line].start, e.start - _QUOTE_REACH)
    opened = folded.rfind("\x01", start, e.start)
    return opened >= 0 and folded.find("\x02", opened, e.start) < 0


def _edges(first: bool, last: bool) -> list[str]:
    return ["first"] * first + ["last"] * last


def _neighbour(name: str, kind: str, ruled: bool, own: str, gap: str, next_ruled: bool) -> list[str]:
    """Shape and evidence of the neighbours, and whether blank lines part them."""
    names = [f"{name}={kind}"]
    if ruled:
        names += [f"{name}=ruled", f"{name}=ruled&kind={own}"]
    if gap:
        names.append(f"{name}={gap}")
    if next_ruled:
        names.append(f"{name}2=ruled")
    return names


def _no_neighbour(name: str) -> list[str]:
    return [f"{name}=edge"]


def _threaded(lines: int, kind: str, place: str) -> list[str]:
    """How much of a thread of comments stands above: its posts read like prose, and it goes on to the end."""
    return [f"thread={lines}", f"thread={lines}&kind={kind}", f"thread={lines}&{place}"]


def _unthreaded() -> list[str]:
    return ["thread=0"]


def _around(repeated: bool, since: str, distance: str, kind: str, density: int) -> list[str]:
    """What stands farther away: the same line again, the last marker, how many lines around are ruled."""
    names = ["repeated"] if repeated else []
    if since:
        names += [f"since={since}", f"since={distance}", f"since={since}&kind={kind}"]
    return [*names, f"density={density}"]


def _worded(wording: int, kind: str, place: str) -> list[str]:
    """How like a notice the line is worded, and where it stands."""
    return [f"worded={wording}&{place}", f"worded={wording}&{place}&kind={kind}"]


def _worded_under_rules(wording: int, part: str, level: str, covered: int) -> list[str]:
    """How it is worded beside what rules say of it."""
    return [f"worded={wording}&part={part}", f"worded={wording}&level={level}&covered={covered}"]


def _worded_beside(before: str, after: str, own: str, kind: str, place: str) -> list[str]:
    """How the lines on both sides are worded."""
    return [
        f"tone<{before}",
        f"tone>{after}",
        f"tones={before}&{after}",
        f"tones={before}&{after}&kind={kind}",
        f"tones={before}&{own}&{after}",
        f"tones={before}&{own}&{after}&{place}",
    ]


def _worded_around(near: int, above: int, everywhere: int, own: str, kind: str) -> list[str]:
    """How many of the lines around, of those above and of all are worded like notices."""
    return [f"near={near}", f"near={near}&tone={own}", f"up={above}&kind={kind}", f"all={everywhere}&tone={own}"]


def _worded_near(shapes: Sequence[Shape]) -> list[tuple[int, int, int]]:
    """Return how many lines are worded like notices: of the eight around each line, of the four above, of all."""
    sums = [0]
    for shape in shapes:
        sums.append(sums[-1] + (shape.wording >= _LIKE))
    everywhere = min(5, sum(shape.wording > _LIKE for shape in shapes))
    count = len(shapes)
    out = []
    for i in range(count):
        below = sums[max(0, i - 4)]
        out.append((sums[min(count, i + 5)] - below - (sums[i + 1] - sums[i]), sums[i] - below, everywhere))
    return out


def _joined(above: int, below: int, own: str, kind: str) -> list[str]:
    """Whether a sentence goes on from the line above, and into the one below."""
    return [f"joined={above}{below}", f"joined={above}{below}&kind={kind}", f"joined={above}{below}&tone={own}"]


def _sheet(rows: int, ruled: int, own: str, kind: str, place: str) -> list[str]:
    """How many rows of keys and values stand together, and how many thirds of them rules cover."""
    return [f"rows={rows}", f"rows={rows}&ruled={ruled}", f"rows={rows}&tone={own}", f"rows={rows}&{place}&kind={kind}"]


def _rows(shapes: Sequence[Shape], strong: Sequence[bool]) -> list[tuple[int, int] | None]:
    """Return for each line that is a row of a sheet how many stand together (up to six) and how many thirds of them
    rules cover."""
    out: list[tuple[int, int] | None] = [None] * len(shapes)
    start = 0
    for is_row, run in groupby(range(len(shapes)), key=lambda i: "row" in shapes[i].facts):
        size = len(list(run))
        if is_row:
            ruled = 3 * sum(strong[start : start + size]) // size
            out[start : start + size] = [(min(size, _MOST_ROWS), ruled)] * size
        start += size
    return out


_MOST_ROWS = 6
_LIKE = 7  # from this step of the wording on, a line is worded like a notice
_TONES = ("article",) * 4 + ("either",) * 3 + ("notice",) * 2 + ("sure",) * 3  # for each step of the wording


def _topics(document: Document, evidence: Sequence[Evidence], prose: Sequence[int]) -> tuple[set[str], set[str]]:
    """Return the longer words of the long paragraphs (the first forty), and those that stand in more than one."""
    once: set[str] = set()
    twice: set[str] = set()
    folded = document.folded
    for i in prose[:_PARAGRAPHS]:
        _, start, end, *_ = evidence[i]
        words = set(_LONGER_WORD.findall(folded, start, min(end, start + 1200)))
        twice |= once & words
        once |= words
    return once, twice


def _shared(shape: Shape, topics: tuple[set[str], set[str]], own: bool) -> str:
    """Say how many of a line's longer words the paragraphs use too; a paragraph does not count itself."""
    longer = shape.longer
    if not longer or not topics[0]:
        return "none"
    return _SHARES[len(longer) > 3][round(4 * len(topics[own].intersection(longer)) / len(longer))]


_SHARES = (tuple("01234"), tuple(f"{quarter}+" for quarter in range(5)))


def _density(evidence: Sequence[Evidence]) -> list[int]:
    """Return how many of the nine lines around each line have rules that cover them, in thirds (0 to 3)."""
    sums = [0]
    for e in evidence:
        sums.append(sums[-1] + (e.covered >= 2))
    out = []
    for i in range(len(evidence)):
        low, high = max(0, i - 4), min(len(evidence), i + 5)
        inside = sums[high] - sums[low] - (sums[i + 1] - sums[i])
        out.append(min(3, (3 * inside + high - low - 2) // max(1, high - low - 1)))
    return out


def _bucket(number: int) -> str:
    return _BUCKETS[number] if 0 <= number < len(_BUCKETS) else "1" if number < 0 else "more"


_BUCKETS = tuple(str(most) for least, most in pairwise((-1, 1, 2, 3, 5, 8, 12, 20, 40)) for _ in range(least, most))
