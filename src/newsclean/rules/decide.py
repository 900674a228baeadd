"""From matches to cuts: which rules count at this level, whether their context is there, and how far they reach."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence

from newsclean.document import Document
from newsclean.rules.beside import own_sentences
from newsclean.rules.cuts import Cut
from newsclean.rules.engine import Match
from newsclean.rules.model import HINT, LEVELS
from newsclean.sentences import another_begins, sentence_end

__all__ = ["LEVEL_RANK", "decided", "like_row", "long_prose", "spared_lines"]

LEVEL_RANK: dict[str, int] = {level: rank for rank, level in enumerate(LEVELS)}
_LONG = 120  # code points from which a line that ends a sentence is a paragraph of prose
_SENTENCE = 50  # the same for what may stand between a match and its neighbour
_NEAR = 2  # lines with words between a match and the neighbour that confirms it
_PROSE_END = ".!?\u2026\u00bb\u201d\"')"
_TITLE_LONGEST = 160
_SUBHEAD_LONGEST = 38
_SUBHEAD_WORDS = 4
_QUESTION_LONGEST = 60
_BESIDE = 30  # the same for what stands right above and below a subhead
_ITEM_LONGEST = 80
_MOST_ITEMS = 15
_ROW = re.compile(r"(?:[*>-] )?[A-Za-z][^:\n.!?]{1,34}? ?: ?[^\n:]{0,20}:?[^\n:]{1,40}")
_ROW_SHORTEST, _ROW_LONGEST = 6, 80
_FEWEST_ROWS, _MOST_ROWS = 4, 12
_NO_LETTERS = {ord(c): None for c in " '-"}
_DASHES = ("\N{EN DASH}", "\N{EM DASH}")
_SPACES = (" ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}")
_NO_ROWS = ("crosslink", "newsletter", "promo", "paywall", "ads", "share", "comment", "code")  # not of a sheet's keys
_NO_SUBHEADS = ("ads", "byline", "source")  # categories whose short lines do stand between two paragraphs


def decided(document: Document, matches: Sequence[Match], ranks: Mapping[str, int]) -> list[Cut]:
    """Return the cuts of the matches that count.

    Args:
        matches: all matches, hints too, sorted by start.
        ranks: category -> rank of its level; a category that is not there is evidence only.
    """
    cuts: list[Cut] = []
    context = _Context(document, matches)
    for match in matches:
        rule = match.rule
        rank = LEVEL_RANK.get(rule.level)
        if rank is None or rank > ranks.get(rule.category, -1):
            continue
        if rule.needs and not any(context.has(need, match) for need in rule.needs):
            continue
        if rule.category not in _NO_SUBHEADS and context.is_subhead(match):
            continue
        if context.is_spoken(match) or context.is_listed(match) or context.is_row(match):
            continue
        cuts.extend(_reach(document, match, context))
    return cuts


def spared_lines(document: Document, matches: Sequence[Match], lines: Container[int]) -> set[int]:
    """Return which of ``lines`` a rule fits and could be the article's all the same: subheads, turns of a dialogue,
    items of a list that a sentence announces, rows of a sheet. The zones leave them alone too."""
    context = _Context(document, matches)
    return {
        match.line
        for match in matches
        if match.line in lines
        and (
            (match.rule.category not in _NO_SUBHEADS and context.is_subhead(match))
            or context.is_spoken(match)
            or context.is_listed(match)
            or context.is_row(match)
        )
    }


def like_row(plain: str, start: int, end: int) -> bool:
    """Whether ``plain[start:end]`` looks like a row of a sheet: a key, a colon and a short value ("Poids : 11 kg")."""
    return _ROW_SHORTEST <= end - start <= _ROW_LONGEST and _ROW.fullmatch(plain, start, end) is not None


def _reach(document: Document, match: Match, context: _Context) -> Iterator[Cut]:
    rule, lines, text = match.rule, document.lines, document.text
    start, end = match.start, match.end
    last = bisect_right(document.line_starts, max(start, end - 1)) - 1
    if rule.scope in ("line", "block") or (rule.scope == "tail" and rule.at == "line"):
        start, end = lines[match.line].inner, lines[last].outer
    elif rule.scope in ("sentence", "tail"):
        end = sentence_end(text, end, lines[last].outer)
    if rule.scope != "block" and last == match.line:
        start, end = own_sentences(document, rule, start, end)
    if rule.scope == "block" and rule.takes:
        last = _titles_below(document, last, rule.takes)
        end = lines[last].outer
    if rule.scope == "tail" and last >= context.last_prose:
        last = len(lines) - 1
        end = len(text)
    for number in range(match.line, last + 1):
        line = lines[number]
        a, b = max(start, line.inner), min(end, line.outer)
        if a < b:
            yield Cut(a, b, number, rule.id, rule.category, rule.leaves, rule.rejoins, LEVEL_RANK[rule.level])


def _titles_below(document: Document, number: int, most: int) -> int:
    """Return the last line of the at most ``most`` title-like lines that follow line ``number``."""
    last = before = number
    for below in range(number + 1, len(document.lines)):
        line = document.lines[below]
        if line.blank:
            continue
        words = document.text[line.inner : min(line.outer, line.inner + _TITLE_LONGEST + 1)]
        if most == 0 or len(words) > _TITLE_LONGEST or words[-1] in ".;:," or words[0].islower():
            # A title right above a paragraph is that paragraph's.
            return before if _reads_like_prose(document, below) else last
        before, last = last, below
        most -= 1
    return last


def long_prose(document: Document, number: int) -> bool:
    """Whether a line is a paragraph: 120 code points or more, and the end of a sentence."""
    line = document.lines[number]
    return line.outer - line.inner >= _LONG and _ends_or_breaks_off(document, number)


def _reads_like_prose(document: Document, number: int) -> bool:
    line = document.lines[number]
    return line.outer - line.inner >= _SENTENCE and _ends_or_breaks_off(document, number)


def _ends_or_breaks_off(document: Document, number: int) -> bool:
    """Whether a line ends as a sentence does, or is the last of a text that breaks off behind a sentence."""
    line = document.lines[number]
    if document.text[line.outer - 1] in _PROSE_END:
        return True
    below = document.lines[number + 1 : number + 1 + _BLANK_END]
    if number + 1 + len(below) < len(document.lines) or not all(line.blank for line in below):
        return False
    return another_begins(document.plain, line.inner, line.outer)


_BLANK_END = 2  # lines behind the last one with words


class _Context:
    """Where in the document a match stands, worked out when first asked for."""

    def __init__(self, document: Document, matches: Sequence[Match]) -> None:
        self._document = document
        self._matches = matches
        self._prose: tuple[int, int] | None = None
        self._lines: list[int] | None = None
        self._furniture: list[int] | None = None

    def _bounds(self) -> tuple[int, int]:
        if self._prose is None:
            marked = {
                m.line
                for m in self._matches
                if m.rule.confirms and m.rule.scope in ("sentence", "line", "block", "tail")
            }
            prose = [n for n in range(len(self._document.lines)) if long_prose(self._document, n) and n not in marked]
            self._prose = (prose[0], prose[-1]) if prose else (len(self._document.lines), -1)
        return self._prose

    @property
    def last_prose(self) -> int:
        """The last long paragraph that no rule of more than a span fits; -1 without one."""
        return self._bounds()[1]

    def has(self, need: str, match: Match) -> bool:
        if need == "head":
            return match.line < self._bounds()[0] and self._bounds()[1] >= 0
        if need == "tail":
            return match.line > self._bounds()[1] >= 0
        return self._neighbour(match)

    def is_subhead(self, match: Match) -> bool:
        """Whether the line could be a subhead: a word or three, a paragraph of prose right above and one right below.

        "Partager", "Tout accepter", "Newsletter" are buttons in a run of buttons; between two paragraphs they may
        be what the next one is about. "Déjà abonné ?" may be what an interviewer asked.
        """
        _, line_end, inner, outer = self._document.lines[match.line]
        if match.start > inner or not outer <= match.end <= line_end or outer - inner > _QUESTION_LONGEST:
            return False
        words = self._document.plain[inner:outer]
        asks = words.endswith("?")
        if (
            len(words) > (_QUESTION_LONGEST if asks else _SUBHEAD_LONGEST)
            or (words.count(" ") >= _SUBHEAD_WORDS and not asks)
            or not words.rstrip("!? ").translate(_NO_LETTERS).isalpha()
        ):
            return False
        return all(self._prose_beside(match.line, step) for step in (-1, 1))

    def is_spoken(self, match: Match) -> bool:
        """Whether the line is one of a dialogue: it begins with a dash and ends a sentence, and so does a neighbour."""
        number = match.line
        return self._turn(number) and (self._turn(number - 1) or self._turn(number + 1))

    def is_listed(self, match: Match) -> bool:
        """Whether the line is an item of a list that a sentence with a colon announces: content, whatever it says."""
        lines, text = self._document.lines, self._document.text
        line = lines[match.line]
        if match.start > line.inner or line.outer - line.inner > _ITEM_LONGEST:
            return False
        number, items = match.line - 1, 0
        while number >= 0 and items < _MOST_ITEMS and not lines[number].blank:
            if text[lines[number].outer - 1] == ":":
                break
            if lines[number].outer - lines[number].inner > _ITEM_LONGEST:
                return False
            number, items = number - 1, items + 1
        if number >= 0 and lines[number].blank:
            number -= 1
        return (
            number >= 0
            and not lines[number].blank
            and text[lines[number].outer - 1] == ":"
            and lines[number].outer - lines[number].inner >= _SENTENCE
            and not self._is_furniture(number)
        )

    def is_row(self, match: Match) -> bool:
        """Whether the line is a row of the article's own sheet (a walk, a film, a car): one of four or more that stand
        together, most of which no rule fits. "Durée : 4 h 30" is a player's elsewhere."""
        if match.rule.category in _NO_ROWS or not self._like_row(match.line):
            return False
        rows = [match.line, *self._rows(match.line, -1), *self._rows(match.line, 1)]
        return len(rows) >= _FEWEST_ROWS and 2 * sum(map(self._is_furniture, rows)) < len(rows)

    def _rows(self, number: int, step: int) -> Iterator[int]:
        """Yield the rows right above or below a row, at most one blank line between two."""
        lines = self._document.lines
        for _ in range(_MOST_ROWS):
            number += step
            if 0 <= number < len(lines) and lines[number].blank:
                number += step
            if not 0 <= number < len(lines) or not self._like_row(number):
                return
            yield number

    def _like_row(self, number: int) -> bool:
        line = self._document.lines[number]
        return like_row(self._document.plain, line.inner, line.outer)

    def _turn(self, number: int) -> bool:
        if not 0 <= number < len(self._document.lines):
            return False
        _, _, start, end = self._document.lines[number]
        text = self._document.text
        return (
            start < end
            and text[start] in _DASHES
            and text[start + 1 : start + 2] in _SPACES
            and text[end - 1] in _PROSE_END
        )

    def _prose_beside(self, number: int, step: int) -> bool:
        number += step
        while 0 <= number < len(self._document.lines) and self._document.lines[number].blank:
            number += step
        if not 0 <= number < len(self._document.lines) or self._is_furniture(number):
            return False
        line = self._document.lines[number]
        words = self._document.text[line.inner : line.outer]
        if step < 0 and len(words) >= _SENTENCE and words[-1].isalpha():
            return True  # a sentence that lost its stop, or an item; the label's own titles stand below it
        # A title below a label may be a question; a paragraph is not, or more than one.
        asks = step > 0 and words.endswith("?") and not any(c in words[:-1] for c in _PROSE_END)
        return len(words) >= _BESIDE and words[-1] in _PROSE_END and not asks

    def _is_matched(self, number: int) -> bool:
        if self._lines is None:
            self._lines = sorted({m.line for m in self._matches if m.rule.confirms})
        k = bisect_right(self._lines, number) - 1
        return k >= 0 and self._lines[k] == number

    def _is_furniture(self, number: int) -> bool:
        """Whether a rule that is more than a hint fits the line."""
        if self._furniture is None:
            self._furniture = sorted({m.line for m in self._matches if m.rule.level != HINT})
        k = bisect_right(self._furniture, number) - 1
        return k >= 0 and self._furniture[k] == number

    def _neighbour(self, match: Match) -> bool:
        """Whether a rule fits a line at most two lines with words away, no prose standing between the two."""
        lines = self._document.lines
        for step in (-1, 1):
            number, seen = match.line + step, 0
            while 0 <= number < len(lines) and seen < _NEAR:
                if not lines[number].blank:
                    seen += 1
                    # A hint in a sentence of prose confirms nothing.
                    if self._is_furniture(number):
                        return True
                    if _reads_like_prose(self._document, number):
                        break
                    if self._is_matched(number):
                        return True
                number += step
        return False
