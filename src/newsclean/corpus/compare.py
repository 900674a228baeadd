"""What another level, other rules or another version would remove, on a sample of the same documents, rule by rule."""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from newsclean.corpus.errors import InputError
from newsclean.corpus.inputs import names_of
from newsclean.corpus.model import EDITS, SPANS, Record, Settings
from newsclean.corpus.sample import draw
from newsclean.edits import Span
from newsclean.pipeline import Pipeline

__all__ = ["Change", "Comparison", "Example", "compare_corpus"]

_AROUND = 40  # code points of context on each side of an example
_LONGEST = 160  # code points of an example


class Piece(NamedTuple):
    """What one side removes: a span of the original, and the rule."""

    span: Span
    rule: str


class Example(NamedTuple):
    """One piece with what stands around it."""

    file: str
    line: int
    before: str
    text: str
    after: str


@dataclass(slots=True)
class Change:
    """What a rule removes on one side and nothing removes on the other."""

    rule: str
    documents: int = 0
    pieces: int = 0
    characters: int = 0
    examples: list[Example] = field(default_factory=list)


@dataclass(slots=True)
class Comparison:
    """How two pipelines differ on a sample.

    Attributes:
        read: documents in the inputs; sampled: those that were cleaned both ways.
        differ: sampled documents that come out differently.
        elsewhere: of these, the ones where the same words are removed: only normalisation differs.
        more: rule -> what only the second side removes; less: what only the first one does.
    """

    read: int = 0
    sampled: int = 0
    differ: int = 0
    elsewhere: int = 0
    more: dict[str, Change] = field(default_factory=dict)
    less: dict[str, Change] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return plain lists and dicts, ready for JSON."""

        def plain(changes: Mapping[str, Change]) -> list[dict[str, Any]]:
            return [
                {
                    "rule": c.rule,
                    "documents": c.documents,
                    "pieces": c.pieces,
                    "characters": c.characters,
                    "examples": [e._asdict() for e in c.examples],
                }
                for c in _sorted(changes)
            ]

        counts = {name: getattr(self, name) for name in ("read", "sampled", "differ", "elsewhere")}
        return {**counts, "more": plain(self.more), "less": plain(self.less)}

    def describe(self, first: str, second: str) -> str:
        """Return the comparison for a person to read; ``first`` and ``second`` name the sides."""
        lines = [
            f"{self.sampled:,} of {self.read:,} documents; {self.differ:,} come out differently"
            + (f", {self.elsewhere:,} of them in normalisation only" if self.elsewhere else "")
        ]
        for changes, does, does_not in ((self.more, second, first), (self.less, first, second)):
            lines += ["", f"removed with {does}, not with {does_not}:"]
            for change in _sorted(changes):
                lines.append(
                    f"  {change.rule}: {change.pieces:,} pieces in {change.documents:,} documents, "
                    f"{change.characters:,} characters"
                )
                lines += [f"    {e.file}:{e.line}  {e.before}[-{e.text}-]{e.after}" for e in change.examples]
            if not changes:
                lines.append("  nothing")
        return "\n".join(lines)


def compare_corpus(
    inputs: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    first: Pipeline | None,
    second: Pipeline,
    *,
    text_key: str = "text",
    input_format: str | None = None,
    lines: bool = False,
    quotes: bool = True,
    sample: int = 1000,
    seed: int = 0,
    examples: int = 3,
) -> Comparison:
    """Clean a sample of documents both ways and say what only one side removes.

    Args:
        inputs: as for :func:`newsclean.corpus.clean_corpus`.
        first: None: what the columns ``newsclean_edits`` or ``newsclean_spans`` of the input record; that is how two
            versions of newsclean are compared.
        second: the other side.
        sample: how many documents, drawn with ``seed``; all documents are read, only these are cleaned.
        examples: how many pieces to show for each rule.

    Raises:
        InputError: an input is not there, has no text key, or, without ``first``, no record of edits.
    """
    settings = Settings(text_key=text_key, lines=lines, quotes=quotes)
    drawn, read = draw(names_of(inputs), settings, input_format, sample, random.Random(seed))
    comparison = Comparison(read=read, sampled=len(drawn))
    for file, record in drawn:
        original, pieces, text = _recorded(file, record) if first is None else _cleaned(first, record.text)
        _, other_pieces, other_text = _cleaned(second, original)
        if text == other_text:
            continue
        comparison.differ += 1
        more = _uncovered(original, other_pieces, pieces)
        less = _uncovered(original, pieces, other_pieces)
        comparison.elsewhere += not (more or less)
        for found, changes in ((more, comparison.more), (less, comparison.less)):
            _note(changes, found, original, file, record.line, examples)
    return comparison


def _cleaned(pipeline: Pipeline, text: str) -> tuple[str, list[Piece], str]:
    result = pipeline.explain(text)
    return text, [Piece(a.span, a.rule) for a in result.removed], result.text


def _recorded(file: str, record: Record) -> tuple[str, list[Piece], str]:
    """Return the original, what was removed, and the cleaned text, from the columns of an earlier run."""
    fields = record.fields or {}
    if EDITS in fields:
        edits = fields[EDITS]
        pieces = [
            Piece(Span(e["start"], e["end"]), e["rule"])
            for e in edits
            if sum(map(str.isalnum, e["removed"])) > sum(map(str.isalnum, e["new"]))
        ]
        return _undone(record.text, edits), pieces, record.text
    if SPANS in fields:
        spans = [Piece(Span(s["start"], s["end"]), s["rule"]) for s in fields[SPANS]]
        return record.text, spans, _without(record.text, spans)
    raise InputError(f"{file}:{record.line}: has no column {EDITS} or {SPANS}; write one with `run --explain`")


def _undone(text: str, edits: Sequence[Mapping[str, Any]]) -> str:
    pieces: list[str] = []
    at = source = 0
    for edit in edits:
        gap = edit["start"] - source
        pieces += [text[at : at + gap], edit["removed"]]
        at += gap + len(edit["new"])
        source = edit["end"]
    return "".join([*pieces, text[at:]])


def _without(text: str, pieces: Iterable[Piece]) -> str:
    kept, done = [], 0
    for (start, end), _ in sorted(pieces):
        kept.append(text[done:start])
        done = max(done, end)
    return "".join([*kept, text[done:]])


def _uncovered(text: str, pieces: Sequence[Piece], others: Sequence[Piece]) -> list[Piece]:
    """Return the parts of ``pieces`` with a letter or digit that no span of ``others`` covers. Both are in order."""
    found: list[Piece] = []
    spans = sorted(other.span for other in others)
    first = 0
    for (start, end), rule in sorted(pieces):
        while first < len(spans) and spans[first].end <= start:
            first += 1
        at = start
        for span in spans[first:]:
            if span.start >= end:
                break
            found.append(Piece(Span(at, max(at, span.start)), rule))
            at = max(at, span.end)
        found.append(Piece(Span(at, max(at, end)), rule))
    return [p for p in found if any(map(str.isalnum, text[slice(*p.span)]))]


def _note(changes: dict[str, Change], found: list[Piece], text: str, file: str, line: int, most: int) -> None:
    for rule in dict.fromkeys(piece.rule for piece in found):
        changes.setdefault(rule, Change(rule)).documents += 1
    for (start, end), rule in found:
        change = changes[rule]
        change.pieces += 1
        change.characters += end - start
        if len(change.examples) < most:
            shown = text[start:end]
            if len(shown) > _LONGEST:
                shown = f"{shown[: _LONGEST // 2]} [...] {shown[-_LONGEST // 2 :]}"
            around = text[max(0, start - _AROUND) : start], shown, text[end : end + _AROUND]
            change.examples.append(Example(file, line, *(piece.replace("\n", "\\n") for piece in around)))


def _sorted(changes: Mapping[str, Change]) -> list[Change]:
    return sorted(changes.values(), key=lambda change: (-change.characters, change.rule))
