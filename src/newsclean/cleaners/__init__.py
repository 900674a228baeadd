"""The cleaners by name: one plain table, which pipeline files and the command line read."""

from __future__ import annotations

from typing import Any

from newsclean.cleaners.base import Cleaner
from newsclean.cleaners.boilerplate import (
    CATEGORY_CLEANERS,
    StripAds,
    StripBoilerplate,
    StripBylines,
    StripComments,
    StripContactPrompts,
    StripCookieNotices,
    StripCredits,
    StripCrossLinks,
    StripEmbeds,
    StripLeftovers,
    StripLegalNotices,
    StripLiveWidgets,
    StripNavigation,
    StripNewsletterPrompts,
    StripPaywalls,
    StripPromotions,
    StripShareButtons,
    StripSourceLinks,
    StripVideoNotices,
)
from newsclean.cleaners.code import StripCode
from newsclean.cleaners.normalize import (
    FrenchTypography,
    NormalizeFrench,
    RepairEncoding,
    TidyUnicode,
    TidyWhitespace,
)

__all__ = [
    "CLEANERS",
    "Cleaner",
    "FrenchTypography",
    "NormalizeFrench",
    "RepairEncoding",
    "StripAds",
    "StripBoilerplate",
    "StripBylines",
    "StripCode",
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
    "TidyUnicode",
    "TidyWhitespace",
]

#: Name -> class: what ``use =`` in a pipeline file may say.
CLEANERS: dict[str, type[Any]] = {
    "encoding": RepairEncoding,
    "unicode": TidyUnicode,
    "code": StripCode,
    "boilerplate": StripBoilerplate,
    **CATEGORY_CLEANERS,
    "whitespace": TidyWhitespace,
    "typography": FrenchTypography,
    "normalize": NormalizeFrench,
}
