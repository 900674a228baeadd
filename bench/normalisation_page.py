"""Write the tables of docs/normalisation.md out from the rules and their examples."""

from __future__ import annotations

import tomllib
from pathlib import Path

from newsclean.normalize.manner import LOCALES, STYLES, manner

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "src/newsclean/data/normalize/rules.toml"
PAGE = ROOT / "docs/normalisation.md"
BEGIN, END = "<!-- written by bench/normalisation_page.py -->", "<!-- end -->"
STAGES = {
    "encoding": ("Stage E: encoding", "`RepairEncoding()`: line by line; HTML references are left alone in code."),
    "unicode": ("Stage U: Unicode", "`TidyUnicode()`: in code, too."),
    "space": (
        "Stage W: white space",
        "`TidyWhitespace(style=...)`: nothing in fenced code, no runs of spaces in inline code.",
    ),
    "line": ("Stage W: lines", "A blank line is never crossed."),
    "fr": (
        "Stage T: typography",
        "`FrenchTypography(style=..., locale=..., lang=...)`: line by line, French only, outside protected spans.",
    ),
}
SHOWN = {"": "nothing", " ": "space", "\u00a0": "U+00A0", "\u202f": "U+202F"}


def spaces() -> list[str]:
    """Return the table of styles and locales."""
    columns = [("typographic", locale) for locale in LOCALES] + [
        ("plain", "fr-FR"),
        ("plain", "fr-CA"),
        ("ascii", "fr-FR"),
    ]
    rows = {
        "before `;` `!` `?`": lambda how: SHOWN[how.high],
        "before `:`": lambda how: SHOWN[how.colon],
        "inside « »": lambda how: SHOWN[how.inner] if how.style != "ascii" else 'nothing, `"`',
        "between groups of three digits": lambda how: SHOWN[how.group],
        "between a number and its unit": lambda how: SHOWN[how.unit],
        "a missing space before `;` `!` `?` is put in": lambda how: "yes" if how.insert_high else "no",
        "a missing space before `%` `‰` `€` is put in": lambda how: "yes" if how.insert_percent else "no",
        "apostrophe": lambda how: f"`{how.apostrophe}`",
    }
    head = "| | " + " | ".join(f"{style} {locale}" for style, locale in columns) + " |"
    lines = [head, "|" + "---|" * (len(columns) + 1)]
    for name, value in rows.items():
        lines.append(f"| {name} | " + " | ".join(value(manner(style, locale)) for style, locale in columns) + " |")
    return lines


def code(text: str) -> str:
    text = "".join(c if c.isprintable() and c not in "\u00ad\u200b" else f"\\u{ord(c):04X}" for c in text)
    fence = "``" if "`" in text else "`"
    return f"{fence}{text}{fence}".replace("|", "\\|")


def rules() -> list[str]:
    """Return a section for each stage, with its rules and their examples."""
    lines: list[str] = []
    stage = ""
    for rule in tomllib.loads(RULES.read_text(encoding="utf-8"))["rule"]:
        name = rule["id"].partition("/")[0]
        if name != stage:
            stage = name
            title, note = STAGES[stage]
            lines += ["", f"## {title}", "", note]
        lines += ["", f"### `{rule['id']}`", "", f"{rule['what']} ({rule['row']})"]
        if "example" in rule:
            lines += ["", "| before | " + " | ".join(STYLES) + " |", "|" + "---|" * (len(STYLES) + 1)]
            for example in rule["example"]:
                after = " | ".join(code(example[style]) if style in example else "=" for style in STYLES)
                lines.append(f"| {code(example['before'])} | {after} |")
    return lines


def page(now: str) -> str:
    """Return the page with what stands between its two marks written anew."""
    head, rest = now.split(BEGIN)
    _, tail = rest.split(END)
    return "\n".join([head + BEGIN, "", "## Styles and locales", "", *spaces(), *rules(), "", END + tail])


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
