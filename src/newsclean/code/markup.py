"""HTML that was left in the text: elements that hold code, comments, tags, tags written as entities, stray attributes.

Around prose only the tags go. ``<3``, ``a < b``, ``<jean@exemple.fr>`` and ``<https://...>`` are no tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.code.found import Found
from newsclean.code.tables import ATTRIBUTES, ELEMENTS, INLINE_ELEMENTS
from newsclean.document import Document

_QUOTED = r"""(?:"[^"\n<>]{0,3000}"|'[^'\n<>]{0,3000}'"""
_QUOTED += r"""|\u00ab[^\u00bb\n<>]{0,1000}\u00bb|\u201c[^\u201d\n<>]{0,1000}\u201d|"[^"]{0,3000}"|'[^']{0,3000}')"""
_HEAD = re.compile(r"<\s?(/?)\s?([a-zA-Z][\w:-]{0,40})")
_REST = re.compile(
    rf"""(?:[^\S\n]*\n?[^\S\n]*(?:[^\s"'<>=/]{{1,80}}(?:\s?=\s?(?:{_QUOTED}|[^\s<>"']{{1,2000}}))?|{_QUOTED}|/))*+\s?>"""
)
_LOOSE = re.compile(r"[^<>\n]{0,2000}>")
_CUT_OFF = re.compile(
    rf"""(?:\s+[^\s"'<>=/]{{1,80}}(?:\s?=\s?(?:{_QUOTED}|[^\s<>"']{{1,2000}}))?)*+\s*(?:[\w-]{{1,40}}\s?=\s?["'][^"'\n<>]{{0,2000}})?(?=\n|\Z)"""
)
_ASSIGNS = re.compile(r"""[\w:-]\s?=\s?["'\u00ab\u201c\u2019\w/#]""")
_WITH_CONTENT = re.compile(r"<\s?(script|style|svg)\b", re.I)
_COMMENT = re.compile(r"<!\s?--")
_BANG = re.compile(
    r"<!(?:doctype|element|entity)\b[^<>\n]{0,500}>|<\?xml\b[^<>\n]{0,500}\??>|<!\[(?:end)?if\b[^<>\n]{0,80}\](?:--)?>",
    re.I,
)
_CDATA = re.compile(
    r"(?:/\*|//)?[^\S\n]*(?:<!--(?://-->)?)?<!\[CDATA\[(?://>(?:<!--)?)?[^\S\n]*(?:\*/)?"
    r"|(?:/\*|//)?[^\S\n]*(?:(?://)?--[>!]?(?:<!)?)?\]\]>[^\S\n]*(?:\*/)?"
    r"|(?://|/\*)[^\S\n]*--><!\]\]>"
)
_LONE_COMMENT_MARK = re.compile(r"^[^\S\n]*(?://[^\S\n]*)?(?:<!--|--!?>)[^\S\n]*$", re.M)
_ESCAPED = re.compile(
    r"&lt;\s?[/!]?\s?-{0,2}\s?(?P<e>[a-zA-Z][\w:-]{0,40})(?:(?!&[lg]t;)[^\n]){0,2000}?&gt;|&lt;!--(?:(?!&lt;!--)[^\n]){0,2000}?--&gt;"
    r"|\\u003[cC]\s?(?:\\?/)?(?P<u>[a-zA-Z][\w:-]{0,40})(?:(?!\\u003[cCeE])[^\n]){0,2000}?\\u003[eE]"
    r"|%3C(?:%2F|/)?(?P<p>[a-zA-Z][\w:-]{0,40})(?:(?!%3[CE])[^\s]){0,2000}?%3E"
)
_NAME = r"(?:data|aria|on|v|ng|xml|xlink)[-:]?[\w:.-]{1,40}|[a-z][\w:-]{0,30}"
_BARE = "(?:webkit|moz)?allowfullscreen|async|defer|controls|autoplay|loop|muted|playsinline|hidden|disabled|required"
_STRAY = re.compile(
    rf"""(?<![\w.$<\[@/-])(?:(?:{_NAME})\s?=\s?(?:"[^"\n<>]{{0,2000}}"|'[^'\n<>]{{0,2000}}')[^\S\n]?){{1,40}}"""
    rf"""(?:(?:[^\S\n]?(?:{_BARE})){{0,4}}\s?/?\s?>)?""",
    re.I,
)
_STRAY_NAME = re.compile(rf"(?:^|(?<=[\s\"']))({_NAME})\s?=\s?[\"']", re.I)
_STRAY_END = re.compile(r"""^[^\S\n]*["']?\s?/?>(?=[^\W\d_]|$)""", re.M)
_PROSE_LINE = re.compile(r"^[^\S\n]*[^\W\d_][^\n<>{}=;]{70,}[.!?\u00bb][^\S\n]*$", re.M)
_ALONE_SURE = frozenset(
    ["class", "style", "href", "src", "srcset", "target", "rel", "onclick", "id", "width", "height", "frameborder"]
)
_LIMIT = 200_000


