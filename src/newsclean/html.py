"""Where the page is still there: an extractor takes the text out of the HTML, ``clean`` does the rest."""

from __future__ import annotations

import codecs
import re
from typing import Any

from newsclean.api import clean, explain
from newsclean.result import Result

__all__ = ["clean_html", "decoded", "explain_html", "extract"]

_WHOLE = re.compile(r"(?i)<(?:html|body)\b")
_LONE = re.compile("[\ud800-\udfff\0]")
_CHARSET = re.compile(rb"""(?i)(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([a-z0-9_.:-]{2,40})""")
_BEYOND = re.compile("[^\0-\x7f\N{REPLACEMENT CHARACTER}]")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def clean_html(html: str | bytes, **options: Any) -> str:
    """Return the article of a page and nothing else: ``clean(extract(html))``.

    Args:
        html: a page or a part of one; for bytes see :func:`decoded`.
        **options: those of :func:`newsclean.clean`.

    Raises:
        ImportError: trafilatura is not installed: ``pip install "newsclean[html]"``.
        TypeError: ``html`` is neither str nor bytes.
        OptionError: an option that does not exist.

    Cost: that of trafilatura, which is many times that of ``clean``.
    """
    return clean(extract(html), **options)


def explain_html(html: str | bytes, **options: Any) -> Result:
    """Return ``explain(extract(html))``: offsets are those of the text that was taken out, ``result.original``."""
    return explain(extract(html), **options)


def extract(html: str | bytes) -> str:
    """Return the text of a page without markup, menus and comments, as trafilatura sees it; "" where it sees none.

    It is asked to rather take too much than too little: what is too much ``clean`` finds, what is lost nobody finds.

    Raises:
        ImportError: trafilatura is not installed.
        TypeError: ``html`` is neither str nor bytes.
    """
    if not isinstance(html, (str, bytes)):
        raise TypeError(f"extract() takes str or bytes, not {type(html).__name__}")
    try:
        import trafilatura
    except ImportError as error:
        raise ImportError(
            f'reading HTML needs trafilatura: pip install "newsclean[html]" ({error})', name=error.name
        ) from error
    page = _LONE.sub("\N{REPLACEMENT CHARACTER}", decoded(html) if isinstance(html, bytes) else html)
    if not _WHOLE.search(page):  # a part, such as the content of a feed, is refused unless it is made a whole one
        page = f"<html><body>{page}</body></html>"
    return trafilatura.extract(page, include_comments=False, favor_recall=True) or ""


def decoded(raw: bytes) -> str:
    """Return the text of a page: by its byte order mark, as UTF-8 where it is that, else by what it says.

    No guess from statistics: those take windows-1252 for ISO 8859-1 and lose the apostrophes. A byte that fits nothing
    becomes U+FFFD; a page that says UTF-8 and has more of these than of other characters beyond ASCII is not believed.

    Source: WHATWG Encoding, 4.2: "latin1", "iso-8859-1" and "ascii" are labels of windows-1252, which is also what a
    western page is that says nothing.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return raw.decode(name, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    said = _CHARSET.search(raw[:2048])
    try:
        name = codecs.lookup(said[1].decode("ascii")).name if said else "cp1252"
        page = raw.decode("cp1252" if name in ("iso8859-1", "ascii") else name, "replace")
        return (
            raw.decode("cp1252", "replace")
            if page.count("\N{REPLACEMENT CHARACTER}") > len(_BEYOND.findall(page))
            else page
        )
    except (LookupError, UnicodeError):  # no encoding, or one that is not of text
        return raw.decode("cp1252", "replace")
