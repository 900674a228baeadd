"""Generated news documents for the speed bench: clean, lightly dirty, heavily dirty; any size; the same for everybody.

The prose is that of the other benches, the boilerplate is what the rules give as examples of what must go, the code is
that of ``code_families``. A clean document is written as ``clean`` itself leaves it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache

import code_families as families
from code_generator import PROSE
from corpus_throughput import SENTENCES
from newsclean.rules.load import builtin_rules
from normalize_speed import PARAGRAPHS

__all__ = ["KINDS", "documents", "mixed", "one_line", "size_of"]

KINDS = ("clean", "light", "heavy")
_MARKS = str.maketrans("", "", "\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}\N{MATHEMATICAL RIGHT WHITE SQUARE BRACKET}")
_SENTENCES = [s.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'") for s in (*PROSE, *SENTENCES, *PARAGRAPHS)]


@cache
def notices() -> tuple[str, ...]:
    """Return one-line notices: the examples of the rules that take whole lines."""
    found = {
        text.translate(_MARKS)
        for rule in builtin_rules()
        if rule.id.startswith("fr/") and rule.scope in ("line", "block") and rule.at == "line" and rule.level != "hint"
        for text in rule.remove
        if "\n" not in text
    }
    return tuple(sorted(found))


def documents(kind: str, size: int, count: int, seed: int = 1) -> list[str]:
    """Return ``count`` documents of about ``size`` bytes of UTF-8."""
    chance = random.Random(f"{kind} {size} {seed}")
    return [_document(chance, kind, size) for _ in range(count)]


def mixed(size: int, count: int, seed: int = 1) -> list[str]:
    """Return documents of which half are clean, a quarter lightly and a quarter heavily dirty."""
    groups = (documents("clean", size, count // 2, seed), documents("light", size, count // 4, seed))
    out = [*groups[0], *groups[1], *documents("heavy", size, count - count // 2 - count // 4, seed)]
    random.Random(seed).shuffle(out)
    return out


def one_line(megabytes: int) -> str:
    """Return one line of prose with a notice here and there."""
    chance = random.Random(0)
    piece = " ".join(text for _ in range(400) for text in (*_paragraph(chance), chance.choice(notices())))
    return (piece + " ") * (megabytes * 1_000_000 // size_of([piece]))


def size_of(texts: list[str]) -> int:
    """Return the bytes of UTF-8."""
    return sum(len(text.encode("utf-8", "replace")) for text in texts)


def _document(chance: random.Random, kind: str, size: int) -> str:
    blocks = [chance.choice(_SENTENCES).split(" : ")[0].rstrip(".")]
    left = size - (0 if kind == "clean" else 200 if kind == "light" else size // 4)
    while left > 0:
        block = " ".join(_paragraph(chance))
        blocks.append(block)
        left -= len(block.encode()) + 2
    if kind == "light":
        for _ in range(chance.randint(2, 3)):
            blocks.insert(chance.randint(1, len(blocks)), chance.choice(notices()))
    elif kind == "heavy":
        amount = max(2, size // 800)
        for _ in range(amount):
            blocks.insert(chance.randint(2, len(blocks)), chance.choice(notices()))
        blocks = [*_some(chance, amount), *blocks, *_some(chance, 2 * amount)]
        if chance.random() < 0.3:
            blocks.insert(chance.randint(2, len(blocks)), chance.choice([*families.SCRIPTS.values()]))
    text = "\n\n".join(blocks)
    if kind == "clean":
        return text
    text = text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}").replace(" ;", "\N{NARROW NO-BREAK SPACE};")
    if kind == "heavy":
        text = text.replace(" :", "\N{NO-BREAK SPACE}:").replace(". L", ".  L")
    return text


def _some(chance: random.Random, amount: int) -> Iterator[str]:
    return (chance.choice(notices()) for _ in range(amount))


def _paragraph(chance: random.Random) -> list[str]:
    return chance.sample(_SENTENCES, chance.randint(2, 5))
