"""Remove boilerplate: one cleaner for each category, and one for all of them, thin over the rule engine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import ClassVar

from newsclean.document import Document
from newsclean.edits import Edit
from newsclean.errors import OptionError, nearest
from newsclean.language import detect
from newsclean.rules.cuts import Cut, cut_edits
from newsclean.rules.decide import LEVEL_RANK, decided
from newsclean.rules.engine import Match, RuleSet
from newsclean.rules.load import builtin_rules, merge
from newsclean.rules.model import CATEGORIES, LEVELS, Rule
from newsclean.zones.decide import zone_cuts
from newsclean.zones.evidence import Evidence, line_evidence

__all__ = [
    "CATEGORY_CLEANERS",
    "StripAds",
    "StripBoilerplate",
    "StripBylines",
    "StripComments",
    "StripContactPrompts",
    "StripCookieNotices",
    "StripCredits",
    "StripCrossLinks",
    "StripEmbeds",
    "StripLeftovers",
    "StripLegalNotices",
    "StripLiveWidgets",
    "StripNavigation",
    "StripNewsletterPrompts",
    "StripPaywalls",
    "StripPromotions",
    "StripShareButtons",
    "StripSourceLinks",
    "StripVideoNotices",
]


@dataclass(frozen=True, kw_only=True)
class StripBoilerplate:
    """Remove boilerplate of all categories, or of some.

    Attributes:
        level: how sure it must be: "safe", "standard" or "aggressive".
        categories: those to remove; the rules of the others are still evidence of where boilerplate stands.
        without: rule ids that are not to be used.
        rules: rules of your own, beside those of the package (see :func:`newsclean.rules.load.load_file`).
        zones: judge lines by their neighbours too (standard level and above).
        lang: the language of the documents; None: found out. Other than French or English: nothing is removed.

    Raises:
        OptionError: an unknown level, category or rule id.
    """

    level: str = "standard"
    categories: tuple[str, ...] = CATEGORIES
    without: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = field(default=(), repr=False)
    zones: bool = True
    lang: str | None = None

    name: ClassVar[str] = "boilerplate"

    def __post_init__(self) -> None:
        if self.level not in LEVELS:
            raise OptionError(nearest(self.level, LEVELS, "level"))
        for category in self.categories:
            if category not in CATEGORIES:
                raise OptionError(nearest(category, CATEGORIES, "category"))
        object.__setattr__(self, "categories", tuple(c for c in CATEGORIES if c in self.categories))
        object.__setattr__(self, "without", tuple(sorted(set(self.without))))
        if self.without:
            known = {rule.id for rule in _all_rules(self.rules)}
            for rule in self.without:
                if rule not in known:
                    raise OptionError(nearest(rule, known, "rule"))

    def edits(self, document: Document) -> list[Edit]:
        """Return the removals, sorted, none overlapping."""
        return fused_edits((self,), document)

    def with_rules(self, rules: Iterable[Rule]) -> StripBoilerplate:
        """Return this cleaner with more rules."""
        return replace(self, rules=merge(self.rules, rules))


def fused_edits(cleaners: Sequence[StripBoilerplate], document: Document) -> list[Edit]:
    """Return the removals of rule cleaners that stand next to each other, from one scan of the text for all of them.

    The cleaners must be :func:`fusible`: alike but for level and categories.
    """
    first = cleaners[0]
    engine = _engine(first.without, first.rules)
    asked = (engine, first.zones, first.lang, *((cleaner.level, cleaner.categories) for cleaner in cleaners))
    reads = _reads(document.text)
    if document.memory.get(asked) == reads:
        return []  # the round before found nothing in what reads so
    matches = engine.matches(document)
    level = max((cleaner.level for cleaner in cleaners), key=LEVEL_RANK.__getitem__)
    if not matches and not (first.zones and level == "aggressive"):
        document.memory[asked] = reads
        return []  # below "aggressive", no zones without a single sign of them
    language = first.lang or document.language
    if language is None:
        language = document.memory["language"] = detect(document.text)
    if language is not None and language.partition("-")[0].lower() not in _LANGUAGES:
        return []
    ranks: dict[str, int] = {}
    for cleaner in cleaners:
        for category in cleaner.categories:
            ranks[category] = max(ranks.get(category, 0), LEVEL_RANK[cleaner.level])
    cuts = decided(document, matches, ranks)
    if first.zones:
        unseen = {rule.id for rule in first.rules if not rule.evidence}
        seen = [cut for cut in cuts if cut.rule not in unseen] if unseen else cuts
        shown = [match for match in matches if match.rule.evidence] if unseen else matches
        cuts = cuts + zone_cuts(document, shown, seen, level, ranks)
    if not cuts:
        document.memory[asked] = reads
    return cut_edits(document, cuts)


_CURLY = "\N{RIGHT SINGLE QUOTATION MARK}"
_LOOSE = re.compile(rf"{_CURLY}(?:(?<![^\W\d_]{_CURLY})|(?![^\W\d_]))")  # the mark first: a search skips to it


_LONG = 1_000_000  # code points of a text from which a second copy of it costs more than it saves


def _reads(text: str) -> str:
    """Return a text that reads the same to rules and zones: apostrophes between letters straight, one kind of space.

    Typography changes no more than this in many a document, and the round after it need not look again.
    """
    if text.isascii() or len(text) > _LONG or _LOOSE.search(text):
        return text
    text = text.replace(_CURLY, "'")
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def zone_evidence(
    cleaner: StripBoilerplate, document: Document, used: Callable[[Rule], bool] = lambda rule: True
) -> tuple[list[Match], list[Cut], list[Evidence]]:
    """Return what the zones are decided from: matches, the cuts of the rules, and the evidence on each line.

    ``used`` says which rules count: the training leaves some out, so that the zones learn to do without.
    """
    matches = [m for m in _engine(cleaner.without, cleaner.rules).matches(document) if used(m.rule)]
    cuts = decided(document, matches, dict.fromkeys(CATEGORIES, LEVEL_RANK[cleaner.level]))
    return matches, cuts, line_evidence(document, matches, cuts)


def fusible(a: object, b: object) -> bool:
    """Whether two steps of a pipeline can share one scan."""
    return (
        isinstance(a, StripBoilerplate)
        and isinstance(b, StripBoilerplate)
        and (a.without, a.rules, a.zones, a.lang) == (b.without, b.rules, b.zones, b.lang)
    )


_LANGUAGES = ("fr", "en")


def _all_rules(own: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return merge(builtin_rules(), own)


@lru_cache(maxsize=64)
def _engine(without: tuple[str, ...], own: tuple[Rule, ...]) -> RuleSet:
    return RuleSet(rule for rule in _all_rules(own) if rule.id not in without)


@dataclass(frozen=True, kw_only=True)
class _OneCategory(StripBoilerplate):
    """What the cleaners of one category share: the category is part of the class, not an option."""

    category: ClassVar[str] = ""
    categories: tuple[str, ...] = field(default=(), init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "categories", (self.category,))
        super().__post_init__()


@dataclass(frozen=True, kw_only=True)
class StripVideoNotices(_OneCategory):
    """Remove video and audio players: notices, controls, captions of controls."""

    name: ClassVar[str] = "video"
    category: ClassVar[str] = "video"


@dataclass(frozen=True, kw_only=True)
class StripCrossLinks(_OneCategory):
    """Remove links to other articles."""

    name: ClassVar[str] = "crosslink"
    category: ClassVar[str] = "crosslink"


@dataclass(frozen=True, kw_only=True)
class StripNewsletterPrompts(_OneCategory):
    """Remove newsletter and alert sign-ups."""

    name: ClassVar[str] = "newsletter"
    category: ClassVar[str] = "newsletter"


@dataclass(frozen=True, kw_only=True)
class StripPaywalls(_OneCategory):
    """Remove paywalls, accounts, subscription offers."""

    name: ClassVar[str] = "paywall"
    category: ClassVar[str] = "paywall"


@dataclass(frozen=True, kw_only=True)
class StripCookieNotices(_OneCategory):
    """Remove cookie and consent notices."""

    name: ClassVar[str] = "cookie"
    category: ClassVar[str] = "cookie"


@dataclass(frozen=True, kw_only=True)
class StripShareButtons(_OneCategory):
    """Remove share, print and save buttons and their counters."""

    name: ClassVar[str] = "share"
    category: ClassVar[str] = "share"


@dataclass(frozen=True, kw_only=True)
class StripComments(_OneCategory):
    """Remove comment forms, rules, counters and threads."""

    name: ClassVar[str] = "comment"
    category: ClassVar[str] = "comment"


@dataclass(frozen=True, kw_only=True)
class StripAds(_OneCategory):
    """Remove advertising markers, sponsored lists, affiliate notes."""

    name: ClassVar[str] = "ads"
    category: ClassVar[str] = "ads"


@dataclass(frozen=True, kw_only=True)
class StripCredits(_OneCategory):
    """Remove photo and picture credits; the caption stays."""

    name: ClassVar[str] = "credit"
    category: ClassVar[str] = "credit"


@dataclass(frozen=True, kw_only=True)
class StripBylines(_OneCategory):
    """Remove bylines, dates, reading times, section kickers."""

    name: ClassVar[str] = "byline"
    category: ClassVar[str] = "byline"


@dataclass(frozen=True, kw_only=True)
class StripNavigation(_OneCategory):
    """Remove menus, breadcrumbs, tags, footers."""

    name: ClassVar[str] = "nav"
    category: ClassVar[str] = "nav"


@dataclass(frozen=True, kw_only=True)
class StripPromotions(_OneCategory):
    """Remove promotion of the site itself: apps, channels, podcasts, donations."""

    name: ClassVar[str] = "promo"
    category: ClassVar[str] = "promo"


@dataclass(frozen=True, kw_only=True)
class StripContactPrompts(_OneCategory):
    """Remove prompts to write to the newsroom, obfuscated e-mail."""

    name: ClassVar[str] = "contact"
    category: ClassVar[str] = "contact"


@dataclass(frozen=True, kw_only=True)
class StripLegalNotices(_OneCategory):
    """Remove copyright, reCAPTCHA, terms, disclaimers."""

    name: ClassVar[str] = "legal"
    category: ClassVar[str] = "legal"


@dataclass(frozen=True, kw_only=True)
class StripSourceLinks(_OneCategory):
    """Remove source links and syndication notes."""

    name: ClassVar[str] = "source"
    category: ClassVar[str] = "source"


@dataclass(frozen=True, kw_only=True)
class StripEmbeds(_OneCategory):
    """Remove placeholders and signatures of embedded posts."""

    name: ClassVar[str] = "embed"
    category: ClassVar[str] = "embed"


@dataclass(frozen=True, kw_only=True)
class StripLiveWidgets(_OneCategory):
    """Remove most-read lists, live feeds, their labels."""

    name: ClassVar[str] = "live"
    category: ClassVar[str] = "live"


@dataclass(frozen=True, kw_only=True)
class StripLeftovers(_OneCategory):
    """Remove what fits no other category."""

    name: ClassVar[str] = "other"
    category: ClassVar[str] = "other"


#: Category -> its cleaner.
CATEGORY_CLEANERS: dict[str, type[StripBoilerplate]] = {
    cleaner.category: cleaner
    for cleaner in (
        StripVideoNotices,
        StripCrossLinks,
        StripNewsletterPrompts,
        StripPaywalls,
        StripCookieNotices,
        StripShareButtons,
        StripComments,
        StripAds,
        StripCredits,
        StripBylines,
        StripNavigation,
        StripPromotions,
        StripContactPrompts,
        StripLegalNotices,
        StripSourceLinks,
        StripEmbeds,
        StripLiveWidgets,
        StripLeftovers,
    )
}
