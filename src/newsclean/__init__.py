r"""Clean French news text, and say exactly what was changed.

>>> import newsclean
>>> newsclean.clean("Lire aussi : Notre dossier\n\nL’été arrive.")
"L'été arrive."
>>> result = newsclean.explain("Lire aussi : Notre dossier\n\nL’été arrive.")
>>> [(edit.rule, edit.old, edit.new) for edit in result.edits]
[('fr/read-also', 'Lire aussi : Notre dossier\n\n', ''), ('fr/apostrophe', '’', "'")]
>>> result.original_span(newsclean.Span(0, 5))  # where « L'été » stood in what came in
Span(start=28, end=33)
>>> result.undo() == result.original
True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the names that stand here are brought in when first asked for, by __getattr__
    from newsclean.api import annotate as annotate
    from newsclean.api import clean as clean
    from newsclean.api import clean_bytes as clean_bytes
    from newsclean.api import explain as explain
    from newsclean.cleaners import *  # noqa: F403
    from newsclean.document import Document as Document
    from newsclean.edits import Edit as Edit
    from newsclean.edits import Span as Span
    from newsclean.errors import DocumentError as DocumentError
    from newsclean.errors import EditError as EditError
    from newsclean.errors import NewscleanError as NewscleanError
    from newsclean.errors import OptionError as OptionError
    from newsclean.errors import PipelineError as PipelineError
    from newsclean.errors import RuleError as RuleError
    from newsclean.html import clean_html as clean_html
    from newsclean.pipeline import Pipeline as Pipeline
    from newsclean.result import Annotation as Annotation
    from newsclean.result import Result as Result
    from newsclean.rules.model import CATEGORIES as CATEGORIES
    from newsclean.rules.model import LEVELS as LEVELS
    from newsclean.rules.model import Rule as Rule

__version__ = "0.1.0"

#: Where the names above are at home. They are brought in when first asked for: importing newsclean itself takes 2 ms.
_HOMES = {
    "newsclean.api": ("annotate", "clean", "clean_bytes", "explain"),
    "newsclean.html": ("clean_html",),
    "newsclean.document": ("Document",),
    "newsclean.edits": ("Edit", "Span"),
    "newsclean.errors": ("DocumentError", "EditError", "NewscleanError", "OptionError", "PipelineError", "RuleError"),
    "newsclean.pipeline": ("Pipeline",),
    "newsclean.result": ("Annotation", "Result"),
    "newsclean.rules.model": ("CATEGORIES", "LEVELS", "Rule"),
}


def __getattr__(name: str) -> Any:
    if name == "__all__":
        value: Any = [*(n for names in _HOMES.values() for n in names), *import_module("newsclean.cleaners").__all__]
    else:
        home = next((home for home, names in _HOMES.items() if name in names), "")
        try:
            value = getattr(import_module(home), name) if home else _cleaner_or_module(name)
        except ModuleNotFoundError as error:
            if error.name != f"newsclean.{name}":
                raise
            raise AttributeError(f"module 'newsclean' has no attribute {name!r}") from None
    globals()[name] = value
    return value


def _cleaner_or_module(name: str) -> Any:
    if name[:1].isupper():
        cleaners = import_module("newsclean.cleaners")
        if name in cleaners.__all__:
            return getattr(cleaners, name)
    return import_module(f"newsclean.{name}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__getattr__("__all__")})
