"""One scan of the text for all rules: anchors, then each rule's own pattern around its anchors, then the vetoes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

import regex
from ahocorasick_rs import AhoCorasick, Implementation

from newsclean.document import Document
from newsclean.rules.model import Rule
from newsclean.rules.pattern import compile_pattern
from newsclean.rules.vetoes import VETO_FUNCTIONS
from newsclean.sentences import starts_sentence

__all__ = ["Match", "RuleSet", "rule_set"]

#: What may stand around the words of a line without being any: bullets, arrows, bars. Folded.
_DECORATION_BEFORE = " *>|+#=~\x02-"
_DECORATION_AFTER = " *>|\x02:-"
#: In the folded view, behind what a sentence, a clause or an item can begin; :func:`starts_sentence` has the last word.
_OPENING = regex.compile(r"[.!?:;\]\"\x02\x03)|>*-][ .!?:;\]\"\x02\x03)|>*-]{0,12}+")


class Match(NamedTuple):
    """Where a rule's pattern fits: ``text[start:end]``, beginning on line ``line`` of the document. No decision yet."""

    start: int
    end: int
    line: int
    rule: Rule


class RuleSet:
    """Rules that are looked for together. Immutable; the automaton and the patterns are made when first needed.

    Args:
        rules: r rules with a anchors in all.

    Cost: making the automaton O(a); a scan O(n) for n code points plus a bounded amount of work for each anchor found.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)

    @cached_property
    def _anchors(self) -> tuple[AhoCorasick, list[list[int]], list[bool]]:
        wanted: dict[str, list[int]] = {}
        for number, rule in enumerate(self.rules):
            for anchor in rule.anchors:
                wanted.setdefault(anchor, []).append(number)
        leads = [anchor.startswith("\n") for anchor in wanted]
        return AhoCorasick(list(wanted), implementation=Implementation.DFA), list(wanted.values()), leads

    @cached_property
    def _patterns(self) -> list[regex.Pattern[str] | None]:
        return [None] * len(self.rules)

    def _pattern(self, number: int) -> regex.Pattern[str]:
        pattern = self._patterns[number]
        if pattern is None:
            rule = self.rules[number]
            pattern = compile_pattern(rule.pattern, rule.glue, rule.at in ("end", "text-end"))
            self._patterns[number] = pattern
        return pattern

    def matches(self, document: Document) -> list[Match]:
        """Return where the rules fit, vetoes heeded, sorted by start; matches may overlap."""
        if not self.rules:
            return []
        automaton, wanted, leads = self._anchors
        # Line breaks around the text: an anchor that begins or ends with one then fits the first and the last line too.
        hits = automaton.find_matches_as_indexes(f"\n{document.folded}\n", overlapping=True)
        if not hits:
            return []
        lines = document.lines
        starts = document.line_starts
        found: dict[tuple[int, int, int], Match] = {}
        tried: set[tuple[int, int]] = set()
        reach: dict[int, int] = {}  # rule -> how far its pattern was searched
        for anchor, hit_start, hit_end in hits:
            hit_start -= not leads[
                anchor
            ]  # the line break in front of the text shifts by one, unless it is the anchor's
            hit_end -= 1
            number = bisect_right(starts, hit_start) - 1
            for rule_number in wanted[anchor]:
                rule = self.rules[rule_number]
                if rule.at in ("anywhere", "sentence"):
                    begin = max(lines[number].inner, hit_start - rule.width, reach.get(rule_number, 0))
                    stop = hit_end + rule.width
                    places: Sequence[tuple[int, int]] = self._inline(
                        document, rule_number, begin, hit_start, stop, number
                    )
                    reach[rule_number] = max(reach.get(rule_number, 0), hit_start)
                elif (rule_number, number) in tried:
                    continue
                elif rule.at == "end" and lines[number].outer - hit_start > rule.width:
                    continue  # too far from the end of the line; another anchor may be nearer
                else:  # one look at a line is enough: it is as wide as the rule allows
                    tried.add((rule_number, number))
                    places = self._fixed(document, rule_number, hit_start, hit_end, number)
                for start, end in places:
                    key = (rule_number, start, end)
                    if start < end and key not in found and not self._vetoed(document, rule, start, end, number):
                        found[key] = Match(start, end, number, rule)
        return sorted(found.values(), key=lambda m: (m.start, m.end, m.rule.id))

    def _fixed(
        self, document: Document, number: int, hit_start: int, hit_end: int, line_number: int
    ) -> Sequence[tuple[int, int]]:
        """Matches that must stand at the start, at the end or on the whole of the line (or of the text)."""
        rule = self.rules[number]
        line = document.lines[line_number]
        start, end = core(document, line_number)
        plain = document.plain
        pattern = self._pattern(number)
        if rule.at == "end":
            match = pattern.search(plain, max(line.inner, hit_start - rule.width), line.outer)
        elif rule.at == "text-end":
            last = document.bounds[1]
            if last - hit_start > rule.width:
                return ()
            match = pattern.search(plain, max(line.inner, hit_start - rule.width), last)
        else:
            if hit_start - start > rule.width or (rule.at == "text-start" and line.start > document.bounds[0]):
                return ()
            limit = min(len(plain), start + rule.width) if rule.glue else min(end, start + rule.width)
            if rule.at == "line" and not rule.glue:
                if end - start > rule.width:
                    return ()
                match = pattern.fullmatch(plain, start, end)
            else:
                match = pattern.match(plain, start, limit)
            if match and rule.at == "line" and rule.glue:
                last_line = bisect_right(document.line_starts, match.end() - 1) - 1
                if match.end() < core(document, last_line)[1]:
                    return ()
        return () if match is None else (_narrowed(match),)

    def _inline(
        self, document: Document, number: int, begin: int, hit_start: int, stop: int, line_number: int
    ) -> list[tuple[int, int]]:
        """Matches around one anchor, which must lie inside them."""
        rule = self.rules[number]
        plain = document.plain
        stop = min(stop, len(plain)) if rule.glue else min(stop, document.lines[line_number].outer)
        if rule.at == "sentence":
            return self._sentences(document, number, begin, hit_start, stop, line_number)
        out: list[tuple[int, int]] = []
        for match in self._pattern(number).finditer(plain, begin, stop):
            start, end = _narrowed(match)
            if match.start() > hit_start:
                break
            if match.end() <= hit_start or end - start > rule.width:
                continue
            out.append((start, end))
        return out

    def _sentences(
        self, document: Document, number: int, begin: int, hit_start: int, stop: int, line_number: int
    ) -> list[tuple[int, int]]:
        """Matches that begin a sentence: the pattern is tried where one can begin, nowhere else."""
        width = self.rules[number].width
        pattern = self._pattern(number)
        plain, inner = document.plain, document.lines[line_number].inner
        places = [inner] if begin <= inner else []
        places += [m.end() for m in _OPENING.finditer(plain, max(inner, begin - 4), hit_start)]
        out: list[tuple[int, int]] = []
        reached = begin
        for place in places:
            if place < reached or not starts_sentence(document.text, inner, place):
                continue
            match = pattern.match(plain, place, stop)
            if match is None:
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


def core(document: Document, number: int) -> tuple[int, int]:
    """Return the part of a line between its bullets, arrows and bars: ``plain[start:end]``; may be empty."""
    line = document.lines[number]
    words = document.plain[line.inner : line.outer]
    start = line.outer - len(words.lstrip(_DECORATION_BEFORE))
    end = line.inner + len(words.rstrip(_DECORATION_AFTER))
    return (start, max(start, end))


def _narrowed(match: regex.Match[str]) -> tuple[int, int]:
    if "drop" in match.re.groupindex and match.start("drop") >= 0:
        return match.span("drop")
    return match.span()


@lru_cache(maxsize=64)
def rule_set(rules: tuple[Rule, ...]) -> RuleSet:
    """Return the rule set of these rules; made once for each tuple of rules."""
    return RuleSet(rules)
