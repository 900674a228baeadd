"""Tags in square brackets: shortcodes of content systems and BBCode.

``[...]``, ``[Il]``, ``[NDLR : ...]``, ``[1]`` are the press's own brackets. A tag has attributes, a name with ``_``,
a partner ``[/name]``, or is one of the few that stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.code.found import Found
from newsclean.code.tables import MEDIA_PAIRS, SHORTCODES
from newsclean.document import Document

_TAG = re.compile(r"""\[(/?)([^\W\d_][\w-]{0,40}|\*)((?:[^\[\]\n"]|"[^"\n]{0,1000}"){0,1500}+)\]""")
_ATTRIBUTE = re.compile(
    r"""(?:\s|^)[^\W\d][\w-]{0,40}\s?=\s?(?:["'\u00ab\u201c\u2019\u201d\u00bb]|&quot;|\w)|^\s?=\s?\S"""
)
_PLAIN_ARGUMENT = re.compile(r"\s+(?:https?://\S+|//\S+|[\w-]*\d[\w-]*|\d+)\s*/?\Z")
_ALONE = frozenset(
    [
        "gallery",
        "toc",
        "nextpage",
        "more",
        "ads",
        "adsense",
        "playlist",
        "mc4wp_form",
        "galerie",
        "table-of-contents",
        "contact-form-7",
    ]
)
_INLINE = frozenset(
    ["b", "i", "u", "s", "sup", "sub", "color", "size", "font", "em", "strong", "url", "highlight", "dropcap"]
)
_MUSIC = frozenset(["a", "b", "c", "d", "e", "f", "g", "h"])


def find(document: Document) -> Iterator[Found]:
    """Yield the tags, in order; with them the content of pairs that hold an address or a number."""
    text = document.text
    if "[" not in text:
        return
    tags = list(_TAG.finditer(text))
    if not tags:
        return
    folded = document.folded
    last_close: dict[str, int] = {}
    for m in tags:
        if m[1]:
            last_close[_name(m, folded)] = m.start()
    first_open: dict[str, int] = {}
    skip = 0
    for i, m in enumerate(tags):
        if m.start() < skip:
            continue
        name, rest = _name(m, folded), m[3]
        closes = last_close.get(name, -1)
        if m[1]:
            opened = name in first_open
            if rest.strip() or not (opened or "_" in name or name in SHORTCODES or len(name) > 2):
                continue
        elif closes > m.start() and (not rest.strip() or _has_attributes(rest) or rest[0] in "= "):
            first_open.setdefault(name, m.start())
            after = tags[i + 1] if i + 1 < len(tags) else None
            if name in MEDIA_PAIRS and after and after[1] and _name(after, folded) == name:
                body = text[m.end() : after.start()].strip()
                if not re.search(r"\s", body) and len(body) < 500:
                    yield Found(m.start(), after.end(), _rule(name, rest))
                    skip = after.end()
                    continue
        elif name == "*":
            if "list" not in last_close:
                continue
        elif _has_attributes(rest):
            quoted = any(q in rest for q in "\"'\u00ab\u00bb\u201c\u201d\u2019") or "&quot;" in rest
            if not (quoted or name in SHORTCODES or "_" in name or (rest.startswith("=") and name in _BBCODE)):
                continue
            if (m.start() and text[m.start() - 1] in "$])") or (
                rest[0] == "=" and m.start() and text[m.start() - 1].isalnum()
            ):
                continue
        elif "_" in name and "__" not in name:
            if m.start() and (text[m.start() - 1].isalnum() or text[m.start() - 1] in "_$])"):
                continue
        elif (
            name in SHORTCODES
            and m[2].islower()
            and ((name in _ALONE and not rest.strip(" /")) or _PLAIN_ARGUMENT.match(rest))
        ):
            pass
        else:
            continue
        yield Found(m.start(), m.end(), _rule(name, rest), inline=name in _INLINE, tag=True)


def _has_attributes(rest: str) -> bool:
    """Whether what follows the name is attributes, and not a sentence with an ``=`` in it."""
    if not _ATTRIBUTE.search(rest):
        return False
    bare = _PAIR.sub(" ", rest)
    return len(bare.split()) <= 4 and not any(c in bare for c in ";(){}")


_PAIR = re.compile(
    r"""[^\W\d][\w-]{0,40}\s?=\s?(?:"[^"\n]{0,1000}"|'[^'\n]{0,1000}'|&quot;.{0,300}?&quot;"""
    r"""|[\u00ab\u201c\u2019\u201d\u00bb][^\u00bb\u201d\u2019\n]{0,300}[\u00bb\u201d\u2019]|\S{1,300})|^\s?=\s?[^\n]{1,300}"""
)


def _name(m: re.Match[str], folded: str) -> str:
    return folded[m.start(2) : m.end(2)]


def _rule(name: str, rest: str) -> str:
    bbcode = name in _BBCODE and (not rest.strip() or rest.startswith("="))
    return "code/bbcode" if bbcode else "code/shortcode"


_BBCODE = frozenset(
    [
        "b",
        "i",
        "u",
        "s",
        "url",
        "img",
        "quote",
        "code",
        "list",
        "*",
        "size",
        "color",
        "font",
        "center",
        "left",
        "right",
        "justify",
        "hr",
        "email",
        "spoiler",
        "table",
        "tr",
        "td",
        "th",
        "youtube",
        "sup",
        "sub",
    ]
)
