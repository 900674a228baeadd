"""Small corpora to learn from: invented sites, and pages made by hand."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench" / "learn"))

WHO = ["Le maire", "La boulangère", "Un pêcheur", "Le facteur", "La directrice", "Un voisin", "Le garde", "Une élève"]
DOES = ["regarde", "décrit", "refuse", "achète", "répare", "oublie", "raconte", "attend", "dessine", "surveille"]
WHAT = ["la pluie", "le marché", "un pont", "la rivière", "le dernier train", "une carte", "le phare", "la foire"]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def prose(number: int, sentences: int = 4) -> str:
    """Return a paragraph that no other number has a sentence of."""
    out = []
    for k in range(sentences):
        n = number * 31 + k * 7
        code = "".join(LETTERS[number // 10**place % 10 + place] for place in range(4)) + LETTERS[k]
        said = f"{WHO[n % 8]} {DOES[n // 8 % 10]} {WHAT[n // 80 % 8]}"
        out.append(f"{said} près du canal, et le carnet {code} en garde la trace.")
    return " ".join(out)


def page(number: int, *, head: Iterable[str] = (), body: Iterable[str] = (), tail: Iterable[str] = ()) -> str:
    """Return a page with a title and three paragraphs of its own."""
    paragraphs = [prose(3 * number + k) for k in range(3)]
    lines = [*head, f"Titre de la page {'abcdefghij'[number % 10]}{'klmnopqrst'[number // 10 % 10]}", paragraphs[0]]
    return "\n\n".join([*lines, *body, *paragraphs[1:], *tail])


def write(path: Path, texts: Iterable[str], site: str = "marais.example", **more: Any) -> Path:
    """Write JSONL; returns the path."""
    with open(path, "a", encoding="utf-8") as file:
        for number, text in enumerate(texts):
            file.write(json.dumps({"site": site, "id": f"{site}/{number}", "text": text, **more}) + "\n")
    return path
