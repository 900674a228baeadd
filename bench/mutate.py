"""Mutation testing of the core: change one thing in a module, run its tests, count what they do not notice.

mutmut makes the mutants (its operators, on functions and methods); :mod:`mutation.judge` runs them, since mutmut's own
runner cannot judge this code: it starts each run from a process in which tables were built at import and rules
compiled into caches by code that was not yet mutated. No file of the project is touched.

    python bench/mutate.py                    # every module of bench/mutation/plan.toml; takes hours
    python bench/mutate.py edits 'rules.*'    # some of them
    python bench/mutate.py --show zones.model # and what survived
    python bench/mutate.py --page             # nothing is run: write what is known into docs/mutation.md

Modules with many mutants are sampled (plan.toml says from where on, how many and with which seed). Outcomes are kept in
build/mutation: of a module that did not change, what was noticed stays noticed, and survivors are run again only when
the tests have changed.
"""

from __future__ import annotations

import argparse
import fnmatch
import hashlib
import importlib
import itertools
import json
import os
import random
import signal
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PLAN = ROOT / "bench/mutation/plan.toml"
RESULTS = ROOT / "build/mutation"
#: Imported once, before anything else: what tests and library need and what is no part of newsclean.
TOOLS = ["pytest", "hypothesis.strategies", "ftfy.badness", "regex", "ahocorasick_rs", "langdetect", "click.testing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A module to mutate: its name below ``newsclean``, its group, and the tests that judge it."""

    name: str
    group: str
    tests: tuple[str, ...]
    without: str
    sample: int  # how many of its mutants are drawn, where there are more than ``Plan.whole``

    @property
    def path(self) -> Path:
        return ROOT / "src/newsclean" / (self.name.replace(".", "/") + ".py")

    @property
    def results(self) -> Path:
        return RESULTS / f"{self.name}.json"

    def source_digest(self) -> str:
        return hashlib.sha256(self.path.read_bytes()).hexdigest()[:16]

    def tests_digest(self) -> str:
        found = hashlib.sha256(self.without.encode())
        for test in self.tests:
            place = ROOT / test.partition("::")[0]
            for file in [place, *sorted(p for p in place.parent.glob("*.*") if p.suffix in (".txt", ".toml"))]:
                found.update(file.read_bytes())
        return found.hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What plan.toml says: modules, and from how many mutants on a sample of them is drawn, with which seed."""

    modules: tuple[Module, ...]
    whole: int
    seed: int


def read_plan() -> Plan:
    """Return the plan; modules may be named with wildcards there."""
    table = tomllib.loads(PLAN.read_text("utf-8"))
    modules = []
    for group in table["group"]:
        for pattern in group["modules"]:
            paths = sorted((ROOT / "src/newsclean").glob(pattern.replace(".", "/") + ".py"))
            names = [".".join(p.relative_to(ROOT / "src/newsclean").with_suffix("").parts) for p in paths]
            how = {
                "group": group["name"],
                "tests": tuple(group["tests"]),
                "without": group.get("without", ""),
                "sample": group.get("sample", table["sample"]),
            }
            modules += [Module(name=n, **how) for n in names if "__init__" not in n]
    return Plan(modules=tuple(modules), whole=table["whole"], seed=table["seed"])


def chosen(module: Module, count: int, plan: Plan) -> list[int]:
    """Return the numbers of the mutants to run, of ``count``: all, or a sample; a larger one holds the smaller one."""
    numbers = list(range(count))
    if count <= plan.whole:
        return numbers
    random.Random(plan.seed).shuffle(numbers)
    return numbers[: module.sample]


def known(module: Module, older: bool = False) -> dict[str, Any]:
    """Return what is known of the mutants of a module as it is: number -> outcome, and how many there are.

    Survivors of older tests are not known to survive, unless ``older`` asks for what was found then.
    """
    kept: dict[str, Any] = {}
    if module.results.exists():
        kept = json.loads(module.results.read_text("utf-8"))
    if kept.get("source") != module.source_digest():
        kept = {"source": module.source_digest(), "outcomes": {}, "mutants": -1}
    if kept.get("tests") != module.tests_digest() and not older:
        kept["outcomes"] = {n: found for n, found in kept["outcomes"].items() if found["outcome"] != "survived"}
    return kept | {"tests": module.tests_digest()}


def unknown(module: Module, plan: Plan) -> list[int] | None:
    """Return the numbers of the mutants that are to be run still; None where not even their number is known."""
    kept = known(module)
    if kept["mutants"] < 0:
        return None
    return [n for n in chosen(module, kept["mutants"], plan) if str(n) not in kept["outcomes"]]


def run(module: Module, plan: Plan, jobs: int, session: Any = None, early: Any = frozenset()) -> None:
    """Run mutants and keep what is found: those never run where there is a session, else what was unclear in one."""
    from mutation.judge import PASSED, SURVIVED, Judge, judged
    from mutation.mutants import Mutant, Mutants, difference

    kept = known(module)
    mutants = Mutants(module.path)
    kept["mutants"] = len(mutants)
    outcomes: dict[str, Any] = kept["outcomes"]
    wanted = None if session else {"outcome": PASSED}
    numbers = [n for n in chosen(module, len(mutants), plan) if outcomes.get(str(n)) == wanted]
    original = module.path.read_text("utf-8")
    importlib.import_module(f"newsclean.{module.name}") if session else None

    def asked() -> Iterator[Mutant]:
        return (mutants[n] for n in numbers)

    try:
        if numbers:
            log = RESULTS / f"{module.name}.log"
            judge = Judge(f"newsclean.{module.name}", module.path, session, early, module.tests, module.without, log)
            for mutant, outcome in judged(judge, asked(), original, jobs):
                found = outcomes[str(mutant.number)] = {"outcome": outcome}
                if outcome == SURVIVED:
                    diff = difference(original, mutant.source)
                    found |= {"line": mutant.line, "function": mutant.function, "diff": diff}
    finally:
        module.results.write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")


def run_group(modules: Sequence[Module], plan: Plan, options: argparse.Namespace) -> None:
    """Run modules that the same tests judge: first in a process in which the tests are collected, then one by one."""
    from mutation.judge import PASSED, collected

    new = [module for module in modules if unknown(module, plan) != []]
    sys.stdout.flush()
    if new:
        pid = os.fork()
        if not pid:
            try:
                collected(new[0].tests, new[0].without, lambda *told: [run(m, plan, options.jobs, *told) for m in new])
            finally:
                sys.stdout.flush()
                os._exit(0)
        os.waitpid(pid, 0)
    for module in modules:
        if {"outcome": PASSED} in known(module)["outcomes"].values():
            run(module, plan, options.jobs)
        tell(module, plan, options.show)


def result(module: Module, plan: Plan) -> dict[str, Any]:
    """Return the numbers of a module as it was run last, and its survivors by line."""
    kept = known(module, older=True)
    numbers = chosen(module, max(0, kept["mutants"]), plan)
    found = [kept["outcomes"][str(n)] for n in numbers if str(n) in kept["outcomes"]]
    counts = Counter(f["outcome"] for f in found)
    noticed = counts["killed"] + counts["timeout"]
    survivors = sorted((f for f in found if f["outcome"] == "survived"), key=lambda f: f["line"])
    score = noticed / (noticed + len(survivors)) if found else 0.0
    return {"mutants": kept["mutants"], "run": noticed + len(survivors), "survivors": survivors, "score": score}


def tell(module: Module, plan: Plan, show: bool) -> None:
    """Print the score of a module, and what survived."""
    found = result(module, plan)
    print(f"{module.name:22} {found['score']:6.1%} of {found['run']} run of {found['mutants']}", flush=True)
    for survivor in found["survivors"] if show else ():
        print(f"  {survivor['line']} {survivor['function']}", *survivor["diff"], sep="\n      ", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="*", help="names below newsclean, or patterns of them")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--show", action="store_true", help="print the survivors too")
    parser.add_argument("--page", action="store_true", help="run nothing; write docs/mutation.md from what is known")
    options = parser.parse_args()
    plan = read_plan()
    modules = [
        m for m in plan.modules if not options.modules or any(fnmatch.fnmatch(m.name, p) for p in options.modules)
    ]
    if not modules:
        sys.exit(f"no module is called {' or '.join(options.modules)}; see {PLAN.relative_to(ROOT)}")
    if options.page:
        from mutation.page import Row, write

        rows = [
            Row(m.name, m.group, *(result(m, plan)[key] for key in ("mutants", "run", "survivors"))) for m in modules
        ]
        pairs = list(zip(modules, rows, strict=True))
        write(
            [row for row in rows if row.run],
            f"Of a module with more than {plan.whole} mutants a sample was run, drawn with seed {plan.seed}."
            + "".join(
                f" {what}: {', '.join(f'`{m.name}`' for m in which)}."
                for what, which in (
                    ("Run in part", [m for m, row in pairs if 0 < row.run < len(chosen(m, row.mutants, plan))]),
                    ("Not run yet", [m for m, row in pairs if not row.run and row.mutants]),
                )
                if which
            ),
        )
        return
    os.chdir(ROOT)
    RESULTS.mkdir(parents=True, exist_ok=True)
    os.environ |= {"HYPOTHESIS_PROFILE": "mutation", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(ROOT / "src"))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped; what was found so far is kept"))
    for tool in TOOLS:
        importlib.import_module(tool)
    for _, group in itertools.groupby(modules, key=lambda m: m.group):
        run_group(list(group), plan, options)


if __name__ == "__main__":
    main()
