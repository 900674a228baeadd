"""Style and locale: which character each space, quote and apostrophe becomes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from newsclean.errors import OptionError, nearest
from newsclean.normalize.chars import NARROW, NBSP

__all__ = ["LOCALES", "STYLES", "Manner", "manner"]

STYLES = ("plain", "typographic", "ascii")
LOCALES = ("fr-FR", "fr-BE", "fr-CA", "fr-CH")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """One row of the table of styles and locales. Spaces are "" where there is none."""

    style: str
    high: str  # before ; ! ?
    colon: str  # before :
    inner: str  # inside guillemets
    group: str  # between groups of three digits
    unit: str  # between a number and its unit
    insert_high: bool  # a missing space before ; ! ? is put in
    insert_percent: bool  # a missing space before % and the euro sign is put in
    apostrophe: str

    @property
    def typographic(self) -> bool:
        return self.style == "typographic"


_SPACES = {  # high, colon, inner, group
    "fr-FR": (NARROW, NBSP, NBSP, NARROW),
    "fr-CA": ("", NBSP, NBSP, NBSP),
    "fr-CH": (NARROW, NARROW, NARROW, NARROW),
}


@cache
def manner(style: str, locale: str) -> Manner:
    """Return what ``style`` in ``locale`` writes.

    Any ``fr`` or ``fr-XX`` that is not in the table behaves as fr-FR (so does fr-BE); letter case and "_" do not count.

    Raises:
        OptionError: no such style, or a locale that is not French.
    """
    if style not in STYLES:
        raise OptionError(nearest(style, STYLES, "style"))
    language, mark, region = str(locale).replace("_", "-").partition("-")
    if language.lower() != "fr" or (mark and not (region.isalnum() and region.isascii())):
        raise OptionError(nearest(locale, LOCALES, "locale"))
    key = f"fr-{region.upper()}"
    high, colon, inner, group = _SPACES.get(key, _SPACES["fr-FR"])
    plain = style != "typographic"
    return Manner(
        style=style,
        high=" " if plain and high else high,
        colon=" " if plain else colon,
        inner=" " if plain else inner,
        group=" " if plain else group,
        unit=" " if plain else NBSP,
        insert_high=key != "fr-CA",
        insert_percent=key != "fr-CH",
        apostrophe="'" if plain else "\N{RIGHT SINGLE QUOTATION MARK}",
    )
