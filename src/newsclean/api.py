"""The three functions most users need: ``clean``, ``explain``, ``annotate``; options pick a pipeline, nothing else."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from newsclean.errors import OptionError, nearest
from newsclean.pipeline import Pipeline
from newsclean.result import Annotation, Result

__all__ = ["annotate", "clean", "clean_bytes", "explain"]

_OPTIONS = ("level", "style", "locale", "lang", "keep")


def clean(text: str, **options: Any) -> str:
    """Return the article in ``text`` and nothing else, in normalised French.

    Args:
        text: any str; it is never changed in place and no text raises.
        **options: ``level``, ``style``, ``locale``, ``lang``, ``keep``: see :meth:`newsclean.Pipeline.default`.

    Raises:
        TypeError: ``text`` is not a str.
        OptionError: an unknown option, level, style or locale; the message lists the valid ones.

    Cost: linear in the length of ``text``.
    """
    if not isinstance(text, str):
        raise TypeError(_not_a_str("clean()", text))
    return _pipeline(options)(text)


def explain(text: str, **options: Any) -> Result:
    """Return what :func:`clean` returns, with every edit that led to it. Same options, same errors, same path."""
    if not isinstance(text, str):
        raise TypeError(_not_a_str("explain()", text))
    return _pipeline(options).explain(text)


def annotate(text: str, **options: Any) -> tuple[Annotation, ...]:
    """Return the spans of ``text`` that :func:`clean` would remove, with rule and category; nothing is changed."""
    if not isinstance(text, str):
        raise TypeError(_not_a_str("annotate()", text))
    return _pipeline(options).annotate(text)


def clean_bytes(raw: bytes, encoding: str = "utf-8", **options: Any) -> str:
    """Return ``clean(raw.decode(encoding))``.

    Raises:
        TypeError: ``raw`` is not bytes.
        UnicodeDecodeError: a byte that does not fit the encoding; the error holds its offset.
    """
    if not isinstance(raw, (bytes, bytearray)):
        raise TypeError(f"clean_bytes() takes bytes, not {type(raw).__name__}; for str there is clean()")
    return clean(bytes(raw).decode(encoding), **options)


def _not_a_str(who: str, value: object) -> str:
    if isinstance(value, (bytes, bytearray)):
        return (
            f"{who} takes str, not {type(value).__name__}: decode it first, e.g. raw.decode('utf-8'), or clean_bytes()"
        )
    return f"{who} takes str, not {type(value).__name__}"


def _pipeline(options: dict[str, Any]) -> Pipeline:
    for name in options:
        if name not in _OPTIONS:
            raise OptionError(nearest(name, _OPTIONS, "option"))
    if "keep" in options:
        keep = options["keep"]
        options["keep"] = (keep,) if isinstance(keep, str) else tuple(keep)
    if not all(isinstance(value, Hashable) for value in options.values()):
        return Pipeline.default(**options)  # which says what is wrong
    return _cached(**options)


@lru_cache(maxsize=32)
def _cached(**options: Any) -> Pipeline:
    return Pipeline.default(**options)
