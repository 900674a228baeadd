"""The page around the data: one HTML file with its style and scripts, and a policy that lets nothing else run."""

from __future__ import annotations

import html
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from newsclean.report.pack import csp_hash, inline_json

__all__ = ["asset", "page", "policy"]

STYLES = ("base.css", "report.css")
SCRIPTS = (
    "base.js", "text.js", "store.js", "overview.js", "removals.js", "rules.js", "documents.js", "document.js",
    "marks.js", "app.js",
)  # fmt: skip


@cache
def asset(name: str) -> str:
    """Return one of the files that pages are made of."""
    return (resources.files("newsclean.report") / "assets" / name).read_text("utf-8")


def policy(style: str, script: str) -> str:
    """Return the Content-Security-Policy of a page: its own style and script, by their hashes, and no network."""
    return (
        f"default-src 'none'; style-src {csp_hash(style)}; script-src {csp_hash(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


def page(head: Mapping[str, Any], blocks: Mapping[str, str]) -> str:
    """Return the HTML of a report.

    Args:
        head: what the page needs at once; any text in it is data.
        blocks: name -> what :func:`newsclean.report.pack.packed` gave, unpacked when it is asked for.
    """
    style = "\n".join(asset(name) for name in STYLES)
    script = '"use strict";\n(() => {\n' + "\n".join(asset(name) for name in SCRIPTS) + "\n})();\n"
    data = [f'<script type="application/json" id="head">{inline_json(head)}</script>']
    data += [f'<script type="text/plain" id="{name}">{block}</script>' for name, block in blocks.items()]
    shown = html.escape(str(head["title"]).encode("utf-8", "replace").decode())
    # Parts are joined, not substituted into one another: a page that holds "{script}" must not grow a second one.
    top, middle, bottom = asset("report.html").split("<!-- newsclean -->")
    return "".join(
        [
            top.replace("POLICY", policy(style, script)).replace("TITLE", shown),
            f"<style>{style}</style>",
            middle,
            "\n".join(data),
            f"\n<script>{script}</script>",
            bottom,
        ]
    )
