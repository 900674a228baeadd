"""What ``explain`` gives back: the cleaned text, every edit against the original, and the way between the two."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from newsclean.edits import Edit, Span, apply
from newsclean.errors import EditError
from newsclean.provenance import Provenance

__all__ = ["Annotation", "Result"]

_JOIN = " + "
_TWO_HALVES = re.compile("(?<=[\ud800-\udbff])(?=[\udc00-\udfff])")


class Annotation(NamedTuple):
    """A piece of the original that the pipeline would remove: ``original[span]`` is ``text``."""

    span: Span
    rule: str
    category: str
    text: str


@dataclass(frozen=True)
class Result:
    """A cleaned document and its record.

    Attributes:
        original: n code points, as given.
        text: the cleaned text.
        edits: sorted, none overlapping, in offsets of ``original``; ``apply(original, edits) == text``.
        language: what the language gate said, where it was asked.
        rules: the version of the rule packs: texts depend on it.
        categories: rule id -> category, for the rules in ``edits``.
        id: the caller's name for the document.
    """

    original: str
    text: str
    edits: tuple[Edit, ...]
    language: str | None = None
    rules: str = ""
    categories: Mapping[str, str] = field(default_factory=dict)
    id: str | None = None

    @cached_property
    def provenance(self) -> Provenance:
        """The offset maps."""
        return Provenance(self.original, self.edits)

    def original_span(self, span: Span) -> Span:
        """Return where ``span`` of the cleaned text stood in the original (code points, half-open)."""
        return self.provenance.original_span(span)

    def cleaned_span(self, span: Span) -> Span:
        """Return where ``span`` of the original stands in the cleaned text; empty where it was removed."""
        return self.provenance.cleaned_span(span)

    def undo(self) -> str:
        """Return the original, made from the cleaned text and the edits alone."""
        return self.provenance.undo(self.text)

    @property
    def removed(self) -> tuple[Annotation, ...]:
        """The edits that take words away, as pieces of the original, in order."""
        return tuple(
            Annotation(edit.span, edit.rule, self._category(edit.rule), edit.old)
            for edit in self.edits
            if sum(map(str.isalnum, edit.old)) > sum(map(str.isalnum, edit.new))
            and self._category(edit.rule) not in _NORMALISATION
        )

    @property
    def rule_counts(self) -> Counter[str]:
        """Rule id -> number of edits. An edit under two rules counts for both."""
        return Counter(rule for edit in self.edits for rule in edit.rule.split(_JOIN))

    @property
    def category_counts(self) -> Counter[str]:
        """Category -> number of edits; normalisation counts as "encoding", "unicode", "space" or "typography"."""
        return Counter(self._category(rule) for edit in self.edits for rule in edit.rule.split(_JOIN))

    def _category(self, rule: str) -> str:
        last = rule.split(_JOIN)[-1]
        group = last.partition("/")[0]
        return self.categories.get(last) or ("typography" if group == "fr" else group)

    def to_dict(self) -> dict[str, Any]:
        """Return plain lists and dicts, ready for JSON; the cleaned text is not in it, since the edits give it.

        JSON reads two lone surrogates side by side as one character: a text that has them is a list of pieces.
        """
        return {
            "id": self.id,
            "original": _to_json(self.original),
            "language": self.language,
            "rules": self.rules,
            "categories": dict(self.categories),
            "edits": [[edit.span.start, edit.span.end, _to_json(edit.new), edit.rule] for edit in self.edits],
        }

    def to_json(self) -> str:
        """Return one line of JSON (ASCII: lone surrogates survive); :meth:`from_json` reads it back."""
        return json.dumps(self.to_dict(), ensure_ascii=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, line: str) -> Result:
        """Return the result that :meth:`to_json` wrote.

        Raises:
            EditError: not JSON, or not of this shape.
        """
        try:
            data = json.loads(line)
            original = _from_json(data["original"])
            edits = tuple(
                Edit(Span(start, end), original[start:end], _from_json(new), rule)
                for start, end, new, rule in data["edits"]
            )
            text = apply(original, edits)
            return cls(original, text, edits, data["language"], data["rules"], data["categories"], data["id"])
        except (ValueError, KeyError, TypeError) as error:
            raise EditError(f"not the JSON of a Result: {error!r}; write it with Result.to_json()") from None

    def __str__(self) -> str:
        """What was removed, one line a piece, then a count of the other edits."""
        removed = self.removed
        lines = [f"{a.span.start:>6}-{a.span.end:<6} {a.category:<10} {a.rule:<28} {_short(a.text)}" for a in removed]
        other = len(self.edits) - len(removed)
        lines.append(
            f"{len(self.original)} -> {len(self.text)} characters; {len(removed)} removed, {other} other edits"
            f" (rules {self.rules or 'none'})"
        )
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"Result({_short(self.text, 40)!r}, {len(self.edits)} edits)"

    def _repr_html_(self) -> str:
        """The original with what was removed struck through, for notebooks. Every character of it is escaped."""
        pieces: list[str] = []
        done = 0
        for span, old, new, rule in self.edits:
            pieces.append(html.escape(self.original[done : span.start]))
            title = html.escape(f"{rule} ({self._category(rule)})", quote=True)
            if old.strip():
                pieces.append(f'<del title="{title}" style="color:#a33;background:#fdd">{html.escape(old)}</del>')
            if new.strip():
                pieces.append(f'<ins title="{title}" style="color:#363;background:#dfd">{html.escape(new)}</ins>')
            elif new:
                pieces.append(html.escape(new))
            done = span.end
        pieces.append(html.escape(self.original[done:]))
        shown = "".join(pieces).encode("utf-8", "replace").decode()  # a notebook cannot send lone surrogates
        return f'<div style="white-space:pre-wrap">{shown}</div>'


_NORMALISATION = ("encoding", "unicode", "space", "typography")


def _to_json(text: str) -> str | list[str]:
    pieces = _TWO_HALVES.split(text)
    return text if len(pieces) == 1 else pieces


def _from_json(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "".join(value)


def _short(text: str, most: int = 70) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}\N{HORIZONTAL ELLIPSIS}"
