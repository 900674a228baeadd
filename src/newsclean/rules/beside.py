"""Sentences of the article that a match swallowed, since they stand on the line of a notice."""

from __future__ import annotations

import re
from functools import cache

from newsclean.document import Document
from newsclean.fold import plain
from newsclean.rules.lexicon import slots_for
from newsclean.rules.model import Rule
from newsclean.rules.pattern import Compiled, compiled, expand, fold_spaces
from newsclean.sentences import glued, sentences

__all__ = ["own_sentences"]

_MOST = 40
_FEWEST_WORDS = 2
_FEWEST_GLUED = 4
_MOST_GLUED = 8
_LONGEST = 2000  # code points of a match that is looked into
_QUOTE = "\x01"
_WORD = re.compile(r"[^\W_]+")
_STOPS = ".\N{HORIZONTAL ELLIPSIS}"  # a question or a cry opens many a notice
_ENDS = ".\x02\x03"  # of a sentence that is glued to a notice: in the view, a guillemet and an ellipsis too
#: Whose notices say what they say in sentences of their own. A title, a name or a date has stops that end no sentence.
_CATEGORIES = ("ads", "comment", "contact", "cookie", "legal", "newsletter", "other", "paywall", "promo", "share")
#: To whose notices a sentence may be glued.
_SAID = (*_CATEGORIES, "crosslink", "video")


def own_sentences(document: Document, rule: Rule, start: int, end: int) -> tuple[int, int]:
    """Return the part of ``document.text[start:end]``, a match on one line, that is the notice's.

    A sentence at the beginning or the end of the match is the article's if it speaks neither to the reader nor of the
    site, holds no anchor of the rule and ends with a full stop; so is one that is glued to the last word of the notice
    ("newsletterLe maire a voté."). Where no sentence is left, all of it is the notice's.
    """
    if rule.category in _SAID:
        end = _glued(document, rule, start, end)
    if rule.category not in _CATEGORIES or rule.scope not in ("line", "sentence"):
        return start, end
    spans = sentences(document.text, start, end, _MOST)
    first, last = 0, len(spans)
    while first < last and _is_told(document, rule, *spans[first]):
        first += 1
    while last > first and _is_told(document, rule, *spans[last - 1]):
        last -= 1
    if first < last and (first or last < len(spans)):
        return spans[first][0] if first else start, spans[last - 1][1] if last < len(spans) else end
    return start, end


def _glued(document: Document, rule: Rule, start: int, end: int) -> int:
    """Return where the notice ends to whose last word a sentence of the article is glued ("newsletterLe maire a")."""
    view = document.plain
    if view[end - 1] not in _ENDS or end - start > _LONGEST:
        return end
    for place in glued(view, start, end)[:_MOST_GLUED]:
        own = _QUOTE if view[place] == _QUOTE else ""
        if _is_told(document, rule, place + len(own), end, _ENDS, _FEWEST_GLUED):
            return place
    return end


def _is_told(
    document: Document, rule: Rule, start: int, end: int, stops: str = _STOPS, fewest: int = _FEWEST_WORDS
) -> bool:
    words = document.plain[start:end].lstrip()
    if words[-1] not in stops or not words[0].isupper() or len(_WORD.findall(words)) < fewest:
        return False
    if any(anchor in document.folded[start:end] for anchor in rule.anchors):
        return False
    return _of_the_house().search(words) is None


@cache
def _of_the_house() -> Compiled:
    slots = slots_for("fr")
    return compiled(fold_spaces(plain(expand("{addressed}|{of_the_house}", slots)), glue=False))
