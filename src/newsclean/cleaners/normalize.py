"""Normalised French: encoding, Unicode, white space, typography; each alone, and the four together."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import ClassVar

from newsclean.document import Document
from newsclean.edits import Edit
from newsclean.normalize import chain
from newsclean.normalize.joined import joined
from newsclean.normalize.manner import manner

__all__ = ["FrenchTypography", "NormalizeFrench", "RepairEncoding", "TidyUnicode", "TidyWhitespace"]


@dataclass(frozen=True, kw_only=True, slots=True)
class RepairEncoding:
    """Undo what went wrong when the text was encoded: HTML references, mojibake, C1 controls, surrogates.

    Source: ftfy 6.3 (Apache-2.0), called line by line, with guards for French; see docs/normalisation.md, stage E.
    """

    name: ClassVar[str] = "encoding"

    def edits(self, document: Document) -> list[Edit]:
        """Return the repairs, in offsets of ``document.text``."""
        return chain.alone("E", document, manner("plain", "fr-FR"))


@dataclass(frozen=True, kw_only=True, slots=True)
class TidyUnicode:
    """Compose letters (NFC), open ligatures, and take out invisible characters; in code, too."""

    name: ClassVar[str] = "unicode"

    def edits(self, document: Document) -> list[Edit]:
        """Return the changes, in offsets of ``document.text``."""
        return chain.alone("U", document, manner("plain", "fr-FR"))


@dataclass(frozen=True, kw_only=True, slots=True)
class TidyWhitespace:
    """One space between words, no blank space at line ends, one blank line between paragraphs, no hard wraps.

    Args:
        style: "plain" and "ascii" write every no-break space as a space; "typographic" keeps those that make sense.

    Raises:
        OptionError: an unknown style.
    """

    style: str = "plain"

    name: ClassVar[str] = "whitespace"

    def __post_init__(self) -> None:
        manner(self.style, "fr-FR")

    def edits(self, document: Document) -> list[Edit]:
        """Return the changes, in offsets of ``document.text``."""
        return chain.alone("W", document, manner(self.style, "fr-FR"))


@dataclass(frozen=True, kw_only=True, slots=True)
class FrenchTypography:
    """Apostrophes, quotation marks, and the spaces beside punctuation marks, as French writes them; one line at a time.

    Args:
        style: "plain", "typographic" or "ascii".
        locale: "fr-FR", "fr-BE", "fr-CA" or "fr-CH"; any other "fr" or "fr-XX" behaves as "fr-FR".
        lang: the language of the text; None: found out paragraph by paragraph. Only French is changed.

    Raises:
        OptionError: an unknown style or locale.
    """

    style: str = "plain"
    locale: str = "fr-FR"
    lang: str | None = None

    name: ClassVar[str] = "typography"

    def __post_init__(self) -> None:
        manner(self.style, self.locale)

    def edits(self, document: Document) -> list[Edit]:
        """Return the changes, in offsets of ``document.text``."""
        return chain.alone("T", document, manner(self.style, self.locale), self.lang or document.language)


@dataclass(frozen=True, kw_only=True, slots=True)
class NormalizeFrench:
    """Encoding, Unicode, white space and typography in this order, until nothing changes.

    Args:
        style: "plain" (for machines: straight apostrophes, one kind of space), "typographic" (for people: no-break
            spaces, guillemets, dashes) or "ascii" (plain, with ASCII quotes, dashes and dots).
        locale: "fr-FR", "fr-BE", "fr-CA" or "fr-CH"; any other "fr" or "fr-XX" behaves as "fr-FR".
        lang: the language of the text; None: found out paragraph by paragraph. Typography is for French only.

    Raises:
        OptionError: an unknown style or locale.
    """

    style: str = "plain"
    locale: str = "fr-FR"
    lang: str | None = None

    name: ClassVar[str] = "normalize"

    def __post_init__(self) -> None:
        manner(self.style, self.locale)

    def edits(self, document: Document) -> list[Edit]:
        """Return all changes as one list, in offsets of ``document.text``."""
        how = manner(self.style, self.locale)
        language = self.lang or document.language
        # No name for the texts between: each would be kept until the next one is made.
        record = list(map(itemgetter(0), chain.steps(document.text, how, language, document.memory)))
        return joined(document.text, record)
