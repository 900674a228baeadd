"""Injected code: scripts, style sheets, JSON, tags, shortcodes, templates and data that are not the article."""

from __future__ import annotations

from dataclasses import dataclass

from newsclean.code import cut, find
from newsclean.document import Document
from newsclean.edits import Edit, apply
from newsclean.provenance import compose

__all__ = ["StripCode"]

_ROUNDS = 8  # what was cut may bring two halves of something together: look again until nothing is found


@dataclass(frozen=True, slots=True, kw_only=True)
class StripCode:
    """Remove injected code by its shape, and exactly it; around prose only the tags go.

    Args:
        level: "safe" asks for more evidence; "standard" leaves code that the article is about (a listing it
            introduces, a line of code in a sentence); "aggressive" removes that too.

    Cost: O(n). A text without the characters of code is scanned for them and no more.
    """

    level: str = "standard"

    def __post_init__(self) -> None:
        if self.level not in find.NEED:
            raise ValueError(f"level {self.level!r} is none of {', '.join(map(repr, find.NEED))}")

    @property
    def name(self) -> str:
        return "code"

    def edits(self, document: Document) -> list[Edit]:
        """Return the edits, in order, in offsets of ``document.text``; none overlap."""
        original = document.text
        steps: list[list[Edit]] = []
        while len(steps) < _ROUNDS:
            found = find.find(document, self.level)
            edits = cut.edits(document.text, found)
            if not edits:
                break
            steps.append(edits)
            document = Document(apply(document.text, edits), document.id, document.language)
        return steps[0] if len(steps) == 1 else compose(original, steps)
