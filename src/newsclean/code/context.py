"""Code that the article is about stays: a listing that the text introduces, a name or a line of code in a sentence.

Each piece is judged on its own, by the words around it: an article about a script may carry an injected one too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from newsclean.code.found import Found
from newsclean.code.lines import REACH, line_end, line_start
from newsclean.code.tables import INTRODUCE, NAMING, NOTICE, TOPIC, TOPIC_PHRASES, TOPIC_WEAK

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_SENTENCE = re.compile(
    r"[.!?\x03](?:\s{0,2}[\x02\"])?(?:\s+|\Z)|(?<=[.!?\x03]\x02)\s"
)  # in the folded view: \x02 is », \x03 is ...
_PHRASE = re.compile("|".join(map(re.escape, TOPIC_PHRASES)))
_NOTICE = re.compile(NOTICE)
_PIECE = 100_000
_PLUMBING = re.compile(
    r"createElement|insertBefore|appendChild|getElementsByTagName|\.push\s?\(|\bwindow\.|fen.tre\.|addEventListener|\.async\b|https?:|//\w+\.\w|\bDate\(\)"
    r"|document\.(?:getElementById|cookie|body|head)|@context|\|\|\s?(?:\[|\{)|datalayer|function\s?\(|fonction\s?\(|data-[\w-]+=|!important|[\w-]{3,}__[\w-]+",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A document with every span that was found blanked out; offsets are those of the document.

    Args:
        text, folded: the document as it is, to find its lines.
        prose: the folded view, blanks for what was found.
        topical: the prose is about code.
    """

    text: str
    folded: str
    prose: str
    topical: bool

    @classmethod
    def of(cls, text: str, folded: str, found: list[Found]) -> Surroundings:
        pieces: list[str] = []
        done = 0
        for f in found:
            pieces.append(folded[done : f.start])
            pieces.append(" " * (f.end - f.start))
            done = f.end
        pieces.append(folded[done:])
        prose = "".join(pieces)
        told = _NOTICE.sub(" ", prose)
        topics: set[str] = set()
        weak = place = 0
        while place < len(told):  # piece by piece: the words of a long text would take many times its memory
            end = told.find(" ", place + _PIECE)
            words = _WORD.findall(told, place, end if end >= 0 else len(told))
            topics |= TOPIC.intersection(words)
            weak += sum(map(TOPIC_WEAK.__contains__, words))
            place = end if end >= 0 else len(told)
        strong = len(topics) + len(set(_PHRASE.findall(told)))
        return cls(text, folded, prose, strong >= 2 or (strong == 1 and weak >= 3))


def keep(found: list[Found], around: Surroundings) -> list[Found]:
    """Return what of ``found`` (in order, none overlapping) is injected. The rest is what the article talks about.

    Cost: O(n); of a long line no more than a window around each piece is read.
    """
    text, prose = around.text, around.prose
    kept: list[Found] = []
    listing_end = -1  # a listing that was introduced goes on over blank lines
    last_line = (0, 0)  # the last line with words of the article that was passed, before the line in hand
    read_to = 0
    for f in found:
        start, end = line_start(text, f.start), line_end(text, f.end)
        before = prose[start if start >= 0 else f.start - REACH : f.start]
        after = prose[f.end : end if end >= 0 else f.end + REACH]
        own_line = start >= 0 <= end and not before.strip() and not after.strip()
        starts = start >= 0 and not text[start : f.start].strip()
        if start > read_to:
            last_line = _last_line(prose, read_to, start) or last_line
            read_to = start
        if f.rule == "code/comment" and (f.tag or not around.topical):
            stays = False
        elif f.start < listing_end or (listing_end >= 0 and not text[listing_end : f.start].strip()):
            stays = starts or f.start < listing_end
        elif own_line or (starts and not f.tag):
            stays = _introduced(around, last_line, text[f.start : f.end]) or (
                not own_line and _in_sentence(around, f, "", after)
            )
        else:
            stays = _in_sentence(around, f, before, after)
        if not stays:
            kept.append(f)
            listing_end = -1
        elif starts:
            listing_end = max(end, f.end)
    return kept


