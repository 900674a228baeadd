"""The evidence on each line, as named features: what rules fit it, what it looks like, what stands around it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import regex

from newsclean.document import Document
from newsclean.rules.decide import long_prose
from newsclean.rules.engine import Match, core
from newsclean.zones.shapes import LONG, Shape

__all__ = ["Evidence", "features", "line_evidence"]

_LONGER_WORD = regex.compile("[a-z]{5,40}")


class Evidence(NamedTuple):
    """What the rules say of one line with words.

    Attributes:
        line: its number in the document.
        start, end: its words without bullets: ``text[start:end]``.
        category, rule, level: of the rule that covers most of it; "" without one.
        covered: share of it that rules cover, in quarters (0 to 4).
        cut: share of it that is cut already, in quarters.
    """

    line: int
    start: int
    end: int
    category: str
    rule: str
    level: str
    covered: int
    cut: int


def line_evidence(document: Document, matches: Sequence[Match], cut: Mapping[int, int]) -> list[Evidence]:
    """Return the evidence for every line that has words, in order.

    Args:
        matches: where rules fit, hints included.
        cut: line -> code points of it that rules cut already.
    """
    by_line: dict[int, list[tuple[int, int, Match]]] = {}
    starts = document.line_starts
    for match in matches:
        last = match.line if match.end <= document.lines[match.line].end else bisect_right(starts, match.end - 1) - 1
        for number in range(match.line, last + 1):
            line = document.lines[number]
            a, b = max(match.start, line.start), min(match.end, line.end)
            if a < b:
                by_line.setdefault(number, []).append((a, b, match))
    out: list[Evidence] = []
    for number, line in enumerate(document.lines):
        if line.inner >= line.outer:
            continue
        start, end = core(document, number)
        if start >= end:
            start, end = line.inner, line.outer
        found = by_line.get(number)
        if found is None:
            out.append(Evidence(number, start, end, "", "", "", 0, 4 * cut.get(number, 0) // (end - start)))
            continue
        longest = max(found, key=lambda f: (f[1] - f[0], f[2].rule.level != "hint"))
        covered = place = 0
        for a, b, _ in sorted(found, key=lambda f: f[:2]):
            covered += max(0, b - max(a, place))
            place = max(place, b)
        rule = longest[2].rule
        share = min(4, 4 * covered // (end - start))
        cut_share = min(4, 4 * cut.get(number, 0) // (end - start))
        out.append(Evidence(number, start, end, rule.category, rule.id, rule.level, share, cut_share))
    return out


def features(document: Document, evidence: Sequence[Evidence], shapes: Sequence[Shape]) -> list[list[str]]:
    """Return for each line of ``evidence``, whose shapes are ``shapes``, the names of its features, in order.

    Cost: linear in the number of lines; long lines cost no more than short ones.
    """
    count = len(evidence)
    if not count:
        return []
    prose = [i for i, e in enumerate(evidence) if long_prose(document, e.line) and e.covered < 3]
    paragraphs = set(prose[:40])
    first, last = (prose[0], prose[-1]) if prose else (count, -1)
    copies = Counter(document.folded[e.start : e.end] for e in evidence if e.end - e.start < 200)
    strong = [e.covered >= 3 or e.cut >= 3 for e in evidence]
    out: list[list[str]] = []
    marker, distance = "", 99  # the last line that a rule covers, and how many lines ago
    density = _density(evidence)
    topic = _topic(document, evidence, prose)
    ruled = sum(e.covered >= 3 or e.cut >= 3 for e in evidence)
    above = 0  # lines that rules cover, since the start or the last long paragraph
    for i, (e, shape) in enumerate(zip(evidence, shapes, strict=True)):
        names = ["bias", f"kind={shape.kind}"]
        names += [f"fact={fact}" for fact in shape.facts]
        names.append(f"glue={shape.glue}")
        names.append(f"words={_bucket(shape.words)}")
        names += _words(shape, e.end - e.start)
        shared = _shared(shape, topic, own=i in paragraphs)
        place = "only" if last < 0 else "head" if i < first else "tail" if i > last else "body"
        names.append(f"place={place}")
        names.append(f"place={place}&kind={shape.kind}")
        names.append(f"shared={shared}")
        names.append(f"{place}&shared={shared}")
        names.append(f"kind={shape.kind}&shared={shared}")
        if place == "tail":
            names.append(f"tail={_bucket(i - last)}")
        if place == "head":
            names.append(f"head={_bucket(first - i)}")
        if e.covered >= 3 or e.cut >= 3:
            above += 1
        elif shape.kind == "prose" and shape.words > 20:
            above = 0
        names.append(f"{place}&above={min(above, 3)}&kind={shape.kind}")
        names.append(f"{place}&ruled={_bucket(ruled) if ruled else 0}")
        if not e.category:
            names.append(f"{place}&unruled&above={min(above, 3)}")
        if i == 0:
            names.append("first")
        if i == count - 1:
            names.append("last")
        if e.category:
            names.append(f"rule={e.category}")
            if e.level == "hint":
                names.append(f"hint={e.rule}")
            names.append(f"level={e.level}&covered={e.covered}")
            names.append(f"level={e.level}&kind={shape.kind}")
        if e.cut:
            names.append(f"cut={e.cut}")
        names += _around(evidence, shapes, strong, i)
        if e.end - e.start < 200 and copies[document.folded[e.start : e.end]] > 1:
            names.append("repeated")
        if marker and distance <= 12 and not e.category:
            names.append(f"since={marker}")
            names.append(f"since={_bucket(distance)}")
            names.append(f"since={marker}&kind={shape.kind}")
        names.append(f"density={density[i]}")
        if e.covered >= 3:
            marker, distance = e.category, 0
        elif shape.kind == "prose" and shape.words > 40:
            marker = ""
        distance += 1
        out.append(names)
    return out


def _topic(document: Document, evidence: Sequence[Evidence], prose: Sequence[int]) -> Counter[str]:
    """Return in how many of the long paragraphs (the first forty) each of their longer words stands."""
    topic: Counter[str] = Counter()
    for i in prose[:40]:
        topic.update(
            set(
                _LONGER_WORD.findall(document.folded, evidence[i].start, min(evidence[i].end, evidence[i].start + 1200))
            )
        )
    return topic


def _shared(shape: Shape, topic: Counter[str], own: bool) -> str:
    """Say how many of a line's longer words the paragraphs use too; a paragraph does not count itself."""
    longer = [word for word in shape.vocabulary if len(word) >= 5 and word.isalpha()]
    if not longer or not topic:
        return "none"
    least = 2 if own else 1
    return str(round(4 * sum(topic[word] >= least for word in longer) / len(longer))) + ("+" if len(longer) > 3 else "")


