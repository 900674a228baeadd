"""What the site has that no file holds: the rule reference, written out from the rule files."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

from newsclean.rules.load import builtin_rules, builtin_version
from newsclean.rules.model import CATEGORIES, Rule

FOLDER = "reference"
ROLE = re.compile(r":(?:func|meth|class|mod|data|attr|exc):<code>~?([^<]*)</code>")


def on_config(config: Any) -> Any:
    """Put the reference, and pages that are there but in no nav yet, where they belong."""
    pages = [f"{FOLDER}/index.md", *({c: f"{FOLDER}/{c}.md"} for c in CATEGORIES)]
    for entry in config.nav:
        if "Rules" in entry:
            entry["Rules"] = pages
        if "Engines" in entry:  # a page for each adapter, whoever adds one
            listed = {p if isinstance(p, str) else next(iter(p.values())) for p in entry["Engines"]}
            more = sorted(f"engines/{p.name}" for p in Path(config.docs_dir, "engines").glob("*.md"))
            entry["Engines"] = [
                p
                for p in entry["Engines"]
                if Path(config.docs_dir, p if isinstance(p, str) else next(iter(p.values()))).exists()
            ] + [name for name in more if name not in listed]
    return config


def on_files(files: Files, config: Any) -> Files:
    """Add a page for each category, and one with them all."""
    rules: dict[str, list[Rule]] = defaultdict(list)
    for rule in builtin_rules():
        rules[rule.category].append(rule)
    files.append(File.generated(config, f"{FOLDER}/index.md", content=overview(rules)))
    for category in CATEGORIES:
        files.append(File.generated(config, f"{FOLDER}/{category}.md", content=page(category, rules[category])))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Show examples as they look to people: doctest needs marks where an empty line is printed and where one ends."""
    return markdown.replace("\n<BLANKLINE>\n", "\n\n").replace("\n\n```\n", "\n```\n")


def on_page_content(html: str, **_: Any) -> str:
    """Docstrings name things as Sphinx does; show the name alone."""
    return ROLE.sub(r"<code>\1</code>", html)


def overview(rules: dict[str, list[Rule]]) -> str:
    """Return the page that leads to the categories."""
    count = sum(map(len, rules.values()))
    lines = [
        "# Rule reference",
        "",
        f"The {count:,} rules of this version ({builtin_version()}), written out from the rule files. What a",
        "level means is told in [Choose a level](../levels.md), how a rule is written in [Add a rule](../rules.md).",
        "`newsclean rules ID` tells the same.",
        "",
        "| category | safe | standard | aggressive | hint |",
        "| --- | --: | --: | --: | --: |",
    ]
    for category in CATEGORIES:
        counts = [
            sum(r.level == level for r in rules[category]) for level in ("safe", "standard", "aggressive", "hint")
        ]
        lines.append(f"| [{category}]({category}.md) | {' | '.join(str(n or '') for n in counts)} |")
    return "\n".join(lines) + "\n"


def page(category: str, rules: list[Rule]) -> str:
    """Return the page of one category."""
    lines = [f"# {category}", ""]
    for rule in sorted(rules, key=lambda r: (r.language != "fr", r.id)):
        lines += [f"## `{rule.id}` {{ #{anchor(rule.id)} }}", "", escaped(rule.why), ""]
        hint = rule.level == "hint"
        takes = "removes nothing itself: evidence for its neighbours" if hint else f"removes the **{rule.scope}**"
        facts = [f"level **{rule.level}**", takes, f"stands: {rule.at}"]
        facts += [f"only with context: {', '.join(rule.needs)}"] if rule.needs else []
        facts += [f"rescued by: {', '.join(rule.vetoes)}"] if rule.vetoes else []
        lines += [" · ".join(facts), ""]
        for title, texts in (
            ("Found" if hint else "Goes", rule.remove),
            ("Stays", rule.keep),
            ("Known misses", rule.missed),
        ):
            if texts:
                lines += [f"{title}:", "", *fenced("\n".join(t.replace("\n", "\n    ") for t in texts)), ""]
        lines += [f"Source: {escaped(rule.source)}. Since {rule.since}.", ""]
    return "\n".join(lines)


def anchor(rule_id: str) -> str:
    """Return the name of a rule's heading."""
    return rule_id.replace("/", "-").replace(".", "-")


def fenced(text: str) -> list[str]:
    """Return text as a code block that nothing in it can end."""
    fence = "`" * max(3, 1 + max(map(len, re.findall(r"`+", text)), default=0))
    return [f"{fence}text", text, fence]


def escaped(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", text).replace("\\<", "&lt;").replace("\\>", "&gt;")
