"""What a rule may say, checked as it is built."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from newsclean.errors import RuleError, nearest
from newsclean.fold import fold

__all__ = ["CATEGORIES", "LEVELS", "Rule"]

#: What a rule can find. One cleaner each; the reference is docs/categories.md.
CATEGORIES: Final = (
    "video",
    "crosslink",
    "newsletter",
    "paywall",
    "cookie",
    "share",
    "comment",
    "ads",
    "credit",
    "byline",
    "nav",
    "promo",
    "contact",
    "legal",
    "source",
    "embed",
    "live",
    "other",
)

#: From "certain alone" to "looks like it". A pipeline runs the rules of its level and of those before it.
LEVELS: Final = ("safe", "standard", "aggressive")

#: A rule with this level removes nothing itself: it is evidence for the zones, and a neighbour for ``needs = ["run"]``.
HINT: Final = "hint"

SCOPES: Final = ("span", "sentence", "line", "block", "tail")
PLACES: Final = ("line", "start", "end", "anywhere", "sentence", "text-start", "text-end")
NEEDS: Final = ("head", "tail", "run")
VETOES: Final = ("quotation", "attribution", "said", "governed", "continues", "narrated", "told", "impersonal")
LEAVES: Final = ("space", "paragraph")

_CALLED = {"at": "place ('at')", "leaves": "value of 'leaves'", "needs": "context ('needs')", "vetoes": "veto"}
_ID = re.compile(r"[a-z][a-z0-9-]*/[a-z0-9][a-z0-9._-]*")
#: Categories whose notices speak to the reader, in the present: what tells a story is none of them. The titles in
#: links and feeds, captions and bylines may.
_NEVER_TOLD = (
    "video", "newsletter", "paywall", "cookie", "share", "comment", "ads", "nav", "promo", "contact", "legal", "embed",
    "other",
)  # fmt: skip
_INLINE = ("anywhere", "sentence", "end")
#: Their lines hold titles and what readers wrote, in which somebody may well say something.
_TITLED = ("crosslink", "comment", "live", "embed")
_RARE = fold("\N{COPYRIGHT SIGN}")  # so rare in prose that it may be an anchor by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One way in which boilerplate is written, and what goes with it.

    Attributes:
        id: reads as what is found: "fr/read-also". Never used again once out.
        category: one of :data:`CATEGORIES`.
        level: one of :data:`LEVELS`, or "hint".
        scope: what goes: the match ("span"), its "sentence", its "line", the line and the titles
            below it ("block"), or all that follows ("tail", where no long prose does).
        at: where the match must stand: it covers the "line"; at the "start" or "end" of one; from the
            beginning of a "sentence"; "anywhere"; at "text-start" or "text-end".
        anchors: literals; one of them must occur (folded: no case, no accents) for the pattern to be tried.
        pattern: for the ``regex`` module, on the folded view with case ignored; ``{slot}`` is a lexicon slot;
            a group named ``drop`` narrows what goes.
        needs: context without which the match is only evidence: "head" (before the first long paragraph),
            "tail" (after the last one), "run" (boilerplate next to it). More than one: any of them.
        vetoes: what rescues prose: "quotation", "attribution", "said", "governed", "continues", "narrated" or
            "told" (which notices that speak to the reader are always open to, unless the list is empty).
        leaves: what stands where the match stood in the middle of a line: a "space" or a "paragraph" break.
        takes: for "block": how many title-like lines go with the label.
        glue: a space in the pattern is also a line break: for notices that were cut over lines.
        rejoins: the halves of a sentence on both sides of the removed line are joined.
        width: longest match, in code points; bounds the work around one anchor.
        evidence: the zones see its matches. False for rules of one site, which say nothing about others.
        confirms: its matches are the neighbour that ``needs = ["run"]`` of other rules asks for. False for cues:
            hints so wide that they say something to the zones and nothing to a rule.
        why, source, since: documentation.
        remove, keep, missed: examples, run as tests. In ``remove``, ⟦ ⟧ mark what goes (no marks: all of it).
    """

    id: str
    category: str
    level: str
    scope: str
    at: str
    anchors: tuple[str, ...]
    pattern: str
    why: str
    source: str
    since: str
    remove: tuple[str, ...]
    keep: tuple[str, ...]
    missed: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    vetoes: tuple[str, ...] | None = None
    leaves: str = "space"
    takes: int = 0
    glue: bool = False
    rejoins: bool = False
    width: int = 400
    evidence: bool = True
    confirms: bool = True
    slots: dict[str, str] = field(default_factory=dict, repr=False, hash=False, compare=False)

    def __post_init__(self) -> None:
        set_ = object.__setattr__
        single: tuple[tuple[str, tuple[str, ...], str], ...] = (
            (self.category, CATEGORIES, "category"),
            (self.level, (*LEVELS, HINT), "level"),
            (self.scope, SCOPES, "scope"),
            (self.at, PLACES, "at"),
            (self.leaves, LEAVES, "leaves"),
            *((value, NEEDS, "needs") for value in self.needs),
            *((value, VETOES, "vetoes") for value in self.vetoes or ()),
        )
        for value, valid, key in single:
            if value not in valid:
                raise RuleError(f"rule {self.id!r}: {nearest(value, valid, _CALLED.get(key, key))}", key)
        if not _ID.fullmatch(self.id):
            raise RuleError(f"rule {self.id!r}: an id is a language, a slash and small words: 'fr/read-also'", "id")
        if not self.anchors or any(len(a.strip()) < 2 and fold(a) != _RARE for a in self.anchors):
            what = "anchors must be at least one literal of two characters or more"
            raise RuleError(f"rule {self.id!r}: {what}", "anchors")
        if not 1 <= self.width <= 2000:
            raise RuleError(f"rule {self.id!r}: width {self.width} is not between 1 and 2000", "width")
        if self.takes < 0:
            raise RuleError(f"rule {self.id!r}: takes {self.takes} is not a number of lines", "takes")
        if self.vetoes is None:
            default: tuple[str, ...] = ("quotation",)
            if self.at in _INLINE:
                default = ("quotation", "attribution", "governed", "continues")
            elif self.at == "line" and self.category not in _TITLED:
                default = ("quotation", "said")
            set_(self, "vetoes", default)
        titled = self.category in _TITLED and self.at in ("line", "start", "end")  # a title may tell a story
        told = self.category in _NEVER_TOLD or "attribution" in (self.vetoes or ())
        if self.vetoes and self.level != HINT and told and not titled:
            kind = "told" if self.scope == "span" else "narrated"
            set_(self, "vetoes", tuple(dict.fromkeys((*self.vetoes, kind))))
        set_(self, "anchors", tuple(dict.fromkeys(fold(a) for a in self.anchors)))

    @property
    def language(self) -> str:
        """The part of the id before the slash: "fr", "en"..."""
        return self.id.partition("/")[0]

    def __getstate__(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            object.__setattr__(self, name, value)
