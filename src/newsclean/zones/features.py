"""The evidence on each line, as named features: what rules fit it, what it looks like, what stands around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from newsclean.document import Document
from newsclean.rules.cuts import Cut
from newsclean.rules.decide import long_prose
from newsclean.rules.engine import Match
from newsclean.zones.pieces import Piece, inside, pieces
from newsclean.zones.shapes import LONG, Shape

__all__ = ["Evidence", "Observation", "features", "line_evidence", "observations"]

_WHOLE = ("", "main")  # parts that can be a paragraph
_QUOTE_REACH = 600  # code points
_LONGER_WORD = re.compile("[a-z]{5,40}")


class Evidence(NamedTuple):
    """What the rules say of one piece with words: a line, or a sentence of one (see :mod:`.pieces`).

    Attributes:
        line: the number of its line in the document.
        start, end: its words without bullets: ``text[start:end]``.
        part: which part of its line it is; "" for all of it.
        category, rule, level: of the rule that covers most of it; "" without one.
        covered: share of it that rules cover, in quarters (0 to 4).
        cut: share of it that is cut already, in quarters.
    """

    line: int
    start: int
    end: int
    part: str
    category: str
    rule: str
    level: str
    covered: int
    cut: int


def line_evidence(document: Document, matches: Sequence[Match], cuts: Sequence[Cut]) -> list[Evidence]:
    """Return the evidence for every piece that has words, in order.

    Args:
        matches: where rules fit, hints included.
        cuts: what rules cut already.
    """
    by_line = _by_line(document, matches)
    gone: dict[int, list[tuple[int, int]]] = {}
    for cut in cuts:
        gone.setdefault(cut.line, []).append((cut.start, cut.end))
    return _evidence(pieces(document, range(len(document.lines)), by_line), by_line, gone)


def matched_evidence(document: Document, matches: Sequence[Match]) -> list[Evidence]:
    """Return those of :func:`line_evidence` whose lines a rule fits, as they are where nothing is cut."""
    by_line = _by_line(document, matches)
    return _evidence(pieces(document, sorted(by_line), by_line), by_line, {})


def _by_line(document: Document, matches: Sequence[Match]) -> dict[int, list[tuple[int, int, Match]]]:
    """Return line -> what of it rules fit: start, end, match."""
    by_line: dict[int, list[tuple[int, int, Match]]] = {}
    lines = document.lines
    for match in matches:
        start, end, number, _ = match
        if end <= lines[number].end:
            if start < end:
                by_line.setdefault(number, []).append((start, end, match))
            continue
        last = bisect_right(document.line_starts, end - 1) - 1
        for number in range(match.line, last + 1):
            line = lines[number]
            a, b = max(start, line.start), min(end, line.end)
            if a < b:
                by_line.setdefault(number, []).append((a, b, match))
    return by_line


def _evidence(
    judged: Sequence[Piece],
    by_line: Mapping[int, Sequence[tuple[int, int, Match]]],
    gone: Mapping[int, Sequence[tuple[int, int]]],
) -> list[Evidence]:
    out: list[Evidence] = []
    for piece in judged:
        number, start, end, part = piece
        found = by_line.get(number, ())
        if part:
            found = inside(start, end, found)
        size = end - start
        cut_share = min(4, 4 * sum(max(0, min(b, end) - max(a, start)) for a, b in gone.get(number, ())) // size)
        if not found:
            out.append(Evidence(number, start, end, part, "", "", "", 0, cut_share))
            continue
        longest = max(found, key=lambda f: (f[1] - f[0], f[2].rule.level != "hint"))
        covered = place = 0
        for a, b, _ in sorted(found, key=lambda f: f[:2]):
            covered += max(0, b - max(a, place))
            place = max(place, b)
        rule = longest[2].rule
        share = min(4, 4 * covered // size)
        out.append(Evidence(number, start, end, part, rule.category, rule.id, rule.level, share, cut_share))
    return out


#: Something seen of a line: a function that names its features, and what it is told.
Observation: TypeAlias = tuple[Callable[..., list[str]], *tuple[Any, ...]]


def features(document: Document, evidence: Sequence[Evidence], shapes: Sequence[Shape]) -> list[list[str]]:
    """Return for each line of ``evidence``, whose shapes are ``shapes``, the names of its features, in order.

    Cost: linear in the number of lines; long lines cost no more than short ones.
    """
    return [[name for say, *told in line for name in say(*told)] for line in observations(document, evidence, shapes)]


def observations(
    document: Document, evidence: Sequence[Evidence], shapes: Sequence[Shape]
) -> list[tuple[Observation, ...]]:
    """Return for each line what is seen of it, in order: its look first, which is the same wherever the line stands.

    All but the look come in few kinds, so that what the model makes of them can be looked up: :mod:`..model`.
    """
    count = len(evidence)
    if not count:
        return []
    prose = [i for i, e in enumerate(evidence) if e.part in _WHOLE and e.covered < 3 and long_prose(document, e.line)]
    paragraphs = set(prose[:40])
    first, last = (prose[0], prose[-1]) if prose else (count, -1)
    folded = document.folded
    short = [folded[e.start : e.end] if e.end - e.start < 200 else "" for e in evidence]
    copies = Counter(short)
    copies[""] = 1
    strong = [e.covered >= 3 or e.cut >= 3 for e in evidence]
    out: list[tuple[Observation, ...]] = []
    marker, distance = "", 99  # the last line that a rule covers, and how many lines ago
    density = _density(evidence)
    topic = _topic(document, evidence, prose)
    ruled = _bucket(sum(strong)) if any(strong) else "0"
    thread = 0  # lines so far that rules take for a comment's
    above = 0  # lines that rules cover, since the start or the last long paragraph
    for i, (e, shape) in enumerate(zip(evidence, shapes, strict=True)):
        kind = shape.kind
        shared = _shared(shape, topic, own=i in paragraphs)
        place = "only" if last < 0 else "head" if i < first else "tail" if i > last else "body"
        far = _bucket(i - last) if place == "tail" else _bucket(first - i) if place == "head" else ""
        if strong[i]:
            above += 1
        elif kind == "prose" and shape.words > 20:
            above = 0
        inside = e.part != "" and _quoted(folded, e, document)
        since = marker if marker and distance <= 12 and not e.category else ""
        out.append(
            (
                (_look, shape, e.end - e.start >= LONG),
                (_standing, place, kind, shared, far, _bucket(shape.words)),
                (_between, kind, _bucket(shape.words), _kind_at(shapes, i - 1), _kind_at(shapes, i + 1)),
                (_above, place, kind, min(above, 3), ruled, bool(e.category)),
                (_ruling, e.category, e.level, e.covered, e.cut, kind),
                (_edges, i == 0, i == count - 1),
                (_parting, e.part, kind, e.level, e.covered, inside),
                _beside("before", evidence, shapes, strong, i, -1),
                _beside("after", evidence, shapes, strong, i, 1),
                (_threaded, min(3, thread), kind, place) if thread else (_unthreaded,),
                (_around, copies[short[i]] > 1, since, _bucket(distance) if since else "", kind, density[i]),
            )
        )
        if e.covered >= 3 and e.category == "comment":
            thread += 1
        if e.covered >= 3:
            marker, distance = e.category, 0
        elif kind == "prose" and shape.words > 40:
            marker = ""
        distance += 1
    return out


def _look(shape: Shape, long: bool) -> list[str]:
    """What the line looks like; the words of a long line under a name of their own, since prose uses them otherwise."""
    names = ["bias", f"kind={shape.kind}"]
    names += [f"fact={fact}" for fact in shape.facts]
    names.append(f"glue={shape.glue}")
    names.append(f"words={_bucket(shape.words)}")
    if shape.vocabulary and long:
        names += [f"prose={word}" for word in shape.vocabulary]
    elif shape.vocabulary:
        names += [f"word={word}" for word in shape.vocabulary]
        names += [f"opens={shape.vocabulary[0]}", f"closes={shape.vocabulary[-1]}"]
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


def _kind_at(shapes: Sequence[Shape], i: int) -> str:
    return shapes[i].kind if 0 <= i < len(shapes) else "edge"


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


def _beside(
    name: str, evidence: Sequence[Evidence], shapes: Sequence[Shape], strong: Sequence[bool], i: int, step: int
) -> Observation:
    """Return what is seen of the neighbours on one side, one and two lines away."""
    j, k = i + step, i + 2 * step
    if not 0 <= j < len(evidence):
        return (_no_neighbour, name)
    gap = ("same", "tight", "")[min(2, abs(evidence[j].line - evidence[i].line))]
    return (_neighbour, name, shapes[j].kind, strong[j], shapes[i].kind, gap, 0 <= k < len(evidence) and strong[k])


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


def _topic(document: Document, evidence: Sequence[Evidence], prose: Sequence[int]) -> Counter[str]:
    """Return in how many of the long paragraphs (the first forty) each of their longer words stands."""
    topic: Counter[str] = Counter()
    for i in prose[:40]:
        start, end = evidence[i].start, evidence[i].end
        topic.update(set(_LONGER_WORD.findall(document.folded, start, min(end, start + 1200))))
    return topic


def _shared(shape: Shape, topic: Counter[str], own: bool) -> str:
    """Say how many of a line's longer words the paragraphs use too; a paragraph does not count itself."""
    longer = [word for word in shape.vocabulary if len(word) >= 5 and word.isalpha()]
    if not longer or not topic:
        return "none"
    least = 2 if own else 1
    return str(round(4 * sum(topic[word] >= least for word in longer) / len(longer))) + ("+" if len(longer) > 3 else "")


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
    for most in (1, 2, 3, 5, 8, 12, 20, 40):
        if number <= most:
            return str(most)
    return "more"
