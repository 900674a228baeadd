"""Pipelines: ordered cleaners, run one after the other, recorded in one place."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias, overload

import regex

from newsclean.cleaners import NormalizeFrench, RepairEncoding, StripBoilerplate, StripCode, TidyUnicode
from newsclean.cleaners.base import Cleaner
from newsclean.cleaners.boilerplate import fused_edits, fusible
from newsclean.document import Document
from newsclean.edits import Edit, apply, between
from newsclean.errors import OptionError, PipelineError, nearest
from newsclean.provenance import compose
from newsclean.result import Annotation, Result
from newsclean.rules.load import builtin_rules, builtin_version, load_file
from newsclean.rules.model import CATEGORIES, Rule

__all__ = ["Pipeline", "Step"]

Step: TypeAlias = Cleaner | Callable[[str], str]
_Stage: TypeAlias = Callable[[Document], Sequence[Edit]]


@dataclass(frozen=True)
class Pipeline:
    """An ordered, immutable list of cleaners; itself a cleaner, and a function ``str -> str``.

    >>> from newsclean import Pipeline, StripCrossLinks
    >>> pipeline = Pipeline([StripCrossLinks(), str.strip])
    >>> pipeline("Lire aussi : Notre dossier\\n\\nLa pluie tombe. ")
    'La pluie tombe.'

    Args:
        steps: cleaners, pipelines, and plain ``str -> str`` functions (their edits are found by alignment).
        rounds: how often the steps are run at most; they stop as soon as a round changes nothing. With more than
            one, what a pipeline leaves is what it would leave alone.
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
            OptionError: an unknown level, style or locale; the message lists the valid ones.
        """
        return cls(
            [
                RepairEncoding(),
                TidyUnicode(),
                StripCode(level=level),
                StripBoilerplate(level=level, lang=lang),
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
        return Result(
            original=text,
            text=last.text,
            edits=edits,
            language=last.language,
            rules=builtin_version(),
            categories={
                rule: self._categories[rule]
                for edit in edits
                for rule in edit.rule.split(" + ")
                if rule in self._categories
            },
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
            NewscleanError: the first document that failed, with its index.
        """
        from newsclean.parallel import map_texts

        return map_texts(self, texts, workers=workers, chunk=chunk)

    def _run(self, document: Document, record: list[Sequence[Edit]] | None) -> Document:
        for _ in range(self.rounds):
            changed = False
            for stage in self._stages:
                edits = stage(document)
                if edits and self.keep:
                    edits = self._kept(document.text, edits)
                if edits:
                    changed = True
                    if record is not None:
                        record.append(edits)
                    document = Document(apply(document.text, edits), document.id, document.language)
            if not changed:
                break
        return document

    def _kept(self, text: str, edits: Sequence[Edit]) -> list[Edit]:
        """Return the edits without the removals that touch text which a ``keep`` pattern fits."""
        spans = [match.span() for pattern in self.keep for match in regex.finditer(pattern, text)]
        return [
            edit
            for edit in edits
            if not (
                sum(map(str.isalnum, edit.old)) > sum(map(str.isalnum, edit.new))
                and any(start < edit.span.end and edit.span.start < end for start, end in spans)
            )
        ]

    @cached_property
    def _stages(self) -> tuple[_Stage, ...]:
        """The steps as functions, rule cleaners that stand next to each other fused into one."""
        stages: list[_Stage] = []
        group: list[StripBoilerplate] = []
        for step in (*self.steps, None):
            if isinstance(step, StripBoilerplate) and (not group or fusible(group[-1], step)):
                group.append(step)
                continue
            if group:
                stages.append(_Fused(tuple(group)))
                group = []
            if isinstance(step, StripBoilerplate):
                group.append(step)
            elif isinstance(step, Cleaner):
                stages.append(step.edits)  # type: ignore[arg-type]
            elif step is not None:
                stages.append(_Function(step))
        return tuple(stages)

    @cached_property
    def _categories(self) -> dict[str, str]:
        rules: dict[str, str] = {}
        for step in self.steps:
            if isinstance(step, StripBoilerplate):
                rules.update((rule.id, rule.category) for rule in (*builtin_rules(), *step.rules))
                rules.update((f"zone/{category}", category) for category in CATEGORIES)
            elif isinstance(step, Pipeline):
                rules.update(step._categories)
        return rules

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
        """Return the pipeline without cleaners (by name), categories or rules (by id).

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
            elif type(step) is StripBoilerplate and name in step.categories:
                found = True
                out.append(replace(step, categories=tuple(c for c in step.categories if c != name)))
            elif isinstance(step, StripBoilerplate) and name in {r.id for r in (*builtin_rules(), *step.rules)}:
                found = True
                out.append(replace(step, without=(*step.without, name)))
            else:
                out.append(step)
        if not found:
            cleaners = [step_name(step) for step in steps]
            rules = [r.id for step in steps if isinstance(step, StripBoilerplate) for r in builtin_rules()]
            what = "rule" if "/" in name else "cleaner or category"
            raise OptionError(nearest(name, rules if "/" in name else {*cleaners, *CATEGORIES}, what))
        return out

    def with_rules(self, *sources: str | Path | Rule) -> Pipeline:
        """Return the pipeline with more rules: paths of rule files, or rules.

        They join the rule cleaner of all categories; without one, a cleaner of theirs comes before the last step.

        Raises:
            RuleError: a file that cannot be used; nothing of it is loaded.
        """
        rules: list[Rule] = []
        for source in sources:
            rules.extend([source] if isinstance(source, Rule) else load_file(source))
        if any(type(step) is StripBoilerplate for step in self.steps):
            steps = tuple(s.with_rules(rules) if type(s) is StripBoilerplate else s for s in self.steps)
        else:
            steps = (*self.steps[:-1], StripBoilerplate().with_rules(rules), *self.steps[-1:])
        return replace(self, steps=steps)

    def __repr__(self) -> str:
        options = "".join(
            f", {name}={value!r}"
            for name, value in (("rounds", self.rounds), ("keep", self.keep))
            if value not in (1, ())
        )
        steps = ",\n    ".join(_step_repr(step) for step in self.steps)
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


@dataclass(frozen=True)
class _Function:
    """A plain ``str -> str`` function as a cleaner."""

    function: Callable[[str], str]

    def __call__(self, document: Document) -> Sequence[Edit]:
        new = self.function(document.text)
        if not isinstance(new, str):
            raise TypeError(f"step {step_name(self.function)} returned {type(new).__name__}, not str")
        return between(document.text, new, f"function/{step_name(self.function)}")


def step_name(step: object) -> str:
    """Return the name of a cleaner, or of a function."""
    return str(getattr(step, "name", None) or getattr(step, "__qualname__", type(step).__name__))


def _step_repr(step: object) -> str:
    if not dataclasses.is_dataclass(step) or isinstance(step, (type, Pipeline)):
        text = repr(step) if isinstance(step, Pipeline) else step_name(step)
        return text.replace("\n", "\n    ")
    shown = []
    for f in dataclasses.fields(step):
        value = getattr(step, f.name)
        default = f.default_factory() if f.default_factory is not dataclasses.MISSING else f.default
        if f.init and value != default:
            shown.append(f"{f.name}={f'<{len(value)} rules>' if f.name == 'rules' else repr(value)}")
    return f"{type(step).__name__}({', '.join(shown)})"


def _checked(text: object, who: str) -> str:
    if isinstance(text, str):
        return text
    hint = ": decode it first, e.g. raw.decode('utf-8')" if isinstance(text, (bytes, bytearray)) else ""
    raise TypeError(f"{who} takes str, not {type(text).__name__}{hint}")
