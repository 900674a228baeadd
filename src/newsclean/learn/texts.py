"""The documents that serve as samples: their pieces, how these stand there, and what newsclean removes from them."""

from __future__ import annotations

from newsclean.cleaners.boilerplate import StripBoilerplate
from newsclean.document import Document
from newsclean.learn.express import CLOSE, OPEN
from newsclean.learn.keys import LINE, Found, located

__all__ = ["Texts"]

_AROUND = 70  # code points of context on each side


class Texts:
    """The sample documents, their pieces, and what newsclean removes from them."""

    def __init__(self, texts: dict[int, tuple[str, str, str]]) -> None:
        self._texts = texts
        self._pieces: dict[int, dict[tuple[int, int], Found]] = {}
        self._removed: dict[int, list[tuple[int, int]]] = {}

    def name(self, doc: int) -> str:
        return self._texts[doc][0]

    def text(self, doc: int) -> str:
        return self._texts[doc][2]

    def found(self, doc: int, kind: int, key: int) -> Found:
        if doc not in self._pieces:
            pieces: dict[tuple[int, int], Found] = {}
            for one in located(self.text(doc)):
                pieces.setdefault((one.piece.kind, one.piece.key), one)
            self._pieces[doc] = pieces
        return self._pieces[doc][kind, key]

    def words(self, doc: int, kind: int, key: int) -> str:
        found = self.found(doc, kind, key)
        return " ".join(self.text(doc)[found.start : found.end].split())

    def lines(self, doc: int, line: int, count: int) -> list[Found]:
        """Return ``count`` lines with words from line ``line`` on."""
        whole = [one for one in located(self.text(doc)) if one.piece.kind == LINE and one.piece.line >= line]
        return whole[:count]

    def run(self, doc: int, line: int, count: int) -> tuple[int, int]:
        """Return where these lines stand, from the first word to the last."""
        lines = self.lines(doc, line, count)
        return lines[0].start, lines[-1].end

    def squeezed(self, doc: int, start: int, end: int) -> str:
        """Return a piece of several lines without blank ones and with single spaces."""
        lines = (" ".join(line.split()) for line in self.text(doc)[start:end].split("\n"))
        return "\n".join(line for line in lines if line)

    def context(self, doc: int, start: int, end: int) -> str:
        text = self.text(doc)
        before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        return f"{before.lstrip()}{OPEN}{text[start:end]}{CLOSE}{after.rstrip()}"

    def removed(self, doc: int, start: int, end: int) -> bool:
        """Whether the rules of newsclean, without the pack, remove a piece of a document."""
        if doc not in self._removed:
            edits = StripBoilerplate(zones=False).edits(Document(self.text(doc)))
            self._removed[doc] = [(edit.span.start, edit.span.end) for edit in edits]
        return any(a <= start and end <= b for a, b in self._removed[doc])
