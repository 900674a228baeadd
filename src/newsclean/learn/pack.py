"""A learned pack: what was learned, what was held back and why, and both as a rule file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from newsclean.learn import words
from newsclean.learn.options import REASONS
from newsclean.rules.load import builtin_version
from newsclean.rules.model import Rule

__all__ = ["RARE", "Held", "Learned", "Pack", "Support", "recurs"]

RARE = 0.05  # of the documents of its site: a notice that a person should look at

_MOST_HELD = 200  # shown in a rule file
_SHOWN = 120
_SITES = 3


@dataclass(frozen=True, slots=True, order=True)
class Support:
    """On how many of the documents of a site a notice stands; near-duplicates count once."""

    site: str
    documents: int
    of: int

    @property
    def share(self) -> float:
        return self.documents / self.of if self.of else 0.0


def recurs(supports: Sequence[Support]) -> str:
    """Return where a notice recurs, for a person: the first few sites, and how many more."""
    where = ", ".join(f"{s.documents} of {s.of} documents of {s.site or 'all sites'}" for s in supports[:_SITES])
    return where + (f" and {len(supports) - _SITES} more sites" if len(supports) > _SITES else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A rule that was learned.

    Attributes:
        rule: as it is loaded; ``pattern`` has its slots still by name.
        notice: how it reads, with ⟨D⟩, ⟨H⟩, ⟨N⟩ and ⟨P⟩ for dates, hours, numbers and persons.
        supports: for each site.
        position: "head", "body", "tail" or "mixed".
        samples: how it stands in documents, ⟦ ⟧ around what goes: (document, context).
        risks: what a person should look at.
        already: the rule of newsclean that finds it too, or "".
    """

    rule: Rule
    pattern: str
    notice: str
    supports: tuple[Support, ...]
    position: str
    samples: tuple[tuple[str, str], ...]
    risks: tuple[str, ...] = ()
    already: str = ""

    @property
    def documents(self) -> int:
        return sum(support.documents for support in self.supports)

    @property
    def share(self) -> float:
        """The largest share that it has on a site."""
        return max(support.share for support in self.supports)

    @property
    def sites(self) -> tuple[str, ...]:
        return tuple(support.site for support in self.supports)


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """What recurs and was held back: the reason is one of :data:`newsclean.learn.options.REASONS`."""

    reason: str
    text: str
    supports: tuple[Support, ...]
    position: str
    context: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """All that was learned from a corpus.

    Attributes:
        learned: the rules, by id.
        held: what was held back.
        digest: of the corpus: the same for the same documents in any order.
        documents, groups, sites: how many there were; a group is a set of near-duplicates.
        options: what was asked for.
    """

    learned: tuple[Learned, ...]
    held: tuple[Held, ...]
    digest: str
    documents: int
    groups: int
    sites: int
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules, ready for :meth:`newsclean.Pipeline.with_rules`."""
        return tuple(one.rule for one in self.learned)

    def by_site(self) -> dict[str | None, Pack]:
        """Return a pack for each site, and under None the one of what recurs on several."""
        names: dict[str | None, list[Learned]] = {}
        held: dict[str | None, list[Held]] = {}
        for one in self.learned:
            names.setdefault(_owner(one.supports), []).append(one)
        for other in self.held:
            held.setdefault(_owner(other.supports), []).append(other)
        return {
            name: Pack(
                learned=tuple(learned),
                held=tuple(held.get(name, ())),
                digest=self.digest,
                documents=self.documents,
                groups=self.groups,
                sites=self.sites,
                options=self.options,
            )
            for name, learned in sorted(names.items(), key=lambda item: item[0] or "")
        }

    def to_toml(self) -> str:
        """Return the rule file. Without a rule it is no rule file, only comments."""
        lines = [
            "# Learned by `newsclean learn`: what recurs on many documents. Read it before you use it: take out",
            "# what is the article, widen what is not; the examples are tests (`newsclean rules check FILE`).",
            "",
            'language = "fr"',
            f"version = {_value(builtin_version())}  # of the rules of newsclean it was learned beside",
            "",
            "[learned]",
            f"digest = {_value(self.digest)}",
            f"documents = {self.documents}",
            f"distinct = {self.groups}",
            f"sites = {self.sites}",
            *(f"{name} = {_value(value)}" for name, value in sorted(self.options.items())),
        ]
        for one in self.learned:
            lines += ["", *_entry(one)]
        if self.held:
            lines += ["", f"# Held back: {len(self.held)}. `--include REASON` learns them too."]
            lines += (_comment(held) for held in self.held[:_MOST_HELD])
            if len(self.held) > _MOST_HELD:
                lines.append(f"# ... and {len(self.held) - _MOST_HELD} more: the review page shows them all.")
        return "\n".join(lines) + "\n"


def _owner(supports: Sequence[Support]) -> str | None:
    return supports[0].site if len(supports) == 1 and supports[0].site else None


def _entry(one: Learned) -> Iterable[str]:
    rule = one.rule
    yield "[[rule]]"
    yield f"id      = {_value(rule.id)}"
    yield f"category = {_value(rule.category)}"
    yield f"level   = {_value(rule.level)}"
    yield f"scope   = {_value(rule.scope)}"
    yield f"at      = {_value(rule.at)}"
    yield f"anchors = {_value(rule.anchors)}"
    yield f"pattern = {_pattern(one.pattern)}"
    if rule.needs:
        yield f"needs   = {_value(rule.needs)}"
    if rule.vetoes == ():
        yield "vetoes  = []"
    if rule.glue:
        yield "glue    = true"
    yield f"width   = {rule.width}"
    yield "evidence = false"
    yield f"why     = {_value(rule.why)}"
    yield f"source  = {_value(rule.source)}"
    yield f"since   = {_value(rule.since)}"
    yield f"remove  = {_value(rule.remove)}"
    yield f"keep    = {_value(rule.keep)}"
    yield "[rule.learned]"
    yield f"notice = {_value(one.notice)}"
    yield f"position = {_value(one.position)}  # {words.table()['places'][one.position]}"
    yield "support = ["
    for support in one.supports:
        site = f"site = {_value(support.site)}, " if support.site else ""
        yield f"    {{ {site}documents = {support.documents}, of = {support.of}, share = {support.share:.3f} }},"
    yield "]"
    if one.already:
        yield f"already = {_value(one.already)}  # newsclean finds it without this rule"
    if one.risks:
        yield f"risks = {_value(one.risks)}"
    yield "samples = ["
    for name, context in one.samples:
        yield f"    [{_value(name)}, {_value(context)}],"
    yield "]"


def _comment(held: Held) -> str:
    where = ", ".join(f"{s.site or 'all sites'} {s.documents} of {s.of}" for s in held.supports[:3])
    text = held.text if len(held.text) <= _SHOWN else held.text[: _SHOWN - 1] + "\N{HORIZONTAL ELLIPSIS}"
    return f"# {held.reason:<9}  {_value(text)}  {where}, {held.position}: {REASONS[held.reason]}"


def _pattern(pattern: str) -> str:
    """Return a pattern as a TOML string, without escapes where that is possible."""
    if "'" not in pattern and pattern.isprintable():
        return f"'{pattern}'"
    return _value(pattern)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    # A JSON string is a TOML basic string, but for DEL and for what no file can hold.
    text = str(value).encode("utf-8", "replace").decode("utf-8")
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
