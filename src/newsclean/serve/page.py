"""The pages of the playground: style and script inside, a policy that lets nothing else run."""

from __future__ import annotations

import html
import json
from functools import cache
from importlib import resources

from newsclean.report.pack import csp_hash
from newsclean.report.page import asset as shared
from newsclean.rules.model import CATEGORIES, LEVELS

__all__ = ["plain_page", "playground", "policy"]


@cache
def _asset(name: str) -> str:
    return (resources.files("newsclean.serve") / "assets" / name).read_text("utf-8")


@cache
def _style() -> str:
    return shared("base.css") + _asset("playground.css")


@cache
def _script() -> str:
    code = "\n".join([shared("base.js"), shared("text.js"), _asset("playground.js")])
    return f'"use strict";\n(() => {{\n{code}\n}})();\n'


def policy() -> str:
    """Return the Content-Security-Policy of these pages: their own style and script, and this server alone."""
    return (
        f"default-src 'none'; style-src {csp_hash(_style())}; script-src {csp_hash(_script())}; connect-src 'self'; "
        "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    )


@cache
def playground(version: str, rules: str) -> str:
    """Return the playground."""
    choices = json.dumps({"categories": ["code", *CATEGORIES], "levels": LEVELS, "newsclean": version, "rules": rules})
    return (
        _asset("playground.html")
        .replace("<!-- style -->", f"<style>{_style()}</style>")
        .replace("<!-- choices -->", f'<script type="application/json" id="choices">{choices}</script>')
        .replace("<!-- script -->", f"<script>{_script()}</script>")
    )


def plain_page(title: str, body: str) -> str:
    """Return a page without script; ``body`` is HTML."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)} · newsclean</title><style>{_style()}</style></head>"
        f'<body><main class="wide rule-page">{body}</main></body></html>\n'
    )
