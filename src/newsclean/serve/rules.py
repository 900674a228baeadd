"""A rule of the package as a file of its own: what the playground lets people edit, and the page about it."""

from __future__ import annotations

import html
import re
from functools import cache
from importlib import resources
from typing import Any

import tomlkit

from newsclean.rules.load import builtin_rules
from newsclean.rules.model import Rule
from newsclean.serve.page import plain_page

__all__ = ["rule_named", "rule_page", "rule_source"]

_SLOT = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
_ID = re.compile(r'^id\s*=\s*"([^"]+)"', re.M)
_ENTRY = re.compile(r"^\[\[rule\]\]\n", re.M)


@cache
def rule_named() -> dict[str, Rule]:
    """Return the rules of the package by id."""
    return {rule.id: rule for rule in builtin_rules()}


def rule_source(rule_id: str) -> str:
    """Return the entry of a rule as the text of a rule file: with the language, the category and the slots it needs.

    Raises:
        KeyError: no rule of the package has this id.
    """
    head, entry = _entries()[rule_id]
    return f"{_head(head, rule_named()[rule_id], entry)}\n[[rule]]\n{entry}"


@cache
def _entries() -> dict[str, tuple[str, str]]:
    """Return rule id -> the head of its file, and its entry there."""
    found: dict[str, tuple[str, str]] = {}
    folder = resources.files("newsclean") / "data" / "rules"
    for language in sorted({rule.language for rule in builtin_rules()}):
        for file in (f for f in (folder / language).iterdir() if f.name.endswith(".toml")):
            head, *entries = _ENTRY.split(file.read_text("utf-8"))
            for entry in entries:
                name = _ID.search(entry)
                if name is not None:
                    found[name[1]] = head, _body(entry)
    return found


@cache
def _slots(head: str) -> dict[str, Any]:
    """Return the slots in the head of a rule file, as they are written there."""
    return dict(tomlkit.parse(head).get("slots", {}))


def _body(entry: str) -> str:
    """Return an entry without the comments that head the next one."""
    return re.sub(r"(?:^[ \t]*(?:#.*)?\n)*\Z", "", entry, flags=re.M)


def _head(head: str, rule: Rule, entry: str) -> str:
    slots = _slots(head)
    needed: set[str] = set()
    asked = set(_SLOT.findall(entry))
    while asked:
        name = asked.pop()
        if name in slots and name not in needed:
            needed.add(name)
            asked |= set(_SLOT.findall(str(slots[name])))
    lines = [f'language = "{rule.language}"', f'category = "{rule.category}"', *(["", "[slots]"] if needed else ())]
    lines += [f"{name} = {value.as_string()}" for name, value in slots.items() if name in needed]
    return "\n".join(lines) + "\n"


def rule_page(rule: Rule) -> str:
    """Return the page about a rule: HTML without script, every text escaped."""

    def items(title: str, texts: tuple[str, ...]) -> str:
        shown = "".join(f'<li class="text" lang="{rule.language}">{html.escape(text)}</li>' for text in texts)
        return f"<h2>{title}</h2><ul>{shown}</ul>" if texts else ""

    facts = {
        "category": rule.category,
        "level": rule.level,
        "removes the": rule.scope,
        "stands": rule.at,
        "only with context": ", ".join(rule.needs),
        "rescued by": ", ".join(rule.vetoes or ()),
        "source": rule.source,
        "since": rule.since,
    }
    rows = "".join(f"<dt>{name}</dt><dd>{html.escape(value)}</dd>" for name, value in facts.items() if value)
    return plain_page(
        rule.id,
        f'<p class="soft"><a href="/">← Playground</a></p><h1 class="mono">{html.escape(rule.id)}</h1>'
        f'<p class="lead">{html.escape(rule.why)}</p><dl>{rows}</dl>'
        + items("Goes (⟦ ⟧ mark what, where not all does)", rule.remove)
        + items("Stays", rule.keep)
        + items("Known misses", rule.missed)
        + f"<h2>The rule</h2><pre>{html.escape(rule_source(rule.id))}</pre>",
    )
