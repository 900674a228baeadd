"""Write what the rules of the package need of a line before their patterns are tried: ``data/rules/needed.json``.

    python bench/needed.py [--check]

To be run after rules have changed; a rule that is not in the file is found all the same, but slower. For each rule the
parse tree of its pattern gives the characters with which a match can begin and end, how long it can be, and sets of
literals of which one each must stand on the line. A rule that covers a line is looked for by up to three of these
sets, those that cost least on the lines of ``bench/corpus/train``: rare ones, and such as other rules ask for too.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from functools import cache
from pathlib import Path

from newsclean.fold import plain
from newsclean.rules.lexicon import slots_for
from newsclean.rules.load import builtin_rules
from newsclean.rules.model import Rule
from newsclean.rules.needed import key_of, literals
from newsclean.rules.parsed import ANYTHING, sre_parser
from newsclean.rules.pattern import beginning, compile_pattern, expand, standard

TARGET = Path(__file__).parent.parent / "src" / "newsclean" / "data" / "rules" / "needed.json"
CORPUS = Path(__file__).parent / "corpus" / "train"
LAYERS = 3
VETOES = ("veto_narrated",)  # slots of the lexicon whose patterns ask for a literal first
MOST_LINES = 12_000
HIT = 0.4  # microseconds for a literal that is found on a line
TRY = 4.0  # and for a pattern that is tried and fails at once; long ones are measured


def key(rule: Rule) -> str:
    return key_of(rule.pattern, rule.anchors)


def sample() -> list[str]:
    """Return lines of the corpus, in the folded view with letter case."""
    lines: dict[str, None] = {}
    for path in sorted(CORPUS.glob("*.txt")):
        text = path.read_text("utf-8").translate({0x27E6: None, 0x27E7: None})
        lines.update(dict.fromkeys(plain(line).strip(" *>|+#=~\x02:-") for line in text.split("\n")))
    lines.pop("", None)
    kept = [line for line in lines if len(line) <= 420]
    return kept[:: max(1, len(kept) // MOST_LINES)]


LINES = sample()
JOINED = "\n".join(["", *(line.lower() for line in LINES), ""])
PARTS = [f"\n{line.lower()}\n" for line in LINES]


@cache
def count(literal: str) -> int:
    """Return how often a literal is found in the sample."""
    return JOINED.count(literal)


@cache
def places(literal: str) -> int:
    """Return the lines on which a literal stands, as bits."""
    if not count(literal):
        return 0
    bits = bytearray(len(PARTS) // 8 + 1)
    for k, line in enumerate(PARTS):
        if literal in line:
            bits[k >> 3] |= 1 << (k & 7)
    return int.from_bytes(bits, "little")


def cost(group: frozenset[str]) -> float:
    return sum(map(count, group)) + 0.01 * len(group)


def on_lines(group: tuple[str, ...]) -> int:
    out = 0
    for literal in group:
        out |= places(literal)
    return out


def minimal(group: frozenset[str]) -> tuple[str, ...]:
    """Return the literals without those that hold another one."""
    kept: list[str] = []
    for literal in sorted(group, key=lambda one: (len(one), one)):
        if not any(one in literal for one in kept):
            kept.append(literal)
    return tuple(sorted(kept))


def tried(rule: Rule, firsts: int, lasts: int, least: int, most: int) -> tuple[int, float]:
    """Return the lines on which the edges and the length fit, as bits, and what a failing try costs on them."""
    bits, fitting = 0, []
    for k, line in enumerate(LINES):
        if least <= len(line) <= min(most, rule.width) and firsts >> ord(line[0]) & lasts >> ord(line[-1]) & 1:
            bits |= 1 << k
            fitting.append(line)
    pattern = compile_pattern(rule.pattern, False, False)
    some = fitting[:: max(1, len(fitting) // 200)]
    start = time.process_time()
    for line in some:
        pattern.fullmatch(line)
    each = 1e6 * (time.process_time() - start) / max(1, len(some))
    return bits, TRY + each


def chosen(rule: Rule, groups: list[tuple[str, ...]], fits: int, each: float, paid: set[str]) -> list[tuple[str, ...]]:
    """Return the groups that together cost least: what finding them costs, and the tries where all are found."""
    have: list[tuple[str, ...]] = []
    left, best = fits, float("inf")
    while len(have) < LAYERS:
        found = None
        for group in groups:
            spent = HIT * sum(count(one) for some in (*have, group) for one in some if one not in paid)
            total = spent + each * (left & on_lines(group)).bit_count()
            if group not in have and total < best - 1e-9:
                found, best = group, total
        if found is None:
            break
        have.append(found)
        left &= on_lines(found)
    return have


def implies(group: tuple[str, ...], anchors: tuple[str, ...]) -> bool:
    return all(any(anchor in literal for anchor in anchors) for literal in group)


def table() -> dict[str, list[object]]:
    rules = builtin_rules()
    out: dict[str, list[object]] = {}
    paid = {anchor for rule in rules if rule.at != "line" or rule.glue for anchor in rule.anchors}
    plans = []
    for rule in rules:
        seen = beginning(rule.pattern, rule.glue)
        if seen == ANYTHING:
            continue
        out[key(rule)] = [
            f"{seen.firsts:x}",
            f"{seen.lasts:x}",
            seen.least,
            min(seen.most, 1 << 20),
            [],
            1,
        ]
        if rule.at == "line" and not rule.glue:
            tree = sre_parser.parse(standard(rule.pattern, False), re.IGNORECASE | re.ASCII)
            groups = sorted({rule.anchors, *(minimal(group) for group in literals(tree, cost))})
            plans.append((rule, groups, *tried(rule, *seen)))
    for _ in range(3):  # what others ask for costs no more, and the others are known from the second time on
        for rule, groups, fits, each in plans:
            others = paid | {one for other, row in out.items() if other != key(rule) for some in row[4] for one in some}
            have = chosen(rule, groups, fits, each, others)
            out[key(rule)][4] = have
    slots = slots_for("fr")
    for name in VETOES:
        pattern = expand(slots[name], slots)
        groups = literals(sre_parser.parse(standard(pattern, False), re.IGNORECASE | re.ASCII), cost)
        out[key_of(pattern)] = ["", "", 0, 0, [list(minimal(min(groups, key=cost)))], 1]
    for rule, *_ in plans:
        row = out[key(rule)]
        row[5] = int(any(implies(group, rule.anchors) for group in row[4]))
        row[4] = [[] if group == rule.anchors else list(group) for group in row[4]]
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where rules are missing in the file")
    options = parser.parse_args()
    if options.check:
        old = json.loads(TARGET.read_text("utf-8"))
        missing = [rule.id for rule in builtin_rules() if key(rule) not in old and rule.at == "line"]
        print(f"{len(missing)} rules are not in {TARGET.name}: {', '.join(missing[:20])}")
        return 1 if missing else 0
    rows = [f"{json.dumps(name)}:{json.dumps(row, separators=(',', ':'))}" for name, row in sorted(table().items())]
    TARGET.write_text("{\n" + ",\n".join(rows) + "\n}\n", "utf-8")
    print(f"{len(rows)} rules, {TARGET.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
