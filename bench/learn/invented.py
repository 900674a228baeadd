"""Invented sites, made by grammar: pages with known furniture, prose, and what a section repeats and is no furniture.

    python bench/learn/invented.py FOLDER [--sites 20] [--pages 200] [--unseen 50] [--seed 1]

writes ``train.jsonl`` and ``unseen.jsonl``: ``{"site", "id", "text", "drop": [[start, end, notice]], "kind"}``.
``drop`` are the spans of furniture, ``notice`` says which one of its site it is; all else is the article.
"""

from __future__ import annotations

import argparse
import json
import random
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WORDS = tomllib.loads((Path(__file__).parent / "grammar.toml").read_text("utf-8"))
SHARES = (1.0, 1.0, 0.9, 0.6, 0.3, 0.1, 0.05)
MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre"]


class Site:
    """One invented site: which furniture it has, and how often each piece stands on its pages."""

    def __init__(self, number: int, seed: int) -> None:
        chance = random.Random(f"{seed} site {number}")
        label = WORDS["sites"][number % len(WORDS["sites"])]
        again = number // len(WORDS["sites"])
        self.host = f"{label}{again or ''}.example"
        self.name = " ".join(word.capitalize() for word in label.split("-")) + (f" {again}" if again else "")
        self.staff = [person(chance) for _ in range(12)]
        self.serial = chance.choice(WORDS["serials"])
        self.furniture: list[tuple[str, list[str], float, str]] = []
        for slot, entry in enumerate(WORDS["furniture"]):
            for pick in chance.sample(range(len(entry["options"])), chance.choice((1, 1, 2))):
                share = chance.choice(SHARES)
                self.furniture.append((entry["place"], entry["options"][pick], share, f"{slot}.{pick}"))


def person(chance: random.Random) -> str:
    return f"{chance.choice(WORDS['first_names'])} {chance.choice(WORDS['last_names'])}"


def date(chance: random.Random) -> str:
    return f"{chance.randint(1, 28)} {chance.choice(MONTHS)} {chance.choice((2023, 2024, 2025))}"


def sentence(chance: random.Random) -> str:
    parts = [chance.choice(WORDS[name]) for name in ("who", "did", "what")]
    middle = [chance.choice(WORDS[name]) for name in chance.sample(["where", "when"], chance.choice((1, 2)))]
    end = f", {chance.choice(WORDS['why'])}" if chance.random() < 0.5 else ""
    said = chance.random()
    if said < 0.1:
        return f"« {' '.join(parts)} {' '.join(middle)}{end} », raconte {person(chance)}."
    return f"{' '.join([*parts, *middle])}{end}."


def paragraph(chance: random.Random) -> str:
    return " ".join(sentence(chance) for _ in range(chance.choice((1, 2, 2, 3, 4))))


def title(chance: random.Random) -> str:
    return " ".join(chance.choice(WORDS[name]) for name in ("who", "did", "what", "where"))


def article(site: Site, chance: random.Random) -> tuple[str, list[str]]:
    """Return what kind of page it is, and the lines of the article."""
    roll = chance.random()
    if roll < 0.06:
        head = [chance.choice(WORDS["weather_titles"]).format(date=date(chance)), paragraph(chance)]
        rows = [
            f"{city} : {chance.randint(0, 15)}°C / {chance.randint(16, 30)}°C, "
            f"{chance.choice(('nuageux', 'soleil', 'averses'))}"
            for city in WORDS["cities"]
        ]
        return "weather", [*head, *rows, paragraph(chance)]
    if roll < 0.12:
        rows = [
            f"{a} - {b} : {chance.randint(0, 4)}-{chance.randint(0, 4)}"
            for a, b in zip(WORDS["teams"][::2], WORDS["teams"][1::2], strict=True)
        ]
        table = [
            f"{place}. {team} {chance.randint(10, 60)} pts"
            for place, team in enumerate(chance.sample(WORDS["teams"], len(WORDS["teams"])), 1)
        ]
        return "results", [title(chance), paragraph(chance), *rows, *table, paragraph(chance)]
    if roll < 0.2:
        lines = [f"{title(chance)} ({chance.randint(1, 9)}/9)", site.serial]
        return "serial", [*lines, *(paragraph(chance) for _ in range(4))]
    lines = [title(chance)]
    for number in range(chance.randint(3, 8)):
        if number > 1 and chance.random() < 0.25:
            lines.append(chance.choice(WORDS["subheads"]))
        lines.append(paragraph(chance))
    if chance.random() < 0.08:
        lines.insert(2, chance.choice(WORDS["communiques"]))
    if chance.random() < 0.08:
        lines.insert(-1, chance.choice(WORDS["backgrounds"]))
    return "article", lines


def page(site: Site, lines: list[str], chance: random.Random) -> tuple[str, list[list[Any]]]:
    """Put furniture around and between the lines of an article."""

    def filled(text: str) -> str:
        return text.format(
            site=site.name,
            host=site.host,
            d=date(chance),
            h=f"{chance.randint(6, 22)}h{chance.randint(10, 59)}",
            n=chance.choice((2, 3, 5, 12, 47, 318, 2024)),
            p=chance.choice(site.staff),
        )

    standing = [f for f in site.furniture if chance.random() < f[2]]
    rows: list[tuple[str, str | None, str, str | None]] = []  # line, notice; what runs on behind it, its notice

    def add(place: str) -> None:
        for where, texts, _, name in standing:
            if where == place:
                rows.extend((filled(text), f"{name}.{n}", "", None) for n, text in enumerate(texts))

    add("head")
    long = [number for number, line in enumerate(lines) if len(line) > 100] or [len(lines) - 1]
    for number, line in enumerate(lines):
        run, run_name = "", None
        if number == long[-1]:
            for where, texts, _, name in standing:
                if where == "run":
                    run, run_name = filled(texts[0]), f"{name}.0"
        rows.append((line, None, run, run_name))
        if number == long[min(1, len(long) - 2)] and number < long[-1]:
            add("body")
    add("tail")
    text = ""
    drop: list[list[Any]] = []
    for line, name, run, run_name in rows:
        if text:
            text += chance.choice(("\n", "\n\n"))
        start = len(text)
        text += line
        if name is not None:
            drop.append([start, len(text), name])
        if run:
            text += " "
            drop.append([len(text), len(text) + len(run), run_name])
            text += run
    return text, drop


def pages(sites: int, count: int, seed: int, part: str) -> Iterator[dict[str, Any]]:
    """Yield the pages of all sites; one in twenty is a dispatch that other sites have too, nearly word for word."""
    for number in range(sites):
        site = Site(number, seed)
        for k in range(count):
            chance = random.Random(f"{seed} {part} {number} {k}")
            kind, lines = article(site, chance)
            if chance.random() < 0.05:
                shared = random.Random(f"{seed} {part} dispatch {chance.randrange(max(2, count // 20))}")
                kind, lines = "dispatch", [title(shared), *(paragraph(shared) for _ in range(6))]
                lines[-1] = paragraph(chance)
            text, drop = page(site, lines, chance)
            yield {"site": site.host, "id": f"{site.host}/{part}/{k}", "text": text, "drop": drop, "kind": kind}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sites", type=int, default=20)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--unseen", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for part, count in (("train", given.pages), ("unseen", given.unseen)):
        with open(given.folder / f"{part}.jsonl", "w", encoding="utf-8") as file:
            for record in pages(given.sites, count, given.seed, part):
                file.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