def _last_line(prose: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of the last line with words in ``prose[start:end]``, or of its last ``REACH`` characters."""
    stop = start + len(prose[start:end].rstrip())
    return (max(prose.rfind("\n", start, stop) + 1, stop - REACH, start), stop) if stop > start else None


def _introduced(around: Surroundings, span: tuple[int, int], code: str) -> bool:
    """Whether the last sentence of a line leads to a listing."""
    start, end = span
    line = around.prose[max(start, end - 600) : end]
    sentence = _SENTENCE.split(line)[-1]
    words = set(_WORD.findall(sentence))
    colon = sentence.rstrip().endswith((":", ": \x01", ":\x01"))
    about = _about(words, sentence)
    if colon:
        if around.topical or not words.isdisjoint(TOPIC) or _PHRASE.search(sentence):
            return bool(words)
        return about and (not words.isdisjoint(INTRODUCE) or not _plumbing(code, 2))
    return about and bool(words & INTRODUCE) and (around.topical or len(words) <= 14)


def _about(words: set[str], sentence: str) -> bool:
    """Whether the sentence speaks of code."""
    return not (words.isdisjoint(TOPIC) and words.isdisjoint(TOPIC_WEAK)) or _PHRASE.search(sentence) is not None


def _in_sentence(around: Surroundings, f: Found, before: str, after: str) -> bool:
    """Whether a sentence of the article goes on through the code, and talks of code."""
    text = around.text
    if f.tag and not before.strip():
        return False  # no sentence goes on through it, and there may be thousands in a row
    left = _NOTICE.sub(" ", _SENTENCE.split(before)[-1])
    ending = _SENTENCE.search(after)
    right = _NOTICE.sub(" ", after[: ending.start()] if ending else after)
    open_left = bool(left.strip())
    following = text[f.end : f.end + len(after)].lstrip()[:1]
    goes_on = following.islower() or (following in ",.)\u00bb?!" and open_left)
    words = set(_WORD.findall(left)) | set(_WORD.findall(right) if goes_on or open_left else [])
    about = _about(words, left)
    code = text[f.start : f.end]
    named = _WORD.findall(left)[-1:]
    if named and len(code) < 120 and left.rstrip()[-1:].isalpha():
        name = named[0]
        if name in TOPIC or (name in NAMING and (around.topical or len(code) < 60)):
            return True  # « la balise <x> », « la variable {{ x }} »
    if f.tag:
        return (
            about and open_left and goes_on and (around.topical or bool(words & TOPIC)) and not _around_words(text, f)
        )
    if left.rstrip().endswith(":") and (about or not around.topical):
        about = _about(set(_WORD.findall(before)), before)
    if left.rstrip().endswith(":") and (about or (around.topical and bool(words & INTRODUCE))):
        return True
    strong = not words.isdisjoint(TOPIC) or _PHRASE.search(left + right) is not None
    if not (open_left or goes_on) or len(code) > 240 or _plumbing(code, 3 if strong and open_left and goes_on else 2):
        return False
    if around.topical:
        return True
    if not (open_left and goes_on):
        return False
    if strong:
        return True
    weak = len(words & TOPIC_WEAK) + (f.rule == "code/base64")
    return about and (weak >= 2 or (len(code) < 60 and code[-1] != ";"))


def _plumbing(code: str, least: int) -> bool:
    """Whether the code shows ``least`` signs of what runs a page: loaders, trackers, addresses."""
    return sum(1 for _ in islice(_PLUMBING.finditer(code, 0, 4000), least)) == least


def _around_words(text: str, f: Found) -> bool:
    """Whether the tag is one of a pair around words, as markup that was left is, or has attributes of a page."""
    tag = text[f.start : f.end]
    return "=" in tag or text[f.end : f.end + 1].isalpha() or text[f.start - 1 : f.start].isalpha()
