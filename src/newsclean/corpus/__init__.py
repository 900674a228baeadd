"""Whole corpora: files, folders and globs in; cleaned files of the same or another format out.

    from newsclean.corpus import clean_corpus

    summary = clean_corpus("articles/*.jsonl.gz", "clean.parquet", workers=8)

The libraries that do the format work come with ``pip install "newsclean[corpus]"``.
"""

from __future__ import annotations

from newsclean.corpus.compare import Comparison, compare_corpus
from newsclean.corpus.errors import CorpusError, InputError, RefusedError, RejectedError, StoppedError
from newsclean.corpus.model import Settings
from newsclean.corpus.runner import clean_corpus
from newsclean.corpus.stats import Tally
from newsclean.corpus.summary import Progress, Summary

__all__ = [
    "Comparison",
    "CorpusError",
    "InputError",
    "Progress",
    "RefusedError",
    "RejectedError",
    "Settings",
    "StoppedError",
    "Summary",
    "Tally",
    "clean_corpus",
    "compare_corpus",
]