def _words(shape: Shape, length: int) -> list[str]:
    """Features of the words: of a long line under a name of their own, since prose uses them otherwise."""
    if not shape.vocabulary:
        return []
    if length >= LONG:
        return [f"prose={word}" for word in shape.vocabulary]
    return [
        *(f"word={word}" for word in shape.vocabulary),
        f"opens={shape.vocabulary[0]}",
        f"closes={shape.vocabulary[-1]}",
    ]


def _around(evidence: Sequence[Evidence], shapes: Sequence[Shape], strong: Sequence[bool], i: int) -> list[str]:
    """Features of the neighbours: shapes and evidence one and two lines away, and whether blank lines part them."""
    names: list[str] = []
    for step, name in ((-1, "before"), (1, "after")):
        j = i + step
        if 0 <= j < len(evidence):
            names.append(f"{name}={shapes[j].kind}")
            if strong[j]:
                names.append(f"{name}=ruled")
                names.append(f"{name}=ruled&kind={shapes[i].kind}")
            if abs(evidence[j].line - evidence[i].line) == 1:
                names.append(f"{name}=tight")
            k = j + step
            if 0 <= k < len(evidence) and strong[k]:
                names.append(f"{name}2=ruled")
        else:
            names.append(f"{name}=edge")
    return names


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