def find(document: Document) -> Iterator[Found]:
    """Yield what is markup; of two that overlap the longer counts."""
    text = document.text
    if "<" in text:
        yield from _tags(text, document.folded)
    if ">" in text and "]]>" in text:
        for m in _CDATA.finditer(text):
            if "]]>" in m[0]:
                yield Found(*m.span(), "code/comment", tag=True)
    if ("&" in text and "&lt;" in text) or ("\\" in text and "\\u003" in text) or ("%" in text and "%3C" in text):
        yield from _escaped(text)


def _tags(text: str, folded: str) -> Iterator[Found]:
    at, size = text.find("<"), len(text)
    no_close: set[str] = set()  # elements whose closing tag stands nowhere ahead
    no_comment_close = False
    while at >= 0:
        stop = 0
        m: re.Match[str] | None
        following = text[at + 1 : at + 3]
        if following[:1] == "!":
            m = _CDATA.match(text, at) or _BANG.match(text, at)
            if m:
                start = at
                while (
                    start
                    and text[start - 1] in "/* "
                    and text[start - 2 : start].strip(" ") in ("/", "//", "/*", "*", "")
                ):
                    if text[start - 1] == " " and text[start - 2 : start - 1] not in ("/", "*"):
                        break
                    start -= 1
                stop = m.end()
                yield Found(start, stop, "code/comment", tag=True)
            elif _COMMENT.match(text, at) and not no_comment_close:
                close = text.find("-->", at + 4, at + _LIMIT)
                if close < 0:
                    no_comment_close = True
                elif text.find("<!--", at + 4, close) < 0 or text.startswith("<!--[if", at):
                    body = text[at:close]
                    if len(body) < 1500 or not _PROSE_LINE.search(body):
                        stop = close + 3
                        yield Found(at, stop, "code/comment")
        elif following[:1] == "?" and text.startswith(("<?php", "<?=", "<? "), at):
            pass  # a template's
        elif following[:1] == "?":
            m = _BANG.match(text, at)
            if m:
                stop = m.end()
                yield Found(at, stop, "code/tag", tag=True)
        else:
            m = _WITH_CONTENT.match(text, at)
            if m and m[1].lower() not in no_close:
                name = m[1].lower()
                close = folded.find("</" + name, m.end(), at + _LIMIT)
                if close < 0:
                    close = folded.find("</ " + name, m.end(), at + _LIMIT)
                if close < 0:
                    no_close.add(name)
                else:
                    gt = text.find(">", close)
                    stop = gt + 1 if 0 <= gt < close + len(name) + 8 else close + 2 + len(name)
                    rule = {"script": "code/script", "style": "code/css"}.get(name, "code/svg")
                    yield Found(at, stop, rule)
            if not stop:
                stop = _tag(text, at)
                if stop:
                    name = _HEAD.match(text, at)[2].lower()  # type: ignore[index]
                    yield Found(at, stop, "code/tag", inline=name in INLINE_ELEMENTS, tag=True)
        at = text.find("<", max(stop, at + 1)) if at + 1 < size else -1


