"""Pipelines: ordered cleaners, run one after the other, recorded in one place."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias, TypeGuard, overload

import regex

from newsclean.cleaners import NormalizeFrench, RepairEncoding, StripBoilerplate, StripCode, TidyUnicode
from newsclean.cleaners.base import Cleaner
from newsclean.cleaners.boilerplate import CATEGORY_CLEANERS, fused_edits, fusible
from newsclean.document import Document
from newsclean.edits import Edit, joined_pieces, pieces_after
from newsclean.errors import OptionError, PipelineError, nearest
from newsclean.keep import kept
from newsclean.provenance import compose
from newsclean.result import Annotation, Result
from newsclean.rules.load import builtin_rules, builtin_version, load_file, merge
from newsclean.rules.model import Rule
from newsclean.steps import FunctionStep, Step, step_name, step_repr

__all__ = ["Pipeline", "Step"]

_Stage: TypeAlias = Callable[[Document], Iterable[Edit]]
_SETTLING = 1_000_000  # code points read in all rounds, up to which there may be more rounds than were asked for
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*")


@dataclass(frozen=True)
class Pipeline:
    """An ordered, immutable list of cleaners; itself a cleaner, and a function ``str -> str``.

    Examples:
        >>> from newsclean import Pipeline, StripCrossLinks
        >>> pipeline = Pipeline([StripCrossLinks(), str.strip])
        >>> pipeline("Lire aussi : Notre dossier\\n\\nLa pluie tombe. ")
        'La pluie tombe.'

    Args:
        steps: cleaners, pipelines, and plain ``str -> str`` functions (their edits are found by alignment).
        rounds: how often the steps are run at most; they stop as soon as a round changes nothing. With more than
            one, what a pipeline leaves is what it would leave alone; where each round still takes a piece away, as from
            a line that ends in many credits, a short text is given more of them.
        keep: patterns (of the ``regex`` module) for text that is never removed.

    Raises:
        PipelineError: a step that is neither a cleaner nor a function, or a pattern that does not compile.
    """

    steps: tuple[Step, ...]
    rounds: int = 1
    keep: tuple[str, ...] = ()

    def __init__(self, steps: Iterable[Step], rounds: int = 1, keep: Iterable[str] = ()) -> None:
        checked = tuple(steps)
        for number, step in enumerate(checked):
            if isinstance(step, type) or not (isinstance(step, Cleaner) or callable(step)):
                hint = f"; make one: {step.__name__}()" if isinstance(step, type) else ""
                raise PipelineError(f"step {number + 1} is {step!r}, neither a cleaner nor a function str -> str{hint}")
        if rounds < 1:
            raise PipelineError(f"rounds={rounds!r}: must be at least 1")
        patterns = (keep,) if isinstance(keep, str) else tuple(keep)
        for pattern in patterns:
            try:
                regex.compile(pattern)
            except regex.error as error:
                raise PipelineError(f"keep pattern {pattern!r} does not compile: {error}") from None
        object.__setattr__(self, "steps", checked)
        object.__setattr__(self, "rounds", rounds)
        object.__setattr__(self, "keep", patterns)

    @classmethod
    def default(
        cls,
        *,
        level: str = "standard",
        style: str = "plain",
        locale: str = "fr-FR",
        lang: str | None = None,
        keep: Iterable[str] = (),
    ) -> Pipeline:
        """Return the pipeline that :func:`newsclean.clean` runs.

        Args:
            level: how sure a removal must be: "safe", "standard" or "aggressive".
            style: "plain", "typographic" or "ascii".
            locale: "fr-FR", "fr-BE", "fr-CA" or "fr-CH".
            lang: the language of the texts, such as "fr"; None: found out for each.
            keep: patterns for text that is never removed.

        Raises:
            OptionError: an unknown level, style or locale (the message lists the valid ones), or a ``lang`` that is
                no language code.
            PipelineError: a ``keep`` pattern that does not compile.
        """
        if lang is not None:
            lang = _language(lang)
        boilerplate = StripBoilerplate(level=level, lang=lang)
        return cls(
            [
                RepairEncoding(),
                TidyUnicode(),
                StripCode(level=level),
                boilerplate,
                NormalizeFrench(style=style, locale=locale, lang=lang),
            ],
            rounds=8,
            keep=keep,
        )

    # -- running -----------------------------------------------------------------------------------

    def __call__(self, text: str) -> str:
        """Return the cleaned text.

        Raises:
            TypeError: ``text`` is not a str.
        """
        return self._run(Document(_checked(text, "Pipeline()")), None).text

    def explain(self, text: str, *, id: str | None = None) -> Result:
        """Return the cleaned text with every edit that led to it; the same path as calling the pipeline."""
        record: list[Sequence[Edit]] = []
        last = self._run(Document(_checked(text, "explain()"), id), record)
        edits = tuple(compose(text, record))
        categories = ((rule, self._category(rule)) for edit in edits for rule in edit.rule.split(" + "))
        return Result(
            original=text,
            text=last.text,
            edits=edits,
            language=last.language or last.memory.get("language"),
            rules=builtin_version(),
            categories={rule: category for rule, category in categories if category},
            id=id,
        )

    def annotate(self, text: str) -> tuple[Annotation, ...]:
        """Return the spans of ``text`` that would be removed; the text itself is left alone."""
        return self.explain(text).removed

    def edits(self, document: Document) -> list[Edit]:
        """Return what this pipeline changes, as one list of edits: a pipeline is a cleaner too."""
        record: list[Sequence[Edit]] = []
        self._run(document, record)
        return compose(document.text, record)

    def map(self, texts: Iterable[str], *, workers: int = 1, chunk: int = 64) -> Iterator[str]:
        """Yield the cleaned texts in order, as they are asked for.

        Args:
            texts: any iterable; read no further ahead than a few chunks.
            workers: processes; 1 runs here.
            chunk: how many texts a process is given at once.

        Raises:
            TypeError: ``texts`` is one str.
            DocumentError: the first document that failed, with its index.
        """
        if isinstance(texts, str):
            raise TypeError("map() takes an iterable of texts, not one str: call the pipeline itself, or map([text])")
        from newsclean.parallel import map_texts

        return map_texts(self, texts, workers=workers, chunk=chunk)

    def _run(self, document: Document, record: list[Sequence[Edit]] | None) -> Document:
        stages = self._stages
        quiet: set[int] = set()  # the stages that had nothing to do on the document as it is
        for number_of_rounds in itertools.count(1):
            changed = False
            size = len(document.text)
            for number, stage in enumerate(stages):
                if number in quiet:
                    continue
                edits = list(stage(document))
                if edits and self.keep:
                    edits = kept(document.text, edits, self.keep)
                if not edits:
                    quiet.add(number)
                else:
                    changed = True
                    quiet.clear()
                    if record is not None:
                        record.append(edits)
                    document.forget()
                    made = pieces_after(document.text, edits)
                    document = document.with_text("")  # the text before is gone when the next one is there
                    document = document.with_text(joined_pieces(made))
            if not changed:
                break
            if number_of_rounds >= self.rounds and not (
                self.rounds > 1 and len(document.text) < size and size * number_of_rounds < _SETTLING
            ):
                break
        return document

    @cached_property
    def _stages(self) -> tuple[_Stage, ...]:
        """The steps as functions, rule cleaners that stand next to each other fused into one."""
        stages: list[_Stage] = []
        group: list[StripBoilerplate] = []
        for step in (*self.steps, None):
            if _shares_scan(step) and (not group or fusible(group[-1], step)):
                group.append(step)
                continue
            if group:
                stages.append(_Fused(tuple(group)))
                group = []
            if _shares_scan(step):
                group.append(step)
            elif isinstance(step, Cleaner):
                stages.append(step.edits)
            elif step is not None:
                stages.append(FunctionStep(step))
        return tuple(stages)

    @cached_property
    def _categories(self) -> dict[str, str]:
        rules: dict[str, str] = {}
        for step in self.steps:
            if isinstance(step, StripBoilerplate):
                rules.update((rule.id, rule.category) for rule in (*builtin_rules(), *step.rules))
            elif isinstance(step, Pipeline):
                rules.update(step._categories)
        return rules

    def _category(self, rule: str) -> str | None:
        """Return the category of a rule of this pipeline; for the cut of a zone, that of the marker which opened it."""
        if rule.startswith("zone/"):
            zone, _, marker = rule.removeprefix("zone/").partition(":")
            return self._categories.get(marker) or ("nav" if zone == "head" else "other")
        return self._categories.get(rule)

    def __getstate__(self) -> dict[str, Any]:
        return {"steps": self.steps, "rounds": self.rounds, "keep": self.keep}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)

    # -- composing ---------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        return "pipeline"

    def __or__(self, other: Step | Pipeline) -> Pipeline:
        """Return a pipeline with ``other`` behind this one: the steps of a pipeline, or one step."""
        more = other.steps if isinstance(other, Pipeline) and other.rounds == 1 and not other.keep else (other,)
        return replace(self, steps=(*self.steps, *more))

    def __ror__(self, other: Step) -> Pipeline:
        return replace(self, steps=(other, *self.steps))

    def __len__(self) -> int:
        return len(self.steps)

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    @overload
    def __getitem__(self, key: int) -> Step: ...
    @overload
    def __getitem__(self, key: slice) -> Pipeline: ...
    def __getitem__(self, key: int | slice) -> Step | Pipeline:
        if isinstance(key, slice):
            return replace(self, steps=self.steps[key])
        return self.steps[key]

    def without(self, *names: str) -> Pipeline:
        """Return the pipeline without cleaners (by name), categories or rules (by id), in the pipelines in it too.

        Raises:
            OptionError: a name that is none of these here; the message lists the valid ones.
        """
        steps = list(self.steps)
        for name in names:
            steps = self._without(steps, name)
        return replace(self, steps=tuple(steps))

    @staticmethod
    def _without(steps: list[Step], name: str) -> list[Step]:
        out: list[Step] = []
        found = False
        for step in steps:
            if step_name(step) == name:
                found = True
            elif isinstance(step, Pipeline):
                try:
                    step = step.without(name)
                    found = True
                except OptionError:
                    pass
                out.append(step)
            elif type(step) is StripBoilerplate and name in step.categories:
                found = True
                out.append(replace(step, categories=tuple(c for c in step.categories if c != name)))
            elif isinstance(step, StripBoilerplate) and name in {r.id for r in (*builtin_rules(), *step.rules)}:
                found = True
                out.append(replace(step, without=(*step.without, name)))
            else:
                out.append(step)
        if not found:
            what = "rule" if "/" in name else "cleaner or category"
            raise OptionError(nearest(name, _names(steps, "/" in name), what))
        return out

    def with_rules(self, *sources: str | Path | Rule) -> Pipeline:
        """Return the pipeline with more rules: paths of rule files, or rules.

        They join every rule cleaner, in the pipelines in this one too: each heeds the rules of its categories.

        Raises:
            RuleError: a file that cannot be used (nothing of it is loaded), or an id that another rule has.
            PipelineError: a rule of a category that no cleaner of this pipeline removes.
        """
        rules: list[Rule] = []
        for source in sources:
            rules.extend([source] if isinstance(source, Rule) else load_file(source))
        merge(builtin_rules(), rules)  # refused here, not at the first document
        heeded = self._heeded
        for rule in rules:
            if rule.category not in heeded:
                raise PipelineError(
                    f"rule {rule.id!r} is of category {rule.category!r}, which no cleaner of this pipeline removes; "
                    f"add {CATEGORY_CLEANERS[rule.category].__name__}() or StripBoilerplate() first"
                )
        return self._with_rules(rules)

    def _with_rules(self, rules: Sequence[Rule]) -> Pipeline:
        steps = (
            step.with_rules(rules)
            if isinstance(step, StripBoilerplate)
            else step._with_rules(rules)
            if isinstance(step, Pipeline)
            else step
            for step in self.steps
        )
        return replace(self, steps=tuple(steps))

    @property
    def _heeded(self) -> set[str]:
        """The categories that rule cleaners of this pipeline remove."""
        heeded: set[str] = set()
        for step in self.steps:
            if isinstance(step, StripBoilerplate):
                heeded.update(step.categories)
            elif isinstance(step, Pipeline):
                heeded |= step._heeded
        return heeded

    def __repr__(self) -> str:
        options = "".join(
            f", {name}={value!r}"
            for name, value in (("rounds", self.rounds), ("keep", self.keep))
            if value not in (1, ())
        )
        shown = (repr(step) if isinstance(step, Pipeline) else step_repr(step) for step in self.steps)
        steps = ",\n    ".join(step.replace("\n", "\n    ") for step in shown)
        return f"Pipeline([\n    {steps},\n]{options})" if self.steps else f"Pipeline([]{options})"

    # -- files -------------------------------------------------------------------------------------

    def to_toml(self) -> str:
        """Return the pipeline as a TOML file that :meth:`from_toml` reads.

        Raises:
            PipelineError: a step that is a plain function, which a file cannot hold.
        """
        from newsclean.files import pipeline_to_toml

        return pipeline_to_toml(self)

    @classmethod
    def from_toml(cls, path: str | Path) -> Pipeline:
        """Return the pipeline that a TOML file describes.

        Raises:
            PipelineError: the file cannot be read or says something unknown; the message begins with its path.
        """
        from newsclean.files import pipeline_from_toml

        return pipeline_from_toml(path)


@dataclass(frozen=True)
class _Fused:
    """Rule cleaners that share one scan."""

    cleaners: tuple[StripBoilerplate, ...]

    def __call__(self, document: Document) -> Sequence[Edit]:
        return fused_edits(self.cleaners, document)


def _shares_scan(step: object) -> TypeGuard[StripBoilerplate]:
    """Whether a step is a rule cleaner that may be fused: one that has not got ``edits`` of its own."""
    return isinstance(step, StripBoilerplate) and type(step).edits is StripBoilerplate.edits


def _names(steps: Iterable[Step], rules: bool) -> set[str]:
    """Return what :meth:`Pipeline.without` may be given: ids of rules, or names of cleaners and categories."""
    names: set[str] = set()
    for step in steps:
        if not rules:
            names.add(step_name(step))
        if isinstance(step, Pipeline):
            names |= _names(step.steps, rules)
        elif isinstance(step, StripBoilerplate):
            names |= {rule.id for rule in (*builtin_rules(), *step.rules)} if rules else set(step.categories)
    return names


def _language(lang: str) -> str:
    """Return a language code as it is compared: "fr-FR" and "fr_FR" are "fr-fr"."""
    code = str(lang).replace("_", "-").lower()
    if not _LANGUAGE.fullmatch(code):
        raise OptionError(f"unknown language {lang!r}: give a code of ISO 639, such as 'fr' or 'en'")
    return code


def _checked(text: object, who: str) -> str:
    if isinstance(text, str):
        return text
    hint = ": decode it first, e.g. raw.decode('utf-8')" if isinstance(text, (bytes, bytearray)) else ""
    raise TypeError(f"{who} takes str, not {type(text).__name__}{hint}")
