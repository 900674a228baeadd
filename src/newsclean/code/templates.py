"""Places that a template engine should have filled: ``{{ x }}``, ``{% if %}``, ``<?php ?>``, ``<%= %>``, ``${x}``, ``%%X%%``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.code.found import Found

_BLOCKS = re.compile(
    r"\{\{\{?(?![^\S\n]*\})[^{}\n]{0,400}\}\}\}?"
    r"|\{%(?:(?!%\})[^\n]){0,600}%\}"
    r"|\{\#(?:(?!\#\})[^\n]){0,600}\#\}"
    r"|<\?(?:php|=)(?:(?!\?>)[\s\S]){0,4000}\?>"
    r"|<%[=#@!-]?(?:(?!%>)[\s\S]){0,2000}%>"
)
_PHP_OPEN = re.compile(r"<\?php\b[^\n]{0,4000}(?=\n|\Z)")
_SMALL = re.compile(
    r"(?<![\w$])\$\{[^{}\n]{1,200}\}"
    r"|\#\{[^{}\n\"]{1,100}\}"
    r"|(?<![%\w])%%[A-Za-z][\w.: -]{0,60}%%(?!%)"
    r"|\*\|[A-Z_:]{2,40}\|\*"
    r"|(?<![\w{$])\{(?:\$[\w.>-]{1,60}(?:\|[\w:' -]{1,60})?|/?(?:if|foreach|else|include|literal|assign)\b[^{}\n]{0,200}|/(?:if|foreach|literal))\}"
    r"|\[\[[^\S\n]{0,2}(?:\$|[\w]{1,40}\.)[\w.$ |:'-]{1,80}\]\]"
    r"|\[%(?:(?!%\])[^\n]){1,300}%\]"
    r"|(?<!\w)__[A-Z][A-Z0-9_]{2,40}__(?!\w)"
)
_COMMENT_BLOCK = re.compile(
    r"\{%-?\s*comment\s*-?%\}(?:(?!\{%-?\s*endcomment)[\s\S]){0,2000}\{%-?\s*endcomment\s*-?%\}"
)


def find(text: str) -> Iterator[Found]:
    """Yield the blocks of engines; what stands between ``{% if %}`` and ``{% endif %}`` stays."""
    if "{{" in text or "{%" in text or "{#" in text or "<?" in text or "<%" in text:
        for m in _BLOCKS.finditer(text):
            if m[0].startswith("{{") and not re.search(r"\w", m[0]):
                continue
            yield Found(*m.span(), "code/template", tag=True)
        if "<?php" in text and "?>" not in text:
            for m in _PHP_OPEN.finditer(text):
                yield Found(*m.span(), "code/template")


def find_small(text: str) -> Iterator[Found]:
    """Yield the marks that scripts use too; to be asked after the scripts are known."""
    if (
        "${" in text
        or "#{" in text
        or "%%" in text
        or "*|" in text
        or "{" in text
        or "[[" in text
        or "[%" in text
        or "__" in text
    ):
        for m in _SMALL.finditer(text):
            yield Found(*m.span(), "code/template", tag=True)
