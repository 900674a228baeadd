"""Print what a lowest-versions environment installs: each requirement of pyproject.toml at its lower bound.

    python tools/lowest.py [EXTRA...] > requirements.txt

Without extras: the dependencies that newsclean always has. A requirement without a lower bound is an error: a bound
that nobody wrote down is one that nobody tests.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"
_REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)(?:\[(?P<extras>[\w,.-]+)\])?(?:>=(?P<lowest>[\w.]+)(?:,<[\w.]+)?)?")


def lowest(extras: Iterable[str], pyproject: Path = PYPROJECT) -> list[str]:
    """Return ``name==version`` for each requirement, sorted; of a name that stands twice, the higher bound.

    Raises:
        SystemExit: a requirement has no lower bound, or another form than ``name[extra]>=bound,<bound``.
    """
    project = tomllib.loads(pyproject.read_text("utf-8"))["project"]
    bounds: dict[str, str] = {}
    for name, bound in _bounds(project, project["dependencies"]):
        bounds[name] = bound
    for extra in extras:
        for name, bound in _bounds(project, project["optional-dependencies"][extra]):
            bounds[name] = max(bounds.get(name, "0"), bound, key=_numbers)
    return [f"{name}=={bound}" for name, bound in sorted(bounds.items())]


def _bounds(project: dict[str, dict[str, list[str]]], requirements: list[str]) -> Iterator[tuple[str, str]]:
    for requirement in requirements:
        match = _REQUIREMENT.fullmatch(requirement)
        if match is None:
            raise SystemExit(f"pyproject.toml: {requirement!r} is not of the form name>=bound")
        name, extras, bound = match["name"], match["extras"], match["lowest"]
        if name == project["name"]:
            for extra in extras.split(","):
                yield from _bounds(project, project["optional-dependencies"][extra])
        elif bound is None:
            raise SystemExit(f"pyproject.toml: {requirement!r} has no lower bound")
        else:
            yield (f"{name}[{extras}]" if extras else name), bound


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))


if __name__ == "__main__":
    print("\n".join(lowest(sys.argv[1:])))
