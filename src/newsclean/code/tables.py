"""The word lists of ``data/code/words.toml``, read once."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

_DATA: dict[str, Any] = tomllib.loads((files("newsclean") / "data/code/words.toml").read_text(encoding="utf-8"))


def _words(key: str) -> frozenset[str]:
    return frozenset(_DATA[key].split())


#: All in the folded view: lower case, without accents.
CODE_ONLY = _words("code_only")
CODE_MIXED = _words("code_mixed")
KEYWORDS = CODE_ONLY | CODE_MIXED
STOP = _words("stop")
DETERMINERS = _words("determiners")
ELEMENTS = _words("elements")
INLINE_ELEMENTS = _words("inline_elements")
ATTRIBUTES = _words("attributes")
SHORTCODES = _words("shortcodes")
MEDIA_PAIRS = _words("media_pairs")
FRENCH_ELEMENTS = _words("french_elements")
NAMING = _words("naming")
TOPIC = _words("topic")
TOPIC_PHRASES: tuple[str, ...] = tuple(_DATA["topic_phrases"])
TOPIC_WEAK = _words("topic_weak")
INTRODUCE = _words("introduce")
HEADS = _words("heads")
LEFTOVER_LINES: tuple[str, ...] = tuple(_DATA["leftover_lines"])
LEFTOVER_NEAR_CODE: tuple[str, ...] = tuple(_DATA["leftover_near_code"])
NOTICE: str = _DATA["notice"]
