"""Compare docs/licences.md with what the installed packages say of themselves.

    python tools/licences.py

Prints what comes along with newsclean's dependencies where it is installed and not listed, as rows for the page, and
what is wrong. Exit status: 0 the page is right.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "licences.md"
#: Extras that only developers install.
DEVELOPERS = {"bench", "browser", "dev", "docs", "engines", "fuzz", "mutate", "release"}
#: What binds a user no more than newsclean's own licence does, or (MPL) only who changes the package itself.
ACCEPTED = {"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CNRI-Python", "ISC", "MIT", "MPL-2.0", "PSF-2.0", "Zlib"}
#: How packages write the same thing, without case.
_WORDINGS = {
    r"apache[ -](?:software license|license|2|-2).*": "Apache-2.0",
    r"apache": "Apache-2.0",
    r"(?:new |modified )?bsd(?: license)?|bsd[ -]3-clause(?: license)?|.*3-clause.*": "BSD-3-Clause",
    r"mit(?: license)?": "MIT",
    r"mozilla public license 2\.0.*": "MPL-2.0",
    r"python software foundation license": "PSF-2.0",
    r"isc license.*": "ISC",
}


def dependencies() -> dict[str, set[str]]:
    """Return package -> the extras that bring it; "" for what newsclean always needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    tables = {"": project["dependencies"], **project["optional-dependencies"]}
    found: dict[str, set[str]] = {}
    for extra, requirements in tables.items():
        for requirement in requirements if extra not in DEVELOPERS else ():
            name = _name(requirement)
            if name != "newsclean":
                found.setdefault(name, set()).add(extra)
    return found


def stated(name: str) -> set[str] | None:
    """Return the licences that an installed package names; None where it is not installed or says nothing known."""
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    said = [about.get("License-Expression") or "", (about.get("License") or "").strip().partition("\n")[0]]
    said += [c.rpartition(" :: ")[2] for c in about.get_all("Classifier") or [] if c.startswith("License")]
    return {licence for text in said for licence in licences(text)} or None


def licences(text: str) -> Iterator[str]:
    """Return the identifiers (SPDX) in a licence expression, in a table cell, or in the words of a package."""
    for part in re.split(r"\s+(?:AND|OR|and|or)\s+|[(),;/]", text):
        known = {one.lower(): one for one in ACCEPTED}.get(part.strip().lower())
        if known is None:
            known = next((one for wording, one in _WORDINGS.items() if re.fullmatch(wording, part.strip(), re.I)), None)
        if known is not None:
            yield known


def rows(page: str) -> dict[str, set[str]]:
    """Return package -> licences, of every row of the page's tables."""
    cells = (line.strip("| \n").split(" | ") for line in page.splitlines() if line.startswith("| "))
    return {_plain(row[0]): set(licences(row[1])) for row in cells if len(row) > 1 and set(licences(row[1]))}


def along(names: Iterable[str]) -> dict[str, set[str] | None]:
    """Return what comes along with packages, as far as it is installed: name -> licences."""
    found: dict[str, set[str] | None] = {}
    waiting = list(names)
    own = set(map(_plain, waiting))
    while waiting:
        try:
            needed = metadata.requires(waiting.pop()) or []
        except metadata.PackageNotFoundError:
            continue
        for name in (_name(one) for one in needed if "extra ==" not in one):
            if name not in found and name not in own and stated(name) is not None:
                found[name] = stated(name)
                waiting.append(name)
    return dict(sorted(found.items()))


def problems(page: str) -> list[str]:
    """Return what is wrong with the page, one line each."""
    listed, needed = rows(page), dependencies()
    wrong = [f"{name}: not on the page" for name in sorted(set(needed) - set(listed))]
    for name, named in sorted(listed.items()):
        installed = stated(name)
        if installed is not None and not installed & named:
            wrong.append(f"{name}: the page says {' '.join(sorted(named))}, the package {' '.join(sorted(installed))}")
    return wrong


def _name(requirement: str) -> str:
    match = re.match(r"[\w.-]+", requirement)
    assert match is not None
    return _plain(match[0])


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.strip("` ")).lower()


if __name__ == "__main__":
    text = PAGE.read_text("utf-8")
    for package, said in along(dependencies()).items():
        if package not in rows(text):
            print(f"| {package} | {', '.join(sorted(said or ['?']))} |")
    print("\n".join(problems(text)) or "docs/licences.md says what the installed packages say")
    raise SystemExit(bool(problems(text)))
