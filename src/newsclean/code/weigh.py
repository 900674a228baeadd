"""What each token says: above 0 for code, below 0 for prose. Log-odds in round numbers, set by hand."""

from __future__ import annotations

from newsclean.code.lex import (
    AT_RULE,
    CLOSE,
    COMMENT,
    COMMENT_WORD,
    DECLARATION,
    GROUP,
    HANDLE,
    IDENT,
    KEYWORD,
    MARKUP,
    NATURAL,
    NEWLINE,
    NUMBER,
    OP,
    OPEN,
    PAIR,
    PUNCT,
    STOPWORD,
    STRING,
    URL,
    Token,
)
from newsclean.code.tables import CODE_ONLY, ELEMENTS, FRENCH_ELEMENTS

_WORDS = (NATURAL, STOPWORD, KEYWORD, IDENT)
_NAMES = (NATURAL, IDENT, KEYWORD, URL)
_STRONG_OPS = frozenset(("===", "!==", "==", "!=", "=>", "&&", "||", "++", "+=", "-=", "|=", "&=", "*="))
_SELECTOR_OPS = frozenset((",", ">", "+", "~", "*", ":", "#", ".", "&"))
_VALUES = frozenset(("{c", "{0", "[c", "[0", "true", "false", "null", "vrai", "faux", "nul", "function", "fonction"))
_AFTER_KEYWORD = frozenset("=({[;,:)}")


def weigh(tokens: list[Token], text: str) -> list[float]:
    """Return one weight for each token."""
    count = len(tokens)
    weights = [0.0] * count
    before: Token | None = None  # last token that is not a line break
    for i, token in enumerate(tokens):
        kind, start, end, value = token
        after = tokens[i + 1] if i + 1 < count else None
        if after is not None and after.kind == NEWLINE:
            after = tokens[i + 2] if i + 2 < count else None
        glued_after = after is not None and after.start == end
        w = 0.0
        if kind in _WORDS:
            w = _word(kind, value, before, after, glued_after, tokens[i + 2] if i + 2 < count else None)
        elif kind == GROUP:
            w = _group(token, before, after, text)
        elif kind == OP:
            w = _operator(value, before, after, start, end)
        elif kind == STRING:
            w = (
                1.0
                if before is not None and (before.kind in (PAIR, OPEN, STRING) or before.text in _AFTER_STRING)
                else 0.3
            )
            if before is not None and before.kind == PAIR:
                w = 1.5
        elif kind == PAIR:
            w = 2.0
        elif kind in (DECLARATION, COMMENT):
            w = 2.5
        elif kind == COMMENT_WORD:
            w = -0.05
        elif kind == AT_RULE:
            w = 3.0
        elif kind == OPEN:
            w = {"{": 1.5, "(": 0.3, "[": 0.2}[value]
        elif kind == CLOSE:
            w = {"}": 2.0, ")": 0.3, "]": 0.3}[value]
        elif kind == NUMBER:
            w = -0.2
        elif kind == URL:
            w = -0.6
        elif kind == HANDLE:
            w = -1.0
        elif kind == PUNCT:
            w = -0.4
        elif kind == MARKUP:
            w = 0.2
        weights[i] = w
        if kind != NEWLINE:
            before = token
    _selectors(tokens, weights, text)
    _broken_names(tokens, weights)
    return weights


_AFTER_STRING = frozenset("=([{,:+?&|!<>;") | _STRONG_OPS | {"return", "retour", "typeof", "case", "cas"}