def _tag(text: str, at: int) -> int:
    """Return where the tag that opens at ``at`` ends, or 0."""
    head = _HEAD.match(text, at)
    if not head:
        return 0
    name, closing = head[2].lower(), bool(head[1])
    spaced = text[at + 1].isspace()
    rest = _REST.match(text, head.end())
    known = (
        name in ELEMENTS
        or ("-" in name and name[-1] != "-")
        or name.startswith(("o:", "w:", "v:", "st1:", "fb:", "xsl:", "itunes:", "media:", "dc:", "g:"))
    )
    if rest is None:
        rest = _LOOSE.match(text, head.end())
        if rest is None or not _ASSIGNS.search(rest[0]):
            cut = _CUT_OFF.match(text, head.end())  # the page was cut inside the tag
            return cut.end() if cut and known and cut.end() > head.end() and _ASSIGNS.search(cut[0]) else 0
    attributes = rest[0][:-1].strip(" /\n\t")
    assigns = bool(_ASSIGNS.search(attributes))
    if closing:
        return rest.end() if known and not attributes else 0
    if not attributes:
        return rest.end() if known and not spaced else 0
    if assigns and ("=" in attributes):
        quoted = any(q in attributes for q in "\"'\u00ab\u201c\u2019\u00bb")
        return rest.end() if known or quoted else 0
    if "@" in attributes or not known or len(name) == 1 or spaced:
        return 0
    return rest.end() if len(attributes.split()) <= 3 else 0


def _escaped(text: str) -> Iterator[Found]:
    for m in _ESCAPED.finditer(text):
        name = (m["e"] or m["u"] or m["p"] or "").lower()
        body = m[0]
        if (
            body.startswith("&lt;!")
            or name in ELEMENTS
            or ("-" in name)
            or ("=" in body and ("&quot;" in body or '"' in body or "u0022" in body))
        ):
            if len(name) == 1 and name not in INLINE_ELEMENTS | {"p"}:
                continue
            yield Found(*m.span(), "code/tag", inline=name in INLINE_ELEMENTS, tag=True)


def find_stray(text: str) -> Iterator[Found]:
    """Yield attributes whose tag was lost. To be asked after the scripts are known: ``id = 'x'`` is theirs."""
    if "=" in text and ('="' in text or "='" in text or '= "' in text or "= '" in text):
        for m in _STRAY.finditer(text):
            names = [n.lower() for n in _STRAY_NAME.findall(m[0])]
            good = [
                n
                for n in names
                if n in ATTRIBUTES or n.startswith(("data-", "aria-", "xml:", "xlink:", "ng-", "v-", "on"))
            ]
            ends = m[0].rstrip().endswith(">")
            if (len(good) >= 2 and len(good) * 2 >= len(names)) or (good and ends):
                pass
            elif not (
                len(good) == 1 == len(names) and (good[0] in _ALONE_SURE or good[0].startswith(("data-", "aria-")))
            ):
                continue
            strong = len(good) >= 2 or ends
            yield Found(m.start(), m.start() + len(m[0].rstrip()), "code/attribute", 99.0 if strong else 1.0, tag=True)
    if ">" in text and ('">' in text or "'>" in text or "/>" in text):
        for m in _STRAY_END.finditer(text):
            if len(m[0].strip()) > 1:
                yield Found(m.end() - len(m[0].lstrip()), m.end(), "code/attribute", tag=True)


def find_lone_marks(text: str) -> Iterator[Found]:
    """Yield ``<!--`` and ``-->`` alone on a line: the two ends of a comment that hid a script from old browsers."""
    if ("<" in text and "<!--" in text) or (">" in text and "-->" in text):
        for m in _LONE_COMMENT_MARK.finditer(text):
            yield Found(m.start(), m.end(), "code/comment", tag=True)
