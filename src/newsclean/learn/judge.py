"""Boilerplate or not: what recurs is learned where something besides recurring says that it is no part of the article.

What a section repeats (standfirsts, tables, titles), what many articles quote, what could be a subhead is held back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from newsclean.document import Document
from newsclean.learn import words
from newsclean.learn.count import ACROSS, Counted
from newsclean.learn.keys import LINE, NAMED, SENTENCE, SLOTS
from newsclean.rules.engine import RuleSet
from newsclean.rules.load import builtin_rules
from newsclean.rules.model import HINT

__all__ = ["Known", "Notice", "judged", "known", "place_of", "settled"]

_PLACED = 0.8  # share of the documents on which it must stand in one place for that to be its place
_MOST = 0.5
_OFTEN = 0.3
_SEVERAL = 0.1
_SUBHEAD_WORDS = 4
_FEWEST_LETTERS = 4
_FEWEST_WORDS_OF_A_SENTENCE = 5
_PROSE_WORDS = 8
_ENDS = ".!?\x03\x02\"')"
_WORD = re.compile(r"[a-z0-9']+")
_NO_WORDS = dict.fromkeys(map(ord, SLOTS))
_OPENING, _CLOSING = '\x01"', '\x02"'


class Known(NamedTuple):
    """What the rules of this package say of a piece: the category, by a rule or only by a hint."""

    category: str = "other"
    sure: bool = False
    rule: str = ""


class Notice(NamedTuple):
    """A candidate with its words.

    Attributes:
        counted: how often and where.
        share: of the site's documents.
        size: the site's documents.
        key: the letters of its key.
        words: how it reads on the first of its samples.
    """

    counted: Counted
    share: float
    size: int
    key: str
    words: str


def place_of(counted: Counted) -> str:
    """Return "head", "body" or "tail", where it nearly always stands there; else "mixed"."""
    return settled(counted.docs, {"head": counted.head, "tail": counted.tail, "body": counted.body})


def settled(docs: int, places: Mapping[str, int]) -> str:
    """Return the place that nearly all of the documents agree on, or "mixed"."""
    return next((place for place, count in places.items() if count >= _PLACED * docs), "mixed")


@cache
def _rules() -> RuleSet:
    return RuleSet(builtin_rules())


def known(text: str) -> Known:
    """Return what the rules of this package say of a piece that stands alone."""
    document = Document(text)
    best = Known()
    for match in _rules().matches(document):
        if 2 * (match.end - match.start) < len(text) and match.rule.scope == "span":
            continue
        sure = match.rule.level != HINT
        if not best.rule or (sure and not best.sure):
            best = Known(match.rule.category, sure, match.rule.id)
    return best


def judged(notice: Notice, about: Known, include: tuple[str, ...]) -> str | None:
    """Return why a candidate is held back, or None where it is learned."""
    for reason in _reasons(notice, about):
        if reason not in include:
            return reason
    return None


def _reasons(notice: Notice, about: Known) -> list[str]:
    """Return all that speaks against a candidate, the gravest first."""
    counted, key = notice.counted, notice.key
    letters = key.translate(_NO_WORDS)
    vocabulary = _WORD.findall(letters)
    place = place_of(counted)
    reasons: list[str] = []
    if (sum(map(str.isalpha, letters)) < _FEWEST_LETTERS and not about.sure) or _unread(notice):
        return ["short"]
    if _is_quoted(key):
        reasons.append("quotation")
    few = 2 * counted.between >= counted.docs and notice.share < _MOST
    if about.sure and counted.kind != SENTENCE:
        return [*reasons, "subhead"] if few and len(vocabulary) <= _SUBHEAD_WORDS else reasons
    addressed = words.addressed(key) or _names_site(notice)
    # Sites share dispatches too, with their titles: only what speaks to the reader is furniture of many.
    inner = 2 * counted.between >= counted.docs or 2 * counted.first >= counted.docs
    if counted.site == ACROSS and (inner or not addressed):
        reasons.append("across")
    if 2 * counted.table >= counted.docs:
        reasons.append("table")
    if words.serial(key) and notice.share < _MOST:
        reasons.append("serial")
    if counted.kind == SENTENCE:
        if len(vocabulary) < _FEWEST_WORDS_OF_A_SENTENCE or key[-1] not in _ENDS:
            reasons.append("short")
        elif notice.share < _MOST and not (addressed and notice.share >= _SEVERAL) and not about.sure:
            reasons.append("prose")
        return reasons
    if _reads_like_prose(key, vocabulary):
        if not _certain(notice, place) and not (addressed and (place == "tail" or notice.share >= _OFTEN)):
            reasons.append("prose")
        return reasons
    rare = notice.share < _OFTEN
    opens = 2 * counted.first >= counted.docs or (place == "head" and notice.share < _SEVERAL)
    if counted.kind == NAMED:
        if rare or place not in ("head", "tail"):
            reasons.append("title")
    elif rare and not addressed and (counted.varies or (opens and len(vocabulary) >= 3)):
        reasons.append("title")
    if few and not addressed:
        reasons.append("subhead")
    elif place == "body" and rare and not addressed:
        reasons.append("body")
    elif place == "mixed" and rare and len(vocabulary) == 1:
        reasons.append("short")
    return reasons


def _is_quoted(key: str) -> bool:
    """Whether it begins with a quotation that is the better half of it."""
    return key[0] in _OPENING and 2 * max(key.rfind(mark) for mark in _CLOSING) > len(key)


def _reads_like_prose(key: str, vocabulary: list[str]) -> bool:
    return len(vocabulary) >= _PROSE_WORDS and key[-1] in _ENDS


def _certain(notice: Notice, place: str) -> bool:
    """Whether it stands on so many pages that no section of the site could explain it."""
    return notice.counted.site != ACROSS and (
        (notice.share >= 0.8 and notice.size >= 20) or (place == "tail" and notice.share >= _MOST and notice.size >= 10)
    )


def _unread(notice: Notice) -> bool:
    """Whether letters are lost in the folded view: then different words have one key."""
    lost = notice.key.count("?") - notice.words.count("?")
    return lost > 1 and 8 * lost > len(notice.key)


def _names_site(notice: Notice) -> bool:
    """Whether it says the name of its site: the host without its end, spaces and dashes aside."""
    if notice.counted.kind not in (LINE, SENTENCE) or notice.counted.site == ACROSS:
        return False
    label = max(notice.counted.site.lower().split(".")[:-1] or [notice.counted.site.lower()], key=len)
    name = "".join(filter(str.isalnum, label))
    return len(name) >= 5 and name in "".join(filter(str.isalnum, notice.key))
