"""Tokens of what may be script, style or JSON; bracket groups that balance become one token.

The lexer trusts no quote and no keyword, for a translator may have changed either. It trusts brackets, and only as
long as no sentence of prose stands between the two: an open bracket does not reach over a paragraph.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from newsclean.code.tables import CODE_ONLY, DETERMINERS, HEADS, KEYWORDS, STOP

# Kinds. A word is natural (letters, as in a sentence) or an identifier (a shape no word has).
NEWLINE, NATURAL, STOPWORD, KEYWORD, IDENT, NUMBER, URL, OP, STRING, COMMENT, COMMENT_WORD = range(11)
GROUP, OPEN, CLOSE, PAIR, DECLARATION, PUNCT, MARKUP, AT_RULE, HANDLE = range(11, 20)


class Token(NamedTuple):
    kind: int
    start: int
    end: int
    text: str  # of words the folded form; of groups the bracket and a mark: c code, p prose, n neither, 0 empty


_TOKEN = re.compile(
    r"""(?P<space>[^\S\n]+)
      |(?P<newline>\n\s*)
      |(?P<url>https?:\\?/\\?/[^\s"'<>\u00ab\u00bb\u201c\u201d`]{1,3000})
      |(?P<atrule>@(?:media|supports|font-face|import|charset|(?:-webkit-|-moz-)?keyframes|page|layer|container|namespace)\b)
      |(?P<handle>[@\#][\w-]+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64})
      |(?P<declaration>(?<![\w.$-])-{0,2}[^\W\d_][\w-]{0,40}:(?![\s/=:;,)\]}])
          [^\s;{}\n"'\u00ab\u00bb()]{1,60}(?:\ [^\s;{}\n"'\u00ab\u00bb()]{1,30}){0,4}\s?;)
      |(?P<word>[$\w](?:[\w$]|[-'.\u2019\u2011](?=[\w$])){0,400})
      |(?P<op>===|!==|==|!=|=>|&&|\|\||\+\+|--(?!>)|\*/|[-+*/%|&^]=|<=|>=|[=<>+*/%!?:;,.&|^~\\@\#-])
      |(?P<open>[(\[{])
      |(?P<close>[)\]}])
      |(?P<punct>.)""",
    re.VERBOSE | re.DOTALL,
)
_NATURAL = re.compile(r"[^\W\d_]+(?:[-'\u2019\u2011][^\W\d_]+)*\Z")
_CAMEL = re.compile(r"[a-z\u00df-\u00ff$][\w$]*?[A-Z]")
_MIXED = re.compile(r"[^\W\d_]{2,}\d+[^\W_]?\Z|[A-Z]{1,3}\d+\Z")  # letters and digits: HTML5, G20, commenter0
_DOMAIN_END = re.compile(
    r"\.(?:fr|com|org|net|uk|io|be|ch|ca|eu|info|tv|de|es|it|us|lu|ma|tn|dz|sn|ci|gouv|edu|gov|dev|app|co)(?:\.[a-z]{2})?\Z",
    re.I,
)
_CLOSER = {q: re.compile(rf"(?<!\\){q}(?=\s*[,;:)\]}}+=.?&|<>!/]|[^\S\n]*(?:\n|\Z))") for q in "\"'`\u00bb\u201d\u2019"}
_QUOTES = {
    '"': '"',
    "'": "'",
    "`": "`",
    "\u00ab": "\u00bb",
    "\u201c": "\u201d",
    "\u2019": "\u2019",
    "\u2018": "\u2019",
    "\u00bb": "\u00bb",
    "\u201d": "\u201d",
}
_PAIR = re.compile(  # the colon of a pair, and a value after it
    r"[^\S\n]*:[^\S\n]*(?=[\"'\[{\u00ab\u201c\u2019`]|-?\d|\n|(?i:true|false|null?|vrai|faux|undefined|function|fonction|new|nouveau)\b|[$\w]+[.,(}\[])"
)
_SPEECH_MARKS = frozenset((",", ":", ";", "?", "!", "&"))
_BEFORE_STRING = frozenset("=([{,:+?&|!<>;")
_MATCH = {")": "(", "]": "[", "}": "{"}
_MAX_STRING = 20_000
_BEFORE_NAMES = frozenset(
    ("new", "return", "typeof", "var", "let", "const", "throw", "await", "delete", "case", "else")
) | {*("nouveau", "nouvel", "nouvelle", "retour", "lancer", "cas", "sinon")}
_CODE_OPS = frozenset(("=", "===", "!==", "==", "!=", "=>", "&&", "||", "++", "--", "+=", "-=", "*=", "|=", "&="))


def lex(text: str, folded: str, start: int, end: int, marks: list[tuple[int, int]]) -> list[Token]:
    """Return the tokens of ``text[start:end]``, groups folded. ``marks`` are spans already known to be markup.

    Cost: O(end - start). Every string end is looked up from a place kept for its quote; no scan is repeated.
    """
    return _Lexer(text, folded, end, marks).run(start)


class _Lexer:
    """One run over one stretch of text; thrown away after."""

    def __init__(self, text: str, folded: str, end: int, marks: list[tuple[int, int]]) -> None:
        self.text, self.folded, self.end = text, folded, end
        self.marks = dict(marks)
        self.out: list[Token] = []
        self.stack: list[int] = []  # places in out of the brackets that are open
        self.next_close: dict[str, int] = {}
        self.no_comment_end = False
        self.words = self.stops = 0  # natural words since the last token of code
        self.line_code = False
        self.comment = False

    def run(self, pos: int) -> list[Token]:
        text, end, match = self.text, self.end, _TOKEN.match
        while pos < end:
            if pos in self.marks:
                stop = self.marks[pos]
                self.add(MARKUP, pos, stop, "")
                pos = stop
                continue
            m = match(text, pos, end)
            assert m is not None  # the last branch takes any character
            kind = m.lastgroup
            stop = m.end()
            if kind == "space":
                pos = stop
                continue
            if kind == "word":
                stop = self.word(pos, stop)
            elif kind == "newline":
                self.newline(pos, stop)
            elif kind == "op":
                stop = self.operator(pos, stop, m[0])
            elif kind == "open":
                if m[0] != "(" or (self.out and (self.out[-1].end == pos or self.out[-1].kind == KEYWORD)):
                    self.words = self.stops = 0
                self.stack.append(len(self.out))
                self.add(OPEN, pos, stop, m[0])
            elif kind == "close":
                self.close(pos, stop, m[0])
            elif kind == "punct":
                stop = self.punct(pos, stop, m[0])
            elif kind == "url":
                self.add(URL, pos, stop, "")
            elif kind == "atrule":
                self.add(AT_RULE, pos, stop, "")
                self.code()
            elif kind == "declaration":
                self.add(DECLARATION, pos, stop, "")
                self.code()
            else:
                self.add(HANDLE, pos, stop, m[0])
            pos = stop
        return self.out

    def add(self, kind: int, start: int, stop: int, value: str) -> None:
        self.out.append(Token(kind, start, stop, value))

    def code(self) -> None:
        """A token that only code has: the run of prose is over, and so is a comment that lost its line break."""
        self.words = self.stops = 0
        self.line_code = True
        self.comment = False

    def word(self, pos: int, stop: int) -> int:
        text = self.text
        dot = text.find(".", pos, stop)
        if dot > 0:
            stop = self.split(pos, dot, stop)
        value = self.folded[pos:stop]
        if self.comment:
            self.add(COMMENT_WORD, pos, stop, value)
            return stop
        raw = text[pos:stop]
        if value in KEYWORDS:
            self.add(KEYWORD, pos, stop, value)
            if value in CODE_ONLY:
                self.words = self.stops = 0
        elif _NATURAL.match(raw) and not (len(raw) > 1 and raw.isascii() and _CAMEL.match(raw)):
            stopword = value in STOP or (value[1:2] == "'" and len(value) > 2)
            self.add(STOPWORD if stopword else NATURAL, pos, stop, value)
            self.words += len(raw) > 1
            self.stops += stopword
            if self.words >= 9 and self.stops >= 3:
                self.stack.clear()
        elif (raw[0].isdigit() and "_" not in raw and "$" not in raw) or _MIXED.match(raw):
            self.add(NUMBER, pos, stop, value)
        elif "." in raw and (_DOMAIN_END.search(raw) or not _chain(raw)):
            self.add(URL, pos, stop, value)
        else:
            self.add(IDENT, pos, stop, value)
        return stop

    def split(self, pos: int, dot: int, stop: int) -> int:
        """``fin.window.x`` and ``fin.Le`` are the end of a sentence and what was glued to it: stop at the point."""
        first, rest = self.folded[pos:dot], self.folded[dot + 1 : stop]
        head = rest.split(".", 1)[0]
        if first[0].isdigit() and self.text[dot + 1].isalpha() and "_" not in first:
            return dot  # « en 2021.window... », « à 10h12.var ... »
        if not _NATURAL.match(self.text[pos:dot]) or first in KEYWORDS:
            return stop
        if _DOMAIN_END.match(self.text, dot, stop):
            return stop
        last = self.out[-1] if self.out else None
        if len(first) < 2:
            return dot if head in CODE_ONLY or (last is not None and last.kind == NUMBER and last.end < pos) else stop
        after_prose = (
            last is not None
            and last.kind in (NATURAL, STOPWORD, KEYWORD)
            and last.end < pos
            and last.text not in _BEFORE_NAMES
        )
        if ("-" in first or "'" in first) and last is not None and last.end < pos:
            return dot  # no name has a hyphen or an apostrophe
        if head == rest and head in KEYWORDS and self.text[stop : stop + 1] in (" ", "{"):
            return dot
        if head in CODE_ONLY or (head in HEADS and first not in HEADS):
            return dot
        if (
            last is not None
            and after_prose
            and first not in HEADS
            and (last.text in DETERMINERS or not _CAMEL.match(self.text[pos:dot]))
        ):
            return dot
        if first in HEADS:
            return stop
        if (
            not self.text[pos:dot].isascii()
            and last is not None
            and last.end < pos
            and (last.text == "," or last.text not in _BEFORE_STRING)
        ):
            return dot
        second = self.text[dot + 1 : stop]
        if second[0].isupper() and _NATURAL.match(second) and self.folded[stop : stop + 1] in (" ", ",", "'"):
            return dot
        return stop

    def newline(self, pos: int, stop: int) -> None:
        prose = not self.line_code and not self.comment and (self.words >= 6 and self.stops >= 1)
        if not prose and not self.line_code and not self.comment and self.words >= 4 and self.out:
            prose = self.text[pos - 1] in ".!?\u2026\u00bb:"
        if prose:
            self.stack.clear()
        self.add(NEWLINE, pos, stop, "2" if self.text.count("\n", pos, stop) > 1 else "1")
        self.words = self.stops = 0
        self.line_code = self.comment = False

    def operator(self, pos: int, stop: int, value: str) -> int:
        text = self.text
        if value == "/" and text.startswith("/", pos + 1) and not text.startswith(":", pos - 1):
            if not self.out or self.out[-1].kind not in (NATURAL, STOPWORD, NUMBER):
                self.add(COMMENT, pos, pos + 2, "//")
                self.comment = True
                return pos + 2
        elif value == "/" and text.startswith("*", pos + 1) and not self.no_comment_end:
            close = text.find("*/", pos + 2, min(self.end, pos + _MAX_STRING))
            if close >= 0:
                self.add(COMMENT, pos, close + 2, "/*")
                self.line_code = True
                return close + 2
            self.no_comment_end = True
        self.add(OP, pos, stop, value)
        if value in _CODE_OPS:
            self.code()
        return stop

    def close(self, pos: int, stop: int, value: str) -> None:
        out, stack, want = self.out, self.stack, _MATCH[value]
        # A stray opener or two (an emoticon, a bracket in a string) must not break the groups around it.
        for back in range(1, min(4, len(stack) + 1)):
            if out[stack[-back]].text == want:
                at = stack[-back]
                del stack[-back:]
                inner = out[at + 1 :]
                mark = _judge(want, inner)
                if mark == "s":
                    break  # a sentence in brackets; if there is code in it, it is judged on its own
                del out[at + 1 :]
                if mark == "c":
                    self.code()
                out[at] = Token(GROUP, out[at].start, stop, want + mark)
                return
        if value == "}":
            self.code()
        self.add(CLOSE, pos, stop, value)

    def punct(self, pos: int, stop: int, value: str) -> int:
        if value in _QUOTES:
            close = self.string_end(pos, _QUOTES[value])
            if close:
                inside = self.folded[pos + 1 : close - 1]
                pair = _PAIR.match(self.text, close)
                if pair and len(inside) < 60 and self.code_before(pos) and pair.end() < self.end:
                    self.add(PAIR, pos, pair.end(), "")  # "key":
                    self.code()
                    return pair.end()
                prose = sum(w in STOP for w in inside[:4000].split())
                after_pair = bool(self.out) and (self.out[-1].kind == PAIR or self.after_key())
                begins = not self.out or self.out[-1].kind == NEWLINE
                if (
                    prose < (1 if begins and not self.stack else 2)
                    or after_pair
                    or (self.stack and value not in "\u00ab\u00bb\u201d\u2019")
                ):
                    self.add(STRING, pos, close, value)
                    if prose < 2 or after_pair:
                        self.code()
                    return close
        self.add(PUNCT, pos, stop, value)
        return stop

    def after_key(self) -> bool:
        """Whether ``key:`` stands before, at the start of a line or after a comma or brace."""
        out = self.out
        if len(out) < 3 or out[-1].text != ":" or out[-2].kind not in (IDENT, NATURAL, KEYWORD):
            return False
        before = out[-3]
        if before.kind == NEWLINE:
            return bool(self.stack) or _CAMEL.match(self.text[out[-2].start : out[-2].end]) is not None
        return before.text in ("{", ",") and bool(self.stack)

    def code_before(self, pos: int) -> bool:
        last = self.out[-1] if self.out else None
        return (
            last is None
            or last.kind in (OPEN, NEWLINE, STRING, PAIR, GROUP, MARKUP, CLOSE)
            or last.text in _BEFORE_STRING
        )

    def string_end(self, pos: int, quote: str) -> int:
        """Return where the string that opens at ``pos`` ends, or 0 when this quote opens none."""
        last = self.out[-1] if self.out else None
        if quote not in "\"'`" and (last is None or last.kind in (NEWLINE, MARKUP)):
            return 0
        if quote not in "\"'`" and not self.stack and last is not None and last.text in _SPEECH_MARKS:
            return 0  # « Abonnez-vous », « Partager » : the sentence after the code
        if last is not None and last.kind not in (OPEN, NEWLINE, PAIR, MARKUP):
            keyword = last.kind == KEYWORD and last.text in (
                "return",
                "retour",
                "case",
                "cas",
                "typeof",
                "retourner",
                "renvoie",
            )
            if not keyword and last.text not in _BEFORE_STRING and last.text not in _CODE_OPS:
                return 0
        at = self.next_close.get(quote, -1)
        if at <= pos:
            found = _CLOSER[quote].search(self.text, pos + 1, self.end)
            at = found.start() if found else self.end
            self.next_close[quote] = at
        if at >= self.end or at - pos > _MAX_STRING:
            return 0
        if last is not None and last.text == ";" and not self.stack and self.text[at + 1 : at + 2] != ";":
            return 0  # a statement is over; what is quoted next is a sentence, unless it is "use strict";
        if self.text.find("\n", pos, at) >= 0:
            return 0
        return at + 1


def _chain(raw: str) -> bool:
    """Whether a.b.c is a chain of names, not an abbreviation or a list of numbers."""
    parts = raw.split(".")
    return all(parts) and sum(len(p) for p in parts) >= 3 and any(len(p) > 1 for p in parts)


def _judge(bracket: str, inner: list[Token]) -> str:
    """Say what a group holds: "0" nothing, "c" code, "p" prose, "n" neither, "s" a sentence with code in it."""
    if not inner:
        return "0"
    natural = stops = code = idents = other = 0
    colon = False
    for token in inner:
        kind, value = token.kind, token.text
        if kind == NATURAL:
            natural += len(value) > 1
            other += len(value) == 1
        elif kind == STOPWORD:
            natural += 1
            stops += 1
        elif kind in (STRING, PAIR, DECLARATION, COMMENT):
            code += 1
        elif kind == GROUP:
            if value == "{c" or value == "{0":
                code += 2
            elif value[1] == "c":
                code += 1
        elif kind == OP:
            if value in _CODE_OPS or (value == ";" and bracket == "{"):
                code += 1
            elif value == ":":
                colon = True
        elif kind == KEYWORD:
            code += value in CODE_ONLY
            idents += 1
        elif kind == IDENT:
            idents += 1
            code += bracket != "["
        elif kind in (NUMBER, CLOSE, OPEN):
            other += 1
    if code and bracket != "{" and natural >= 4 and stops >= 2:
        return "s"
    if bracket == "{" and colon and (natural + idents) >= 1 and stops * 4 <= natural + idents:
        code += 1
    if code and natural > 4 * code + 6 and stops > code:
        return "p"
    if code:
        return "c"
    return "p" if natural else "n"
