"""Places that a template engine should have filled: ``{{ x }}``, ``{% if %}``, ``<?php ?>``, ``${x}``, ``%%X%%``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.code.found import Found
from newsclean.code.scan import after

_PAIRS = (  # what opens, what closes, how far the two may be apart, whether lines may stand between
    ("<?php", "?>", 4000, True),
    ("<?=", "?>", 1000, True),
    ("<%", "%>", 2000, True),
    ("{%", "%}", 600, False),
    ("{#", "#}", 600, False),
    ("{!!", "!!}", 600, False),
    ("{{", "}}", 400, False),
)
_SMALL = re.compile(  # each begins with its own character, then looks behind it: so a search skips to that character
    r"\$(?<![\w$]\$)\{[^{}\n]{1,200}\}"
    r"|\#\{[^{}\n\"]{1,100}\}"
    r"|%(?<![%\w]%)%[A-Za-z][\w.: -]{0,60}%%(?!%)"
    r"|\*\|[A-Z_:]{2,40}\|\*"
    r"|\{(?<![\w{$]\{)(?:\$[\w.>-]{1,60}(?:\|[\w:' -]{1,60})?|"
    r"/?(?:if|foreach|else|include|literal|assign)\b[^{}\n]{0,200}|/(?:if|foreach|literal))\}"
    r"|\[\[[^\S\n]{0,2}(?:\$|[\w]{1,40}\.)[\w.$ |:'-]{1,80}\]\]"
    r"|\[%(?:(?!%\])[^\n]){1,300}%\]"
    r"|_(?<!\w_)_[A-Z][A-Z0-9_]{2,40}__(?!\w)"
)


def find(text: str) -> Iterator[Found]:
    """Yield the blocks of engines; what stands between ``{% if %}`` and ``{% endif %}`` stays."""
    if "{" not in text and "<" not in text:
        return
    for opener, closer, reach, lines in _PAIRS:
        at = text.find(opener)
        last = text.rfind(closer) if at >= 0 else -1  # behind it no search is needed
        begun = -1  # the first of several that were cut, one behind the other
        while at >= 0:
            close = text.find(closer, at + len(opener), at + reach) if at < last else -1
            following = at + 1
            if close >= 0:
                body = text[at + len(opener) : close]
                if (lines or "\n" not in body) and opener not in body and _holds(opener, body):
                    following = close + len(closer)
                    begun = -1
                    if opener == "{{" and body[:1] == "{" and text.startswith("}", following):
                        following += 1
                    yield Found(at, following, "code/template", tag=True)
            elif opener == "<?php":
                line = text.find("\n", at, at + 4000)
                if line >= 0 or at + 4000 >= len(text):  # the page was cut inside the tag
                    following = line if line >= 0 else len(text)
                    yield Found(at if begun < 0 else begun, following, "code/template")
                    begun = -1
                elif text.find(opener, following, at + 4000) < 0:
                    begun = -1
                elif begun < 0:  # when the next one goes, the end of this one comes within its reach
                    begun = at
            at = text.find(opener, following)


def _holds(opener: str, body: str) -> bool:
    """Whether a body can be a template's: ``{{`` holds a name and no brace of its own."""
    if opener == "{{":
        body = body[1:] if body[:1] == "{" else body
        return "{" not in body and any(c.isalnum() for c in body)
    return bool(body.strip()) or opener != "{#"


def find_small(text: str) -> Iterator[Found]:
    """Yield the marks that scripts use too; to be asked after the scripts are known."""
    if (
        "{" in text
        or "_" in text
        or after(text, "[", ("[", "%"))
        or after(text, "%", ("%",))
        or after(text, "*", ("|",))
    ):
        for m in _SMALL.finditer(text):
            yield Found(*m.span(), "code/template", tag=True)
