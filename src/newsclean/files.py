"""Pipelines as TOML files: which cleaners, with which options, with which version of the rules."""

from __future__ import annotations

import dataclasses
import json
import tomllib
from pathlib import Path
from typing import Any

from newsclean import toml
from newsclean.cleaners import CLEANERS
from newsclean.errors import NewscleanError, PipelineError, nearest
from newsclean.pipeline import Pipeline
from newsclean.rules.load import builtin_version, load_text
from newsclean.rules.model import Rule
from newsclean.steps import step_name

__all__ = ["pipeline_from_text", "pipeline_from_toml", "pipeline_text", "pipeline_to_toml"]

_KEYS = {"rules", "rounds", "keep", "step"}


def pipeline_to_toml(pipeline: Pipeline) -> str:
    """Return the TOML text; see :meth:`newsclean.Pipeline.to_toml`."""
    lines = [f"rules = {_value(builtin_version())}  # the texts that come out depend on it"]
    if pipeline.rounds != 1:
        lines.append(f"rounds = {pipeline.rounds}")
    if pipeline.keep:
        lines.append(f"keep = {_value(pipeline.keep)}")
    for step in pipeline.steps:
        if CLEANERS.get(step_name(step)) is not type(step):
            raise PipelineError(f"step {step_name(step)!r} is not one of newsclean's cleaners; a file cannot hold it")
        lines += ["", "[[step]]", f"use = {_value(step_name(step))}"]
        rules: tuple[Rule, ...] = ()
        for f in dataclasses.fields(step):  # type: ignore[arg-type]
            value = getattr(step, f.name)
            if f.name == "rules":
                rules = value
            elif f.init and value != f.default and value is not None:
                lines.append(f"{f.name} = {_value(value)}")
        for rule in rules:
            lines += ["", "  [[step.rule]]"]
            for f in dataclasses.fields(rule):
                value = getattr(rule, f.name)
                if f.name != "slots" and value != f.default:
                    lines.append(f"  {f.name} = {_value(value)}")
    return "\n".join(lines) + "\n"


def pipeline_text(pipeline: Pipeline) -> str:
    """Return what tells pipelines apart: the file they make, or their repr; functions are known by name."""
    try:
        return pipeline_to_toml(pipeline)
    except PipelineError:
        return f"{pipeline!r}"


def pipeline_from_toml(path: str | Path) -> Pipeline:
    """Return the pipeline; see :meth:`newsclean.Pipeline.from_toml`."""
    try:
        text = toml.read(path)
    except OSError as error:
        raise PipelineError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise PipelineError(f"{path}: not valid TOML: {error}") from None
    except ValueError as error:
        raise PipelineError(f"{path}: {error}") from None
    return pipeline_from_text(text, path)


def pipeline_from_text(text: str, path: str | Path) -> Pipeline:
    """Return the pipeline of a TOML text; ``path`` is what errors call it."""
    try:
        data = toml.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PipelineError(f"{path}: not valid TOML: {error}") from None
    for key in data:
        if key not in _KEYS:
            raise PipelineError(f"{path}: {nearest(key, _KEYS, 'key')}")
    pinned = data.get("rules")
    if pinned is not None and pinned != builtin_version():
        raise PipelineError(
            f"{path}: made for rules {pinned!r}, this is {builtin_version()!r}: texts may come out differently; "
            "install the version it names, or change the line"
        )
    entries = data.get("step", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise PipelineError(f"{path}: 'step' must be a list of tables: [[step]]")
    steps = []
    for number, entry in enumerate(entries, 1):
        try:
            steps.append(_step(entry))
        except (NewscleanError, TypeError, ValueError) as error:
            raise PipelineError(f"{path}: step {number}: {error}") from None
    try:
        return Pipeline(steps, rounds=data.get("rounds", 1), keep=data.get("keep", ()))
    except (PipelineError, TypeError) as error:
        raise PipelineError(f"{path}: {error}") from None


def _step(entry: dict[str, Any]) -> Any:
    options = dict(entry)
    name = options.pop("use", None)
    if name is None:
        raise PipelineError("says no cleaner; add: use = 'boilerplate', or another of " + ", ".join(CLEANERS))
    if name not in CLEANERS:
        raise PipelineError(nearest(name, CLEANERS, "cleaner ('use')"))
    cleaner = CLEANERS[name]
    rules = options.pop("rule", None)
    if rules is not None:
        options["rules"] = load_text(_rule_file(rules), "[[step.rule]]")
    valid = {f.name for f in dataclasses.fields(cleaner) if f.init}
    for key, value in options.items():
        if key not in valid:
            raise PipelineError(f"{name!r}: {nearest(key, valid, 'option')}")
        if isinstance(value, list):
            options[key] = tuple(value)
    return cleaner(**options)


def _rule_file(rules: Any) -> str:
    """Return the rules of a step as a rule file."""
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        raise PipelineError("'rule' must be a list of tables: [[step.rule]]")
    return "\n".join("\n".join(["[[rule]]", *(f"{k} = {_value(v)}" for k, v in rule.items())]) for rule in rules)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    # A JSON string is a TOML basic string, but for DEL.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007F")
