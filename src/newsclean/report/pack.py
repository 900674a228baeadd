"""Data inside a page: JSON that no HTML parser can misread, packed where it is long."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from typing import Any

__all__ = ["csp_hash", "inline_json", "packed"]

_UNSAFE = {ord(c): f"\\u{ord(c):04x}" for c in "<>&'"}


def inline_json(value: Any) -> str:
    """Return JSON for the inside of a ``<script type="application/json">``.

    It is ASCII and holds none of ``<``, ``>``, ``&`` and ``'``: nothing in it can end the element or begin another.
    """
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).translate(_UNSAFE)


def packed(value: Any) -> str:
    """Return the JSON of ``value``, compressed, in base64: letters, digits, ``+``, ``/`` and ``=`` only."""
    raw = json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return base64.b64encode(gzip.compress(raw, 6, mtime=0)).decode("ascii")


def csp_hash(code: str) -> str:
    """Return what a Content-Security-Policy names an inline script or style by."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode('utf-8')).digest()).decode('ascii')}'"
