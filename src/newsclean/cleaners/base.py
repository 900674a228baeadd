"""What a cleaner is: an object with a name that says which edits a document needs, and changes nothing itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from newsclean.document import Document
from newsclean.edits import Edit

__all__ = ["Cleaner"]


@runtime_checkable
class Cleaner(Protocol):
    """Document in, edits out. Frozen: no memory between documents, no clock, no network, no files."""

    @property
    def name(self) -> str:
        """The short name used in pipelines, files and on the command line: "code", "crosslink"..."""
        ...

    def edits(self, document: Document) -> Iterable[Edit]:
        """Return the edits, which must not overlap, in offsets of ``document.text``."""
        ...
