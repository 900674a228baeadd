"""Boilerplate nobody wrote a rule for: found because it recurs, reviewed by a person, frozen as a rule file.

    from newsclean.learn import learn_corpus

    pack = learn_corpus("crawl/*.jsonl.zst", by="site")
    Path("learned.toml").write_text(pack.to_toml(), "utf-8")

:func:`newsclean.clean` itself never learns: a pack is a file like any other rule file. The libraries that do the
counting come with ``pip install "newsclean[learn]"``.
"""

from __future__ import annotations

from newsclean.learn.corpus import learn_corpus
from newsclean.learn.options import REASONS, Options
from newsclean.learn.pack import Held, Learned, Pack, Support

__all__ = ["REASONS", "Held", "Learned", "Options", "Pack", "Support", "learn_corpus"]