def _word(kind: int, value: str, before: Token | None, after: Token | None, glued: bool, second: Token | None) -> float:
    follows = after.text if after is not None else ""
    code_group = after is not None and after.kind == GROUP and follows[1] in "c0"
    called = glued and code_group and follows[0] == "("
    if kind == IDENT:
        return 2.0 if called or follows in ("=", ";", ".") else 1.5
    if kind == KEYWORD:
        if value in CODE_ONLY:
            return 1.8
        if follows[:1] == "{" and value not in _BLOCKS:
            return _before_brace(value, before)
        if value in _LINKS and code_group and not glued and before is not None and before.kind in (NATURAL, STOPWORD):
            return 1.5 if second is not None and second.text[:1] == "{" else -1.2
        if (
            code_group
            or (follows in _AFTER_KEYWORD and glued)
            or follows in ("=", "[", "{")
            or (follows == ";" and before is not None and before.text in ("=", ":", "retour", "return"))
        ):
            return 1.5
        if second is not None and after is not None and second.text in ("{c", "{0", "{") and follows[:1] == "(":
            return 1.5  # a head and its block
        if value in ("function", "fonction") and follows[:1] != "(" and second is not None and second.text[:1] == "(":
            return 1.5
        if glued and follows[:1] == "(":
            return 0.3
        if value in _TYPES and second is not None and (second.text[:1] == "{" or second.text == "extends"):
            return 1.5
        if value in _NEW and after is not None and after.kind in (IDENT, NATURAL) and second is not None:
            return 0.8 if second.text in ("(c", "(0", "(n", ".") and second.start == after.end else -1.2
        if value in _ENGLISH and before is not None and before.text in ("{", "}", ";", "{c", "{0", "(c"):
            return 0.5
        if (
            value in _COMMANDS
            and after is not None
            and after.kind in (IDENT, KEYWORD)
            and (before is None or before.kind in (NEWLINE, GROUP, OP, CLOSE))
        ):
            return 0.5
        return -1.2
    if called:
        return 1.0
    if before is not None and before.text in _TYPES and follows[:1] in ("{", "e"):
        return 0.5
    if glued and follows == ":" and second is not None and (second.kind == STRING or second.text in _VALUES):
        return 0.4
    if glued and (follows == "=" or (after is not None and after.kind == GROUP and follows in ("[c", "[n", "[0"))):
        return 0.3
    if follows in ("=", "+=", "===", "!==", "==", "||", "&&", "++") or (
        before is not None and before.text in ("=", "===", "!==", "==", "||", "&&", "?", "(", ".", "typeof")
    ):
        return -0.4 if kind == NATURAL else -1.5
    if len(value) == 1 and value not in ("a", "y", "o"):
        return -0.2
    return -2.5 if kind == STOPWORD else -1.3


def _before_brace(value: str, before: Token | None) -> float:
    """A reserved word right before a brace: ``return {`` is code, « il faut dire que {"a": 1} » is the sentence."""
    if value in ("return", "retour", "retourner", "renvoie", "default", "defaut", "export", "import"):
        return 1.5
    after_prose = before is not None and before.kind in (NATURAL, STOPWORD)
    return -1.2 if after_prose or value not in _ENGLISH else 1.0


_BLOCKS = frozenset(("else", "sinon", "try", "essayer", "essayez", "do", "faire", "autre"))
_LINKS = frozenset(("que", "pour", "dans", "si", "faire", "de", "alors", "cela", "ceci", "cas", "type", "sinon"))
_ENGLISH = frozenset(("return", "if", "for", "while", "new", "let", "try", "switch", "do", "case", "break"))
_COMMANDS = _ENGLISH | {"retour", "retourner", "renvoie", "sinon", "lancer", "essayer", "var", "const"}
_TYPES = frozenset(("class", "interface", "enum", "extends"))
_NEW = frozenset(("new", "nouveau", "nouvel", "nouvelle"))


def _group(token: Token, before: Token | None, after: Token | None, text: str) -> float:
    bracket, mark = token.text[0], token.text[1]
    size = token.end - token.start
    touches = before is not None and before.end == token.start
    callee = before is not None and before.kind in (*_NAMES, GROUP, STRING) and touches
    if bracket == "{":
        return {"c": 6.0 if size > 60 else 5.0, "0": 2.0, "p": -2.5, "n": -0.5}[mark]
    if bracket == "(":
        if mark == "0":
            return 1.5 if callee else 0.3
        if mark == "c":
            return (3.0 if callee else 2.0) + (2.0 if size > 80 else 0.0)
        if after is not None and after.text in ("{c", "{0", "=>"):
            return 1.5  # the parameters of a function, the condition of a block
        if callee and before is not None and before.text in ("{c", "(c"):
            return 1.0  # a function called where it was written
        chained = callee and after is not None and after.text == "." and after.start == token.end and size < 40
        if chained or (mark == "n" and before is not None and before.text == "(c"):
            return 0.5
        return -0.6 if callee and mark == "n" else -2.0
    if mark == "c":
        return 6.0 if text[token.start + 1 : token.start + 9].lstrip()[:1] == "{" else 1.5
    if mark == "0":
        return 1.0
    return 0.5 if callee and mark == "n" else -1.5


