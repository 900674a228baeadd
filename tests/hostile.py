"""Documents that would do something if any byte of them were taken for HTML or script."""

from __future__ import annotations

import json
from pathlib import Path

ATTACKS = [
    "<script>window.pwned = 1</script>",
    "</script><script>window.pwned = 2</script>",
    '"><img src="x" onerror="window.pwned = 3">',
    "' onmouseover='window.pwned = 4' tabindex='0",
    "<!--<script>window.pwned = 5//-->",
    "]]><svg onload=window.pwned=6>",
    "\u2028window.pwned = 7\u2029",
    "${window.pwned = 8} {{window.pwned}} `window.pwned`",
    '<iframe srcdoc="<script>parent.pwned = 9</script>"></iframe>',
    "javascript:window.pwned=10",
    "</style><style>body { display: none }</style>",
    "\u202eelcitra\u202c \x00\x07\x1b[31m \ufeff\u200b",
]
STORY = "La rivière est sortie de son lit dans la nuit de lundi, et les pompiers ont évacué douze familles du quartier."


def hostile_documents() -> list[dict[str, str]]:
    """Return documents with an attack in the text, in what is removed, in the title and in the id."""
    documents = []
    for n, attack in enumerate(ATTACKS):
        text = f"{attack}\n\n{STORY} {attack}\n\nLire aussi : {attack} notre dossier\n\n{STORY}\n\n{attack}"
        documents.append({"id": f"{n} {attack}", "text": text})
    return documents


def write_jsonl(path: Path, documents: list[dict[str, str]]) -> Path:
    """Write documents as JSONL."""
    path.write_text("".join(json.dumps(d) + "\n" for d in documents), "utf-8")
    return path
