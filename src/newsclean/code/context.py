"""Code that the article is about stays: a listing that the text introduces, a name or a line of code in a sentence.

Each piece is judged on its own, by the words around it: an article about a script may carry an injected one too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsclean.code.found import Found
from newsclean.code.tables import INTRODUCE, TOPIC, TOPIC_PHRASES, TOPIC_WEAK

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_SENTENCE = re.compile(r"[.!?\u2026](?:\s+[\u00bb\"\u201d])?\s+(?=\S)")
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
        words = _WORD.findall(prose)
        strong = len({w for w in words if w in TOPIC}) + sum(p in prose for p in TOPIC_PHRASES)
        weak = sum(w in TOPIC_WEAK for w in words)
        return cls(text, folded, prose, strong >= 2 or (strong == 1 and weak >= 3))


def keep(found: list[Found], around: Surroundings) -> list[Found]:
    """Return what of ``found`` (in order, none overlapping) is injected. The rest is what the article talks about."""
    text, prose = around.text, around.prose
    kept: list[Found] = []
    listing_end = -1  # a listing that was introduced goes on over blank lines
    for f in found:
        line_start = text.rfind("\n", 0, f.start) + 1
        line_end = text.find("\n", f.end)
        line_end = len(text) if line_end < 0 else line_end
        before, after = prose[line_start : f.start], prose[f.end : line_end]
        own_line = not before.strip() and not after.strip()
        starts = not text[line_start : f.start].strip()
        if f.rule == "code/comment" and f.tag:
            stays = False
        elif f.start < listing_end or (listing_end >= 0 and not text[listing_end : f.start].strip()):
            stays = starts or f.start < listing_end
        elif own_line or (starts and not f.tag):
            stays = _introduced(around, _line_before(prose, line_start)) or (
                not own_line and _in_sentence(around, f, "", after)
            )
        else:
            stays = _in_sentence(around, f, before, after)
        if not stays:
            kept.append(f)
        elif starts:
            listing_end = max(line_end, f.end)
    return kept


def _line_before(text: str, line_start: int) -> tuple[int, int]:
    """Return the span of the last line with words before ``line_start``."""
    end = line_start
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return text.rfind("\n", 0, end) + 1, end


def _introduced(around: Surroundings, span: tuple[int, int]) -> bool:
    start, end = span
    line = around.prose[max(start, end - 600) : end]
    sentence = _SENTENCE.split(line)[-1]
    words = set(_WORD.findall(sentence))
    colon = sentence.rstrip().endswith((":", ": \x01", ":\x01"))
    about = bool(words & TOPIC) or bool(words & TOPIC_WEAK) or any(p in sentence for p in TOPIC_PHRASES)
    if colon:
        return about or (around.topical and bool(words))
    return about and bool(words & INTRODUCE) and (around.topical or len(words) <= 14)


def _in_sentence(around: Surroundings, f: Found, before: str, after: str) -> bool:
    """Whether a sentence of the article goes on through the code, and talks of code."""
    text = around.text
    left = _SENTENCE.split(before + " ")[-1]
    right = _SENTENCE.split(after)[0]
    open_left = bool(left.strip())
    following = text[f.end : f.end + len(after)].lstrip()[:1]
    goes_on = following.islower() or (following in ",.)\u00bb?!" and open_left)
    words = set(_WORD.findall(left)) | set(_WORD.findall(right) if goes_on or open_left else [])
    about = bool(words & TOPIC) or bool(words & TOPIC_WEAK) or any(p in left for p in TOPIC_PHRASES)
    code = text[f.start : f.end]
    named = _WORD.findall(left)[-1:]
    if named and (named[0] in TOPIC or named[0] in TOPIC_WEAK) and len(code) < 120 and left.rstrip()[-1:].isalpha():
        return True  # « la balise <x> », « la variable {{ x }} »
    if f.tag:
        return (
            about and (open_left or goes_on) and (around.topical or bool(words & TOPIC)) and not _around_words(text, f)
        )
    if left.rstrip().endswith(":") and (about or (around.topical and bool(words & INTRODUCE))):
        return True
    plumbing = len(_PLUMBING.findall(code)) >= 2 or len(code) > 240
    if not (open_left or goes_on) or plumbing:
        return False
    return around.topical or about


def _around_words(text: str, f: Found) -> bool:
    """Whether the tag is one of a pair around words, as markup that was left is, or has attributes of a page."""
    tag = text[f.start : f.end]
    return "=" in tag or text[f.end : f.end + 1].isalpha() or text[f.start - 1 : f.start].isalpha()