def _operator(value: str, before: Token | None, after: Token | None, start: int, end: int) -> float:
    if value in _STRONG_OPS:
        return 2.5
    if value == "=":
        if before is None or after is None:
            return 0.5
        if before.kind in (IDENT, CLOSE) or (before.kind == GROUP and before.text[0] == "["):
            return 2.5
        if after.kind in (GROUP, STRING, IDENT, OPEN) or after.text in (
            "!",
            "vrai",
            "faux",
            "true",
            "false",
            "nul",
            "null",
        ):
            return 2.2
        return 1.0 if before.kind in (NATURAL, KEYWORD) and after.kind == NUMBER else 0.7
    if value == ";":
        if before is None:
            return 0.5
        if before.kind in (GROUP, CLOSE, STRING) and (before.kind != GROUP or before.text[1] in "c0"):
            return 1.5
        if before.kind in (IDENT, KEYWORD, COMMENT):
            return 1.0
        if after is not None and after.start == end and before.end < start:
            return 0.3
        return 0.4 if before.end == start else -0.3
    if value in ("!", "?", ":", "+", ",", "|", "&", "*", "/", "<", ">", "~", "^", "%"):
        if after is not None and value == "!" and (after.kind == GROUP or after.text in ("function", "fonction", "(")):
            return 1.5
        if value == "," and before is not None and before.kind == GROUP and before.text[1] == "c":
            return 0.5
        return 0.0
    if value == ".":
        if after is not None and after.start == end and after.kind in (IDENT, NATURAL, KEYWORD):
            return 0.8 if before is not None and before.kind in (GROUP, CLOSE) else 0.2
        return -0.5
    if value == "\\":
        return 0.8
    return 0.0


def _selectors(tokens: list[Token], weights: list[float], text: str) -> None:
    """CSS: what stands before a ``{ }`` of declarations is its selector, and an at-rule reaches to its brace."""
    for i, token in enumerate(tokens):
        if token.kind == AT_RULE:
            for j in range(i + 1, min(len(tokens), i + 60)):
                if tokens[j].text[:1] in (";", "{", "}"):
                    if tokens[j].kind == GROUP:  # its block, whatever stands in it
                        weights[j] = max(weights[j], 1.0)
                    break
                weights[j] = max(weights[j], 0.5)
        if (token.kind != GROUP and token.kind != OPEN) or token.text[0] != "{" or token.text[1:] in ("p", "n"):
            continue
        if ":" not in text[token.start : token.start + 400]:
            continue
        j = i - 1
        while j >= 0 and i - j < 400:
            t = tokens[j]
            if not (
                (t.kind == IDENT and not text.startswith("$", t.start))
                or t.kind == HANDLE
                or (t.kind == OP and t.text in _SELECTOR_OPS and (t.text != "." or _class_point(tokens, j, text)))
                or (t.kind == GROUP and t.text[0] in "[(" and tokens[j - 1].end == t.start)
                or (t.kind in (NATURAL, STOPWORD, KEYWORD, URL) and _simple_selector(tokens, j, text))
            ):
                break
            j -= 1
        j += 1
        while j < i and tokens[j].kind == OP and tokens[j].text in ",>+~":
            j += 1
        for k in range(j, i):
            weights[k] = max(weights[k], 0.8)


def _class_point(tokens: list[Token], j: int, text: str) -> bool:
    """Whether the point opens the name of a class; else it ends the sentence before the selector."""
    token, name = tokens[j], tokens[j + 1]
    if name.start != token.end or name.kind not in (*_WORDS, NUMBER, URL):
        return False
    before = tokens[j - 1] if j else None
    if before is None or before.end < token.start:
        return True
    if name.text.split(".", 1)[0] in ELEMENTS:
        return False
    sentence = before.kind in (NATURAL, STOPWORD) and before.text not in ELEMENTS
    return not sentence or not name.text.isalpha()


def _simple_selector(tokens: list[Token], j: int, text: str) -> bool:
    """An element name, or a name that a class, id or pseudo-class mark is glued to."""
    token = tokens[j]
    if token.text in ELEMENTS:
        before = tokens[j - 1] if j else None
        if not text[token.start : token.end].isascii():
            return False
        glued = tokens[j + 1].start == token.end
        begins = before is None or before.kind in (NEWLINE, GROUP, CLOSE) or before.text in (",", ">", "+", "~")
        return glued or begins or token.text not in FRENCH_ELEMENTS
    return token.start > 0 and text[token.start - 1] in ".#:-" and (j == 0 or tokens[j - 1].end == token.start)


def _broken_names(tokens: list[Token], weights: list[float]) -> None:
    """``var est prêt = faux``: up to four words between ``var`` and ``=`` are one name that a translator broke."""
    for i, token in enumerate(tokens):
        if token.kind == KEYWORD and token.text in ("var", "const", "let"):
            for j in range(i + 1, min(len(tokens), i + 6)):
                if tokens[j].text == "=":
                    for k in range(i + 1, j):
                        weights[k] = max(weights[k], 0.3)
                    break
                if tokens[j].kind not in (NATURAL, STOPWORD, KEYWORD, IDENT):
                    break
        elif token.kind == KEYWORD and token.text in ("export", "exporter", "import", "importer"):
            for j in range(i + 1, min(len(tokens), i + 4)):
                if tokens[j].text[:1] == "{":
                    for k in range(i, j):
                        weights[k] = max(weights[k], 0.5)
                    break
                if tokens[j].kind not in (NATURAL, STOPWORD, KEYWORD, IDENT):
                    break
