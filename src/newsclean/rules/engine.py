"""One scan of the text for all rules: anchors, then each rule's own pattern around its anchors, then the vetoes.

Nearly all rules see one line and nothing else. They are matched on that line alone, so that what was found on a line is
known for every line that reads the same, in this round of a pipeline and in the next; of short lines, in the next
document too: a site says "Partager" on every page. What is remembered is only what would be found again.
The few rules that reach over line breaks (``glue``) or ask where the text begins and ends are matched on the document,
around the same anchors.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from newsclean.document import Document
from newsclean.rules.anchors import PIECE, Anchors
from newsclean.rules.model import Rule
from newsclean.rules.needed import ALL, needed
from newsclean.rules.pattern import Compiled, Found, beginning, compile_lower, compile_pattern
from newsclean.rules.vetoes import VETO_FUNCTIONS
from newsclean.sentences import starts_sentence

__all__ = ["Match", "RuleSet", "core", "rule_set"]

#: What may stand around the words of a line without being any: bullets, arrows, bars. Folded.
_DECORATION_BEFORE = " *>|+#=~\x02-"
_DECORATION_AFTER = " *>|\x02:-"
_AROUND = f"{_DECORATION_BEFORE}{_DECORATION_AFTER}\n\t".encode()
#: In the folded view, behind what a sentence, a clause or an item can begin; :func:`starts_sentence` has the last word.
_OPENING = re.compile(r"[.!?:;\]\"\x02\x03)|>*-][ .!?:;\]\"\x02\x03)|>*-]{0,12}+")
#: A line with more words than this is looked through without the anchors of the rules that cover whole short lines.
_SHORT = 400
_LONG = 1_000_000  # code points of a text from which a second copy of it costs more than it saves
_NEAR = 64  # code points between two anchors of a rule
#: A rule whose pattern did not fit at so many places of a text, and one more for so many code points of it, is not
#: tried there again: such a text is made of anchors. Of 3600 pages none comes to more than four fifths of it.
_TRIES = 150
_EACH = 200
_REMEMBERED = 2000  # code points of a line from which it is not worth remembering
_NOTICE = 160  # code points up to which a line may well stand in other documents too
_NOTICES = 8192  # so many of them are remembered


class Match(NamedTuple):
    """Where a rule's pattern fits: ``text[start:end]``, beginning on line ``line`` of the document. No decision yet."""

    start: int
    end: int
    line: int
    rule: Rule


class _OnLine(NamedTuple):
    """What stands on a line: matches as (start, end, rule), and the anchors (start, end, rule) of rules that see more.

    Offsets count from the start of the line, rules by their number.
    """

    matches: tuple[tuple[int, int, int], ...]
    anchors: tuple[tuple[int, int, int], ...]


_NOTHING = _OnLine((), ())


class _Searched:
    """How far each rule was searched in one text (a line, or the document), and at how many places it did not fit."""

    __slots__ = ("failed", "most", "reach")

    def __init__(self, size: int) -> None:
        self.reach: dict[int, int] = {}
        self.failed: dict[int, int] = {}
        self.most = _TRIES + size // _EACH

    def fails(self, number: int) -> bool:
        """Note that a rule did not fit at a place; return whether it is not to be tried again."""
        count = self.failed[number] = self.failed.get(number, 0) + 1
        return count > self.most


class _Pattern(NamedTuple):
    """A pattern, with which characters its matches can begin and how many they can have: asked before it is tried.

    ``lower`` says for which of the folded views it is.
    """

    compiled: Compiled
    lower: bool
    firsts: frozenset[str]
    least: int
    most: int
    anchored: bool  # see Needed


#: A line with a typographic apostrophe or a no-break space reads like the same line without, to every rule and veto.
_SAME = (("\N{RIGHT SINGLE QUOTATION MARK}", "'"), ("\N{NO-BREAK SPACE}", " "), ("\N{NARROW NO-BREAK SPACE}", " "))


