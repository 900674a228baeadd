"""Scripts, style sheets and JSON: where they may be, which tokens are theirs, and whether the evidence is enough."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from newsclean.code.found import Found
from newsclean.code.lex import (
    CLOSE,
    GROUP,
    IDENT,
    KEYWORD,
    NATURAL,
    NEWLINE,
    NUMBER,
    OP,
    OPEN,
    PAIR,
    PUNCT,
    STOPWORD,
    Token,
    lex,
)
from newsclean.code.lines import ends_line, line_end, line_start, starts_line
from newsclean.code.segment import segments
from newsclean.code.tables import KEYWORDS, STOP
from newsclean.code.weigh import weigh
from newsclean.document import Document

# A line that matches holds something that code has and French has not, or seldom.
_HOT = re.compile(
    r"""[{}]
      |[\w$\])]\s?\([^()\n]{0,200}\)\s?;
      |[\w$\])"']\s?(?:===?|!==?|[+|&*-]=|=>|&&|\|\|)\s?[\w"'(\[{!$\u00ab\u00bb]
      |[\w$\])]\s?=\s?["'\[({!\u00ab\u00bb\u2019$]
      |\w\.\w{1,60}\s?(?:=|\()
      |[\w$]\(\s?["'\[{\u00ab]
      |[\w\]]\s?=\s?(?:[^=\s;<>"]{1,60}\s?;|(?i:vrai|faux|true|false|null?|new|nouveau|function|fonction|document|window|fen.tre)\b)
      |=>|&&|\|\|\s*[\[{(]|^\s*\|\|\s*$
      |["'\u201d\u00bb]\)\s?;|\)\s?;\s*$|^\s*[\])},;=:(\[]{1,20}\s*$|^\s*\)\s?[.;]
      |^\s*(?:var|let|const|=|:|\.\w{1,30})\s*$
      |["'][\w@ -]{1,60}["']\s?:\s?["'\[{\d\w]
      |^\s*["']?[\w.-]{1,40}["']?\s?:\s?(?:["'\d\[{]|true|false|null|vrai|faux|nul).{0,2000},\s*$
      |^\s*//|[;})]\s*//|/\*|\*/
      |@(?:media|import|font-face|keyframes|supports|charset)\b
      |[\w-]:(?!//)[^\s;{}\n]{1,60};[^\s]
    """,
    re.VERBOSE | re.MULTILINE,
)
_SOFT = 60  # a shorter line between two hot ones may be a piece of the same code
_ONLY_MARKS = re.compile(r"[\s{}()\[\];,]*[{}][\s{}()\[\];,]*\Z|\s*[)\]}]{1,3}\s?[;,]\s*\Z")
_KINDS = tuple(
    re.compile(p)
    for p in (
        # a call with a quoted or bracketed argument
        r"""[\w$\])]\s?\(\s?(?:["'{\[\u00ab\u00bb\u201c\u2019]|[^()\n]{0,200}["'{])""",
        r"\{[^{}]{0,2000}[;:=(][^{}]{0,4000}\}|[;{]\s{0,9}\}|\}\s{0,9}[)};,]|\)\s{0,2}\{",  # a block
        r"===|!==|[^=<>!]==[^=]|!=|=>|&&|\|\||\+\+",  # an operator no sentence has
        r"\b(?:function|fonction|typeof)\b|\b(?:var|let|const)\s+[\w$]+\s?(?:=|;|,)"
        r"|\b(?:window|document|fen[e\u00ea]tre|this)\.\w",  # a word of the language, an object of the page
        r"""["'][\w@. -]{1,60}["']\s?:\s?["'\[{\d\w-]""",  # a pair of JSON
        r"""[\w$\])]{2}\s?=\s?[^=\n;]{1,300};|[\w$]\s?=\s?["'\[{!]""",  # an assignment
        r"""[\w$\])]\.[\w$]{1,60}\s?(?:=[^=]|\()""",  # a member set or called
        # a declaration of CSS
        r"[\w-]\s?:\s?[^;:{}\n]{1,120};?\s{0,40}(?:(?<=;)\s{0,40}[\w-]{1,40}(?:\s[\w-]{1,40})?\s?:|\}|$)"
        r"|\{\s{0,40}[\w-]{1,40}\s?:",
        r"@(?:media|import|font-face|keyframes|supports|charset)\b",
        r"[\"'\u201d\u2019\u00bb\])}]\s?\)\s?;",  # the end of a call
    )
)
_JSON_PAIR = _KINDS[4]
_CSS = re.compile(
    r"\{\s{0,9}(?:[\w-]{1,40}(?:\s[\w-]{1,40})?\s?:\s?[^;{}\n]{1,400}[;}])"
    r"|@(?:media|import|font-face|keyframes|supports|charset)\b"
)
_SCRIPT = re.compile(r"\b(?:function|fonction|var|const|let|typeof)\b|=>|\)\s?;|\w\.\w{1,60}\(|===|&&")
_SENTENCE_END = re.compile(r"[.!?\u2026\u00bb]\s+(?=[^\W\d_a-z])")
_CLOSED = re.compile(r"[.!?\u00bb]\s*\Z")
_STRING_TAIL = re.compile(r"""["']\s?[,}\]]""")


def _end(token: Token) -> int:
    return token.end


def suspects(text: str) -> bool:
    """Whether ``text`` has a brace, ``=``, ``@import`` or a ``)`` before a ``;``: without one, nothing is script."""
    if "{" in text or "}" in text or "=" in text or ("@" in text and "@import" in text):
        return True
    at = text.find(";")
    while at > 0:
        if text[at - 1] == ")" or (text[at - 1].isspace() and text[at - 2 : at - 1] == ")"):
            return True
        at = text.find(";", at + 1)
    return False


def find(document: Document, marks: list[Found], need: float) -> Iterator[Found]:
    """Yield runs of script, style or JSON whose evidence is at least ``need``. ``marks`` is the markup, in order."""
    text = document.text
    if not suspects(text):
        return
    folded = document.folded
    opened = [m.end for m in marks if m.rule == "code/tag" and folded.startswith(("<script", "<style"), m.start)]
    spans = [(m.start, m.end) for m in marks]
    starts = [m.start for m in marks]
    for start, end in _regions(text, spans):
        tokens = lex(text, folded, start, end, spans[bisect_left(starts, start) : bisect_left(starts, end)])
        weights = weigh(tokens, text)
        for first, last, score in segments(tokens, weights, text):
            a, b = _trim(tokens, weights, first, last, text)
            if a >= b:
                continue
            at = bisect_right(opened, a)
            known = at > 0 and a - opened[at - 1] < 100 and not text[opened[at - 1] : a].strip()
            kinds, total = _evidence(text[a:b])
            whole = _ONLY_MARKS.match(text[a:b]) is not None and _alone(text, a, b)
            if not (known or whole or (score >= need and (kinds >= 2 or total >= 3))):
                continue
            a, b = _strings(
                text,
                a,
                b,
                tokens[bisect_left(tokens, b, first, last, key=_end)] if b < tokens[last - 1].end else tokens[last - 1],
            )
            a, b = _rest_of_line(text, folded, a, b)
            a = _head_of_chain(text, a, b)
            yield Found(a, b, _rule(text[a:b]), max(score, 4.0 if whole or known else 0.0))


def _regions(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of stretches of lines that hold a hot line; soft lines between hot ones belong to them."""
    size = len(text)
    begin = finish = -1
    at = 0
    stretches = list(_stretches(text))
    stretch = 0
    while True:
        m = None
        while m is None and stretch < len(stretches):
            start, stop = stretches[stretch]
            m = _HOT.search(text, max(at, start), stop)
            stretch += m is None
        if m is None:
            break
        where = m.end() - 1 if m[0][:1].isspace() else m.start()
        line_start = text.rfind("\n", 0, where + 1 if text[where] != "\n" else where) + 1
        line_end = text.find("\n", where)
        line_end = size if line_end < 0 else line_end
        if line_end <= finish:
            at = max(line_end, m.start() + 1)
            continue
        if begin < 0:
            begin = _reach_back(text, line_start, 0)
        elif not _soft(text, finish, line_start):
            yield begin, _reach_on(text, finish)
            begin = _reach_back(text, line_start, finish)
        finish = line_end
        at = line_end
        if at >= size:
            break
    if begin >= 0:
        yield begin, _reach_on(text, finish)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of stretches outside which no match of ``_HOT`` begins: all but the cold lines.

    Every match holds one of the marks of ``_MARK``, 66 characters from its beginning at the most (white space aside),
    or covers a short line. So none begins in a long line without marks but near its end; and one that begins before it
    goes no more than nine letters into it, or to a comma at its end. So a search may stop there, behind a letter.
    """
    start = begin = 0
    for line in text.split("\n"):
        end = start + len(line)
        if len(line) > 2 * _COLD and not _MARK.search(line):
            words = line.strip()
            letters = words[:_COLD].rstrip(_NO_LETTERS)
            if len(words) > 2 * _COLD and len(letters) > 9 and words[-1] != ",":
                inner = start + len(line) - len(line.lstrip())
                yield begin, inner + len(letters)
                begin = inner + len(words) - _COLD
        start = end + 1
    yield begin, len(text)


_MARK = re.compile(r"[]{}()=;:@/|&[]")
_COLD = 70
_NO_LETTERS = " \t\u00a0\u202f.,!?'\"-\u2019\u2013\u2014\u2026\u00ab\u00bb"


def _soft(text: str, start: int, end: int) -> bool:
    between = text[start:end]
    if not between.strip():
        return True
    count = 0
    for line in between.split("\n"):
        inner = line.strip()
        if not inner:
            continue
        count += 1
        if count > 60:
            return False
        if len(inner) > _SOFT and not (inner[0] in "\"'" and inner.rstrip(",")[-1:] in "\"'"):
            return False
        if inner[-1] in ".!?\u2026\u00bb" and inner.count(" ") >= 3:
            return False
    return True


def _reach_back(text: str, start: int, limit: int) -> int:
    """Take up to two short lines without a sentence before a hot line: ``var`` may stand alone there."""
    for _ in range(2):
        before = text[limit:start].rstrip()
        at = text.rfind("\n", limit, limit + len(before)) + 1
        at = max(at, limit)
        inner = before[at - limit :].strip()
        if not inner or len(inner) > 30 or inner[-1] in ".!?\u2026\u00bb":
            break
        start = at
    return start


def _reach_on(text: str, end: int) -> int:
    for _ in range(2):
        at = end
        while at < len(text) and text[at].isspace():
            at += 1
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        inner = text[at:stop].strip()
        if not inner or len(inner) > 30 or inner[-1] in ".!?\u2026\u00bb":
            break
        end = stop
    return end


def _heaviest(tokens: list[Token], weights: list[float], first: int, last: int) -> tuple[int, int]:
    """Return the part of a run that weighs most: what stands before and after it speaks for prose.

    A run may begin or end with a word because a line began there; the word is the sentence's all the same. A name
    stays with the operator or bracket behind it, a value with the operator before it.
    """
    total = low = 0.0
    start = first
    for i in range(first, last):
        total += weights[i]
        if total <= low + 1e-9:
            low, start = total, i + 1
    if first < start < last and tokens[start - 1].kind in _NAMES:
        glued = tokens[start].start == tokens[start - 1].end and tokens[start].kind in (GROUP, OPEN, IDENT)
        start -= _binds(tokens[start]) or glued
    total = high = 0.0
    end = start
    for i in range(start, last):
        total += weights[i]
        if total > high + 1e-9:
            high, end = total, i + 1
    if start < end < last and tokens[end].kind in _NAMES and _binds(tokens[end - 1]) and tokens[end - 1].kind != GROUP:
        end += 1
    return start, end


_NAMES = (NATURAL, IDENT, KEYWORD, STOPWORD, NUMBER)


def _binds(token: Token) -> bool:
    """Whether a token needs a name beside it: ``=``, ``===``, ``+``... but no mark that a sentence has too."""
    return token.kind == OP and token.text not in (".", ",", ":", ";", "!", "?", "-", "%", "*", "/", "&")


def _trim(tokens: list[Token], weights: list[float], first: int, last: int, text: str) -> tuple[int, int]:
    first, last = _heaviest(tokens, weights, first, last)
    while first < last and (tokens[first].kind == NEWLINE or (_loose(tokens[first], text) and weights[first] <= 0.3)):
        first += 1
    while first < last:
        token = tokens[last - 1]
        mark = token.kind == OP and token.text in ".?!:," and weights[last - 1] <= 0.3
        whole = token.text in ("'", '"') or (token.text in (":", ",", ".") and ends_line(text, token.end))
        if token.kind == NEWLINE or ((mark or token.kind == PUNCT) and not whole):
            last -= 1
        else:
            break
    return (tokens[first].start, tokens[last - 1].end) if first < last else (0, 0)


def _loose(token: Token, text: str) -> bool:
    """A mark that belongs to the sentence before: it stands apart from the code, or touches the sentence."""
    if token.kind == CLOSE and token.text != "}":
        return text[token.start - 1 : token.start].isalnum() or text[token.end : token.end + 1].isspace()
    if token.kind != OP or token.start == 0 or text[token.start - 1] == "\n":
        return False
    apart = text[token.end : token.end + 1].isspace()
    touches = not text[token.start - 1].isspace()
    if token.text == "." and touches and not apart:
        return text[token.start - 1] != "." and not _CLASS.match(text, token.end)
    return (apart or touches) if token.text in ".,:?!;" else apart


_CLASS = re.compile(r"[\w-]*[-_\d][\w-]*[^\n{}();=]{0,80}\{")  # a CSS class whose point the sentence cannot have


def _alone(text: str, start: int, end: int) -> bool:
    return starts_line(text, start) and ends_line(text, end)


def _evidence(code: str) -> tuple[int, int]:
    """Return how many kinds of evidence the code shows, and how many pieces (counted to three each)."""
    if len(code) > 4000:
        code = code[:4000]
    kinds = total = 0
    for pattern in _KINDS:
        found = 0
        for _ in pattern.finditer(code):
            found += 1
            if found == 3:
                break
        kinds += found > 0
        total += found
    return kinds, total


_BROKEN = re.compile(r"[^\W\d_]{4}[.!?] ([a-z]{2,9}) \Z")


def _head_of_chain(text: str, start: int, end: int) -> int:
    """``augmenté sas.call(...); de dix`` : when the sentence goes on after the code, no full stop ended it before.

    And no sentence begins with a small letter: ``du Sud. set timeout(...)`` is a name that a translator broke.
    """
    broken = _BROKEN.search(text, max(0, start - 40), start)
    if broken and broken[1] not in STOP:
        return broken.start(1)
    if start < 2 or text[start - 1] != "." or not text[start].isalpha():
        return start
    after = text[end : end + 3].lstrip(" ")[:1]
    if not after.islower():
        return start
    at = start - 1
    while at > 0 and (text[at - 1].isalnum() or text[at - 1] in "_$") and start - at < 40:
        at -= 1
    return at if at > 0 and text[at - 1] == " " else start


def _rest_of_line(text: str, folded: str, start: int, end: int) -> tuple[int, int]:
    """Take in what is left of a line that is code but for a few characters which are no sentence either."""
    line, stop = line_start(text, start), line_end(text, end)
    tail = text[end:stop].strip() if stop >= 0 else "..."
    if line >= 0:
        head = text[line:start].strip()
        if head and len(head) < min(100, end - start + 40) and _scrap(head, folded[line:start]) and not tail:
            start = line
    if stop >= 0 and tail and len(tail) < 90 and starts_line(text, start) and _cut_off(tail, folded[end:stop]):
        end = stop
    return start, end


def _cut_off(tail: str, folded: str) -> bool:
    """Whether the end of a line is where the page cut the code: ``, message: 'Merci, vous``."""
    return (_VALUE_BEGUN.match(tail) is not None and not _CLOSED.search(tail)) or (
        len(tail) < 60 and _scrap(tail, folded)
    )


_VALUE_BEGUN = re.compile(r"[,;]?\s?[a-z$_][\w$]*\s?[:=]\s?[\"'\u00ab\u2019]|[,;]\s?[a-z$_][\w$.]{0,20}\Z")


def _scrap(piece: str, folded: str) -> bool:
    """Whether a piece has marks of code and hardly a word of a sentence."""
    words = re.findall(r"(?<![\w-])[a-z]{2,}(?![\w-])", folded)
    small = piece[:1].islower() or not piece[:1].isalpha()
    if any(w in STOP for w in words) or _SPEECH.search(piece):
        return False
    if (
        " " not in piece
        and len(piece) <= 20
        and piece[-1] != "."
        and (small if piece.isalpha() else _MARKS.search(piece))
    ):
        return True  # one piece, no word that could stand alone
    if len(piece) <= 20 and not re.search(r"[^\W\d_]", piece):
        return True
    if words and len(words) <= 2 and words[0] in KEYWORDS and small and " " in piece:
        return True
    if not _CODE_MARK.search(piece):
        return False
    return small and (piece[-1] not in ".!?\u2026\u00bb" or piece.endswith(("').", '").')) or " " not in piece)


_SPEECH = re.compile(r"[\u00ab\u00bb\u201c\u201d\u2026]|\w['\u2019]\w")
_MARKS = re.compile(r"[^\w\s,.'\u2019!?:-]|^\d+;?$|^[a-z]")
_CODE_MARK = re.compile(
    r"[\w)\]]\s?[({\[=]|[;=({\['\"]\s*\w+[^\w\s]|['\"]\s?[,:;)}]|\w\.\w+\s?$|[=({\[:]$|:\s?['\"]|\w:\w|\w,\w|^[-+*/=&|?,]|\w\.$"
)


def _strings(text: str, start: int, end: int, last_token: Token) -> tuple[int, int]:
    """Take in the string that the page cut at either end of the code: its words are not the article's."""
    stop = line_end(text, end)
    if stop >= 0 and text[end:stop].strip():
        rest = text[end:stop]
        opener = last_token.kind == PUNCT and last_token.text in ("'", '"')
        value = last_token.kind == PAIR or last_token.text in ("=", ":", "(", ",", "+")
        quotes = rest.lstrip().lstrip("\"'\u00ab\u00bb\u201c ")
        whole = len(rest) < 200 and not _CLOSED.search(rest) and not _SENTENCE_END.search(rest) and '"' not in quotes
        if whole and (opener or (value and rest.lstrip()[:1] in "\"'\u00ab\u201c")):
            end = stop
    line = line_start(text, start)
    if line >= 0 and _STRING_TAIL.match(text[start : start + 4]):
        before = text[line:start]
        if before.strip() and not re.search(r"[\"\u00ab]", before) and len(before) < 200:
            ends = [m.end() for m in _SENTENCE_END.finditer(before)]
            if ends:
                start = line + ends[-1]
            elif not before.lstrip()[:1].isupper():
                start = line + len(before) - len(before.lstrip())
    return start, end


def _rule(code: str) -> str:
    head = code[:3000]
    if _SCRIPT.search(head):
        return "code/script"
    if _CSS.search(head):
        return "code/css"
    if head.lstrip()[:1] in "{[" or len(_JSON_PAIR.findall(head)) >= 2:
        return "code/json"
    return "code/script"
