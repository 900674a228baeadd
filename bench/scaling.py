# ruff: noqa: E501
"""Whether time grows with the text and no faster, on hostile text: for every rule, every cleaner, and ``clean``.

    python bench/scaling.py [--rules] [--cleaners] [--kb 128] [--show 15]

A shape is a piece of text repeated until the text has the size that is wanted, all on one line or line by line. For
each shape the time is measured at four sizes, each twice the one before; the slope of log time over log size is 1
where the cost is linear. Times below 20 ms say nothing about a slope and are left out. The exit code is 1 where a
slope is over the limit.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Callable, Iterator

import newsclean
from newsclean.document import Document
from newsclean.rules.engine import RuleSet
from newsclean.rules.load import builtin_rules
from newsclean.rules.model import Rule

LIMIT = 1.15
FAINT = 0.02  # seconds
CLEANERS = ("RepairEncoding", "TidyUnicode", "StripCode", "StripBoilerplate", "NormalizeFrench")
PROSE = "Le maire a traversé la place du marché, et la pluie n'a pas cessé depuis lundi matin. "

SHAPES = [
    *(" ", "\t", "\u00a0", "\n", "a\n", "a\n\n", ". ", ".", "...", "!", "?!", ",", "'", "\u2019", '"', "\u00ab", "\u00ab a \u00bb "),
    *("(", ")", "(a", "[", "[a]", "[a b=", "{", "{}", "{{", "}", "<", "<a ", "<a>", "<p>", "<script>", "<?php ", "<!--", "&", "&amp;"),
    *("/", "//", "http://a.fr/", "a@b.fr ", "-", "\u2014 ", "| ", "* ", "\u2022 a\n", "1", "1 234 ", "12:30 ", "12/03/2024\n", "#a "),
    *("\u00c3\u00a9", "\u00c3 ", "\u00e2\u20ac\u2122", "e\u0301", "\u200b", "\u00ad", "\ud800", "\x00", "\u0430", "\U0001f600"),
    *("a", "A", "a ", "Aa ", "mot-", "mot-\n", "l'", "var a = 1;\n", "function(){", "if (a) {", '{"a":', "a=b;", "@media {", "f('"),
    *("Lire aussi : ", "Lire aussi : Un titre\n", "(Photo AFP) ", "Partager\n", "Abonnez-vous ", "Publicit\u00e9\n\n", PROSE, PROSE + "\n"),
    *(PROSE + "(Photo AFP) ", PROSE + "Lire aussi : Un titre. ", f"{PROSE}\n\nPartager\n\n"),
]  # fmt: skip


def slope(run: Callable[[str], object], piece: str, size: int) -> tuple[float, float]:
    """Return the slope over four sizes up to ``size`` code points, and the seconds at the largest."""
    points = []
    for part in (8, 4, 2, 1):
        text = (piece * (size // part // len(piece) + 1))[: size // part]
        best = math.inf
        for _ in range(2):
            start = time.process_time()
            run(text)
            best = min(best, time.process_time() - start)
        points.append((math.log(len(text)), math.log(max(best, 1e-6))))
    seconds = math.exp(points[-1][1])
    used = [point for point in points if point[1] > math.log(FAINT / 8)]
    if seconds < FAINT or len(used) < 2:
        return 0.0, seconds
    x, y = (sum(values) / len(used) for values in zip(*used, strict=True))
    return sum((a - x) * (b - y) for a, b in used) / sum((a - x) ** 2 for a, _ in used), seconds


def of_rule(rule: Rule) -> Iterator[str]:
    """Yield shapes made of the rule's own words: anchors without an ending, examples with and without one."""
    anchors = dict.fromkeys((rule.anchors[0], rule.anchors[-1], max(rule.anchors, key=len)))
    for anchor in anchors:
        yield anchor
        yield f"{anchor} "
        yield f"{anchor} a. "
        yield f"{anchor} a\n"
    for example in (rule.remove or rule.missed)[:2]:
        plain = example.translate({0x27E6: None, 0x27E7: None})
        yield f"{plain} "
        yield f"{plain}\n\n"
        yield f"{plain[: 2 * len(plain) // 3]} "


def cases(options: argparse.Namespace) -> Iterator[tuple[str, Callable[[str], object], str]]:
    if options.cleaners:
        newsclean.clean(PROSE)
        for shape in SHAPES:
            yield "clean", newsclean.clean, shape
        for name in CLEANERS:
            cleaner = getattr(newsclean, name)()
            for shape in SHAPES:
                yield name, lambda text, cleaner=cleaner: cleaner.edits(Document(text)), shape
    if options.rules:
        for rule in builtin_rules():
            rules = RuleSet([rule])
            for shape in of_rule(rule):
                yield rule.id, lambda text, rules=rules: rules.matches(Document(text)), shape


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rules", action="store_true")
    parser.add_argument("--cleaners", action="store_true")
    parser.add_argument("--kb", type=int, default=128, help="thousand code points of the largest text")
    parser.add_argument("--show", type=int, default=15)
    options = parser.parse_args()
    if not options.rules and not options.cleaners:
        options.rules = options.cleaners = True
    found = [(*slope(run, shape, options.kb * 1000), name, shape) for name, run, shape in cases(options)]
    over = sorted((case for case in found if case[0] > LIMIT), reverse=True)
    print(f"{len(found)} shapes; slope over {LIMIT}: {len(over)}")
    for title, some in (
        ("steepest", sorted(found, reverse=True)[: options.show]),
        ("slowest", sorted(found, key=lambda case: -case[1])[: options.show]),
    ):
        print(f"{title:36}{'slope':>7}{'s for 1 M':>11}")
        for steep, seconds, name, shape in some:
            print(f"  {name:34}{steep:7.2f}{seconds * 1000 / options.kb:11.2f}  {shape[:50]!r}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
