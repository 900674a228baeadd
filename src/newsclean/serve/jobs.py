"""What a worker does: plain values in, plain values out. Nothing is kept but pipelines, which are immutable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from newsclean.edits import Edit
from newsclean.errors import NewscleanError
from newsclean.pipeline import Pipeline
from newsclean.result import Result
from newsclean.rules.engine import RuleSet
from newsclean.rules.examples import examples_of, failure
from newsclean.rules.load import builtin_rules, builtin_version, load_text, merge
from newsclean.rules.model import CATEGORIES, Rule

__all__ = ["EDITED", "JOBS", "do"]

#: Behind the id of a rule of the package that came edited: it stands in for the one it was made from.
EDITED = ".edited"
_NAMED = "rules"  # what messages about the rules of a request begin with


def do(job: str, request: Mapping[str, Any]) -> tuple[bool, Any]:
    """Return (True, the answer), or (False, what is wrong with the request)."""
    try:
        return True, JOBS[job](request)
    except NewscleanError as error:
        return False, str(error)


def _clean(request: Mapping[str, Any]) -> dict[str, Any]:
    return {"text": _pipeline_of(request)(request["text"]), "rules": builtin_version()}


def _explain(request: Mapping[str, Any]) -> dict[str, Any]:
    result = _pipeline_of(request).explain(request["text"])
    removed = {piece.span: piece.category for piece in result.removed}
    return {
        "text": result.text,
        "language": result.language,
        "rules": result.rules,
        "counts": dict(result.category_counts),
        "edits": [_edit(edit, removed.get(edit.span), result) for edit in result.edits],
    }


def _edit(edit: Edit, category: str | None, result: Result) -> dict[str, Any]:
    (start, end), old, new, rule = edit
    return {"start": start, "end": end, "old": old, "new": new, "rule": rule, "category": category}


def _check(request: Mapping[str, Any]) -> dict[str, Any]:
    """Load rules and run their examples."""
    own = load_text(request["rules"], _NAMED)
    others = tuple(rule for rule in builtin_rules() if rule.id not in {rule.id for rule in own})
    rule_set = RuleSet(merge(others, own))
    examples = list(examples_of(own))
    wrong = [
        {"rule": e.rule.id, "kind": e.kind, "text": e.text, "problem": problem}
        for e in examples
        if (problem := failure(e, rule_set)) is not None
    ]
    return {"rules": len(own), "examples": len(examples), "wrong": wrong}


JOBS = {"clean": _clean, "explain": _explain, "check": _check}


def _pipeline_of(request: Mapping[str, Any]) -> Pipeline:
    options = tuple((name, request[name]) for name in ("level", "style", "locale", "lang"))
    categories = request.get("categories")
    return _pipeline(
        options,
        None if categories is None else tuple(categories),
        tuple(request.get("without") or ()),
        request.get("rules") or "",
    )


@lru_cache(maxsize=16)
def _pipeline(
    options: tuple[tuple[str, Any], ...], categories: tuple[str, ...] | None, without: tuple[str, ...], rules: str
) -> Pipeline:
    pipeline = Pipeline.default(**dict(options))
    if rules.strip():
        pipeline = _with_rules(pipeline, load_text(rules, _NAMED))
    if categories is not None:
        known = ("code", *CATEGORIES)
        without = (*without, *(c for c in known if c not in categories), *(c for c in categories if c not in known))
    return pipeline.without(*without) if without else pipeline


def _with_rules(pipeline: Pipeline, rules: tuple[Rule, ...]) -> Pipeline:
    """Return the pipeline with more rules; one that has the id of a rule of the package stands in for that one."""
    ours = {rule.id for rule in builtin_rules()}
    edited = [rule.id for rule in rules if rule.id in ours]
    named = [replace(rule, id=rule.id + EDITED) if rule.id in ours else rule for rule in rules]
    return pipeline.without(*edited).with_rules(*named)