class RuleSet:
    """Rules that are looked for together. Immutable; automata and patterns are made when first needed.

    Args:
        rules: r rules with a anchors in all.

    Cost: making the automata O(a); a scan O(n) for n code points plus a bounded amount of work for each anchor found.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)

    @cached_property
    def _all(self) -> Anchors:
        return Anchors(enumerate(self.rules))

    @cached_property
    def _far(self) -> Anchors:
        """The anchors of all rules but those that cover a line and are too short for a long one."""
        return Anchors(
            (number, rule)
            for number, rule in enumerate(self.rules)
            if rule.at != "line" or rule.glue or rule.width > _SHORT
        )

    @cached_property
    def _patterns(self) -> list[_Pattern | None]:
        return [None] * len(self.rules)

    def _pattern(self, number: int) -> _Pattern:
        pattern = self._patterns[number]
        if pattern is None:
            rule = self.rules[number]
            asked = rule.pattern, rule.glue, rule.at in ("end", "text-end")
            lower = compile_lower(*asked)
            compiled = lower or compile_pattern(*asked)
            need = needed(rule)
            firsts, least, most = need.firsts, need.least, need.most
            if firsts == ALL:
                firsts, _, least, most = beginning(rule.pattern, rule.glue)
            chars = frozenset(chr(i) for i in range(128) if firsts >> i & 1)
            pattern = _Pattern(compiled, lower is not None, chars, max(1, least), min(most, rule.width), need.anchored)
            self._patterns[number] = pattern
        return pattern

    @cached_property
    def _notices(self) -> dict[str, _OnLine]:
        """What stands on the short lines that were looked at last, in whatever document."""
        return {}

    def matches(self, document: Document) -> list[Match]:
        """Return where the rules fit, vetoes heeded, sorted by start; matches may overlap."""
        if not self.rules:
            return []
        text = document.text
        if not text.isascii() and len(text) < _LONG:
            for mark, same in _SAME:
                text = text.replace(mark, same)
        memory: dict[str, _OnLine] = document.memory.setdefault(self, {})
        notices = self._notices
        view = lower = ""
        folded = b""
        found: list[Match] = []
        far: list[tuple[int, int, int, int]] = []
        end = -1
        for number, line in enumerate(text.split("\n") if len(text) < _LONG else _one_by_one(text)):
            start, end = end + 1, end + 1 + len(line)
            known = notices if end - start <= _NOTICE else memory
            on_line = known.get(line)
            if on_line is None:
                if not view:
                    view, lower = document.plain, document.folded
                if end - start > PIECE:  # no more copies of a long line than are read
                    words = lower[start:end]
                    on_line = self._on_line(line, view[start:end], words, b"\n%b\n" % words.encode("ascii"))
                else:
                    # A line break before the first line and behind the last: an anchor may name the one at either end.
                    folded = folded or b"\n%b\n" % lower.encode("ascii")
                    on_line = self._on_line(line, view[start:end], lower[start:end], folded[start : end + 2])
                if end - start <= _REMEMBERED:
                    if len(notices) >= _NOTICES:
                        notices.clear()
                    known[line] = on_line
            if on_line is _NOTHING:
                continue
            for a, b, rule in on_line.matches:
                found.append(Match(start + a, start + b, number, self.rules[rule]))
            for a, b, rule in on_line.anchors:
                far.append((start + a, start + b, number, rule))
        if far:
            found += self._over_lines(document, far)
        return sorted(found, key=_order) if len(found) > 1 else found

    def _on_line(self, line: str, view: str, lower: str, folded: bytes) -> _OnLine:
        """Match the rules that see nothing but a line.

        Args:
            view, lower: the folded views of it.
            folded: the one in lower case between two line breaks.
        """
        inner, outer = len(line) - len(line.lstrip()), len(line.rstrip())
        if inner >= outer:
            return _NOTHING
        words = view[inner:outer]
        begin = outer - len(words.lstrip(_DECORATION_BEFORE))
        stop = max(begin, inner + len(words.rstrip(_DECORATION_AFTER)))
        size = outer - inner
        if size > _SHORT:  # what is left between white space and decoration is no shorter than this
            size = min(len(folded.strip(_AROUND)), size)
        anchors = self._far if size > _SHORT else self._all
        hits: Iterable[tuple[int, int, int]]
        if len(folded) > PIECE:
            hits = anchors.find_in_pieces(folded)
        elif not (hits := anchors.find(folded)):
            return _NOTHING
        covering = anchors.covering
        bits = covering.given
        opening: dict[int, tuple[int, int]] = {}
        placed: list[tuple[int, int, Sequence[int]]] = []
        masks, wanted = anchors.masks, anchors.wanted
        most = len(wanted)
        for literal, hit_start, hit_end in hits:
            bits |= masks[literal]
            if literal < most:
                opens, others = wanted[literal]
                hit = max(0, hit_start - 1), min(hit_end - 1, len(line))
                for number in opens:
                    opening.setdefault(number, hit)
                if others:
                    placed.append((*hit, others))
        document: Document | None = None  # made when it is needed: on most lines of prose it is not
        found: set[tuple[int, int, int]] = set()
        wide: list[tuple[int, int, int]] = []
        first, size, patterns = view[begin : begin + 1], stop - begin, self._patterns
        if size and bits != covering.given:
            for number in covering.possible(bits, first, view[stop - 1], size):
                pattern, in_lower, firsts, least, longest, anchored = patterns[number] or self._pattern(number)
                if least <= size <= longest and first in firsts:
                    match = pattern.fullmatch(lower if in_lower else view, begin, stop)
                    if match is not None and (anchored or self._has_anchor(number, folded)):
                        document = document or Document.of_line(line, view, lower, inner, outer)
                        self._add(found, document, number, *_narrowed(match))
        for number, (hit_start, hit_end) in opening.items():
            rule = self.rules[number]
            if hit_start - begin > rule.width:
                continue
            _, _, firsts, _, longest, _ = patterns[number] or self._pattern(number)
            if first not in firsts or (rule.at == "line" and size > longest):
                continue
            if rule.glue or rule.at == "text-start":
                wide.append((hit_start, hit_end, number))
                continue
            document = document or Document.of_line(line, view, lower, inner, outer)
            for start, end in self._fixed(document, number, hit_start, 0):
                self._add(found, document, number, start, end)
        if placed:
            self._placed(document or Document.of_line(line, view, lower, inner, outer), placed, found, wide)
        return _OnLine(tuple(found), tuple(wide)) if found or wide else _NOTHING

    def _has_anchor(self, number: int, folded: bytes) -> bool:
        return any(anchor.encode("ascii") in folded for anchor in self.rules[number].anchors)

    def _placed(
        self,
        document: Document,
        placed: Sequence[tuple[int, int, Sequence[int]]],
        found: set[tuple[int, int, int]],
        wide: list[tuple[int, int, int]],
    ) -> None:
        """Match the rules that fit around their anchor; those that see more than the line go to ``wide``."""
        outer = document.lines[0].outer
        tried: set[int] = set()
        searched = _Searched(len(document.text))
        for hit_start, hit_end, numbers in placed:
            for number in numbers:
                rule = self.rules[number]
                places: Sequence[tuple[int, int]]
                if rule.glue or rule.at == "text-end":
                    wide.append((hit_start, hit_end, number))
                    continue
                if rule.at in ("anywhere", "sentence"):
                    places = self._inline(document, number, hit_start, hit_end, 0, searched)
                elif number in tried or outer - hit_start > rule.width:
                    continue  # too far from the end of the line; another anchor may be nearer
                else:
                    tried.add(number)
                    places = self._fixed(document, number, hit_start, 0)
                for start, end in places:
                    self._add(found, document, number, start, end)

    def _over_lines(self, document: Document, anchors: Sequence[tuple[int, int, int, int]]) -> list[Match]:
        """Match the rules that see more than a line around their anchors (start, end, line, rule)."""
        found: set[tuple[int, int, int]] = set()
        out: list[Match] = []
        tried: set[tuple[int, int]] = set()
        searched = _Searched(len(document.text))
        for hit_start, hit_end, line, number in anchors:
            rule = self.rules[number]
            places: Sequence[tuple[int, int]]
            if rule.at in ("anywhere", "sentence"):
                places = self._inline(document, number, hit_start, hit_end, line, searched)
            elif (number, line) in tried or (rule.at == "end" and document.lines[line].outer - hit_start > rule.width):
                continue
            else:
                tried.add((number, line))
                places = self._fixed(document, number, hit_start, line)
            for start, end in places:
                size = len(found)
                self._add(found, document, number, start, end, line)
                if len(found) > size:
                    out.append(Match(start, end, line, rule))
        return out

    def _add(
        self, found: set[tuple[int, int, int]], document: Document, number: int, start: int, end: int, line: int = 0
    ) -> None:
        key = (start, end, number)
        if start < end and key not in found and not self._vetoed(document, self.rules[number], start, end, line):
            found.add(key)

    def _fixed(self, document: Document, number: int, hit_start: int, line_number: int) -> Sequence[tuple[int, int]]:
        """Matches that must stand at the start, at the end or on the whole of the line (or of the text)."""
        rule = self.rules[number]
        line = document.lines[line_number]
        pattern, in_lower, firsts, _, _, _ = self._pattern(number)
        view = document.folded if in_lower else document.plain
        match: Found | None
        if rule.at == "end":
            match = pattern.search(view, max(line.inner, hit_start - rule.width), line.outer)
        elif rule.at == "text-end":
            last = document.bounds[1]
            if last - hit_start > rule.width:
                return ()
            match = pattern.search(view, max(line.inner, hit_start - rule.width), last)
        else:
            start, end = core(document, line_number)
            if hit_start - start > rule.width or (rule.at == "text-start" and line.start > document.bounds[0]):
                return ()
            if view[start : start + 1] not in firsts:
                return ()
            limit = min(len(view), start + rule.width) if rule.glue else min(end, start + rule.width)
            match = pattern.match(view, start, limit)
            if match and rule.at == "line" and rule.glue:
                last_line = bisect_right(document.line_starts, match.end() - 1) - 1
                if match.end() < core(document, last_line)[1]:
                    return ()
        return () if match is None else (_narrowed(match),)

    def _inline(
        self, document: Document, number: int, hit_start: int, hit_end: int, line_number: int, searched: _Searched
    ) -> Sequence[tuple[int, int]]:
        """Matches around one anchor, which must lie inside them."""
        if searched.failed.get(number, 0) > searched.most:
            return ()
        rule, reach = self.rules[number], searched.reach
        pattern, in_lower, firsts, _, _, _ = self._pattern(number)
        view, line = document.folded if in_lower else document.plain, document.lines[line_number]
        begin = max(line.inner, hit_start - rule.width, reach.get(number, 0))
        reach[number] = max(reach.get(number, 0), hit_start)
        stop = hit_end + rule.width
        stop = min(stop, len(view)) if rule.glue else min(stop, line.outer)
        if rule.at == "sentence":
            return self._sentences(document, number, begin, hit_start, stop, line_number, searched)
        out: list[tuple[int, int]] = []
        # A search goes on to ``stop``: where anchors stand close together, each would search what the last one did.
        near = hit_start - begin < _NEAR
        for match in (
            _here(pattern, firsts, view, begin, hit_start, stop) if near else pattern.finditer(view, begin, stop)
        ):
            start, end = _narrowed(match)
            if match.start() > hit_start:
                break
            if match.end() <= hit_start or end - start > rule.width:
                continue
            out.append((start, end))
        if not out:
            searched.fails(number)
        return out

    def _sentences(
        self,
        document: Document,
        number: int,
        begin: int,
        hit_start: int,
        stop: int,
        line_number: int,
        searched: _Searched,
    ) -> list[tuple[int, int]]:
        """Matches that begin a sentence: the pattern is tried where one can begin, nowhere else."""
        width = self.rules[number].width
        pattern, in_lower, firsts, _, _, _ = self._pattern(number)
        view, inner = document.folded if in_lower else document.plain, document.lines[line_number].inner
        places = [inner] if begin <= inner else []
        places += [m.end() for m in _OPENING.finditer(view, max(inner, begin - 4), hit_start)]
        out: list[tuple[int, int]] = []
        reached = begin
        for place in places:
            if place < reached or view[place] not in firsts or not starts_sentence(document.text, inner, place):
                continue
            match = pattern.match(view, place, stop)
            if match is None:
                if searched.fails(number):
                    break
                continue
            reached = match.end()
            start, end = _narrowed(match)
            if reached > hit_start and end - start <= width and starts_sentence(document.text, inner, start):
                out.append((start, end))
        return out

    def _vetoed(self, document: Document, rule: Rule, start: int, end: int, line_number: int) -> bool:
        line = document.lines[line_number]
        line_end = max(line.outer, end)
        for name in rule.vetoes or ():
            # What stands behind a piece that goes alone is told by somebody else.
            last = end if name == "narrated" and rule.scope == "span" else line_end
            if VETO_FUNCTIONS[name](document, line.start, start, end, last):
                return True
        return False


def _here(pattern: Compiled, firsts: frozenset[str], view: str, begin: int, last: int, stop: int) -> Iterator[Found]:
    """Yield what ``pattern.finditer(view, begin, stop)`` yields, up to the match that begins at ``last``."""
    place = begin
    while place <= last:
        match = pattern.match(view, place, stop) if view[place] in firsts else None
        if match is not None and match.end() > place:
            yield match
            place = match.end()
        else:
            place += 1


def core(document: Document, number: int) -> tuple[int, int]:
    """Return the part of a line between its bullets, arrows and bars: ``plain[start:end]``; may be empty."""
    _, _, inner, outer = document.lines[number]
    words = document.plain[inner:outer]
    start = outer - len(words.lstrip(_DECORATION_BEFORE))
    end = inner + len(words.rstrip(_DECORATION_AFTER))
    return (start, max(start, end))


def _one_by_one(text: str) -> Iterator[str]:
    """Yield the lines of a long text: a list of them is a copy of it."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start:end]
        start = end + 1
    yield text[start:]


def _order(match: Match) -> tuple[int, int, str]:
    return match.start, match.end, match.rule.id


def _narrowed(match: Found) -> tuple[int, int]:
    if "drop" in match.re.groupindex and match.start("drop") >= 0:
        return match.span("drop")
    return match.span()


@lru_cache(maxsize=64)
def rule_set(rules: tuple[Rule, ...]) -> RuleSet:
    """Return the rule set of these rules; made once for each tuple of rules."""
    return RuleSet(rules)
