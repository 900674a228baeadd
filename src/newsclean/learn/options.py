"""What decides which notices are learned; a pack records it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Final

from newsclean.errors import OptionError, nearest

__all__ = ["REASONS", "Options"]

#: Why something that recurs is held back: what it could be instead of boilerplate.
REASONS: Final = {
    "prose": "reads like the article: a standfirst, a background paragraph",
    "quotation": "stands in quotation marks: a statement that many articles quote",
    "serial": "belongs to something that goes on from day to day",
    "title": "could be a title or kicker that comes back with the same section",
    "subhead": "stands between two paragraphs, as a subhead does",
    "table": "is a row of a table: weather, results, prices",
    "body": "stands inside articles, on few of them",
    "across": "recurs across sites, rarely on each",
    "short": "has too few letters, or no place of its own, to tell it by",
    "rule": "can be written as no rule that does what its own examples say",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Options of learning.

    Attributes:
        min_documents: documents of one site on which a notice must stand; near-duplicates count once.
        min_share: the same as a share of the site's documents, 0 to 1.
        min_sites: sites on which a notice must stand to be learned across sites.
        include: reasons, of :data:`REASONS`, for which nothing is held back.
        new_only: leave out what newsclean removes anyway.
        samples: contexts shown for each rule.
    """

    min_documents: int = 5
    min_share: float = 0.0
    min_sites: int = 3
    include: tuple[str, ...] = ()
    new_only: bool = False
    samples: int = 3

    def __post_init__(self) -> None:
        for name, least in (("min_documents", 2), ("min_sites", 2), ("samples", 1)):
            if getattr(self, name) < least:
                raise OptionError(f"{name}={getattr(self, name)!r}: must be at least {least}")
        if not 0 <= self.min_share <= 1:
            raise OptionError(f"min_share={self.min_share!r}: must be between 0 and 1")
        for reason in self.include:
            if reason not in REASONS or reason == "rule":
                raise OptionError(nearest(reason, [r for r in REASONS if r != "rule"], "reason ('include')"))
        object.__setattr__(self, "include", tuple(sorted(set(self.include))))

    def to_dict(self) -> dict[str, Any]:
        """Return the options as a pack records them."""
        return dataclasses.asdict(self)
