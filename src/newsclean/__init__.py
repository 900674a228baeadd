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

from newsclean.api import annotate, clean, clean_bytes, explain
from newsclean.cleaners import *  # noqa: F403
from newsclean.cleaners import __all__ as _cleaners
from newsclean.document import Document
from newsclean.edits import Edit, Span
from newsclean.errors import EditError, NewscleanError, OptionError, PipelineError, RuleError
from newsclean.pipeline import Pipeline
from newsclean.result import Annotation, Result
from newsclean.rules.model import CATEGORIES, LEVELS, Rule

__version__ = "0.1.0"

__all__ = [
    "CATEGORIES",
    "LEVELS",
    "Annotation",
    "Document",
    "Edit",
    "EditError",
    "NewscleanError",
    "OptionError",
    "Pipeline",
    "PipelineError",
    "Result",
    "Rule",
    "RuleError",
    "Span",
    "annotate",
    "clean",
    "clean_bytes",
    "explain",
]
__all__ += _cleaners
