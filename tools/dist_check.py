"""Build the wheel and the sdist, look into both, and use both as a stranger would: installed alone, outside the tree.

    python tools/dist_check.py

Needs ``build`` and ``twine`` (``make dist-check`` brings them). What is built stays in dist/; status 0: it may go out.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
SAMPLE = ROOT / "docs" / "sample.txt"
#: What a checkout has and an sdist has no use for.
NOT_IN_SDIST = re.compile(r"\.ci/|\.git")
#: What no package may hold: caches, and what lies about in a tree that is worked in.
NEVER = re.compile(
    r"__pycache__|\.pyc$|\.venv|\.hypothesis/|\.(?:mypy|pytest|ruff)_cache/|(?:^|/)site/|\.partial$|\.env$"
)


def main() -> int:
    """Build and check; print what is wrong."""
    shutil.rmtree(DIST, ignore_errors=True)
    run(sys.executable, "-m", "build", "--outdir", DIST, ROOT)  # the wheel is built from the sdist: so that it is whole
    (wheel,), (sdist,) = DIST.glob("*.whl"), DIST.glob("*.tar.gz")
    run(sys.executable, "-m", "twine", "check", "--strict", wheel, sdist)
    with zipfile.ZipFile(wheel) as inside:
        wrong = in_wheel(inside.namelist(), tracked())
    with tarfile.open(sdist) as archive:
        wrong += in_sdist((name.partition("/")[2] for name in archive.getnames()), tracked())
    with tempfile.TemporaryDirectory() as folder:
        wrong = wrong or [line for package in (wheel, sdist) for line in used(package, Path(folder, package.suffix))]
    print("\n".join(wrong) or f"{wheel.name} and {sdist.name} are whole, install alone and clean the sample")
    return bool(wrong)


def tracked(folder: str = ".") -> list[str]:
    """Return the files under version control, named from the root."""
    return run("git", "-C", ROOT, "ls-files", folder).splitlines()


def in_wheel(names: Iterable[str], files: Iterable[str]) -> list[str]:
    """Return what is wrong with the files of a wheel: all of src/newsclean and its description, and nothing else."""
    found = set(names)
    wanted = {name.removeprefix("src/") for name in files if name.startswith("src/newsclean/")}
    described = {name for name in found if ".dist-info/" in name}
    wrong = [f"wheel: {name} is missing" for name in sorted(wanted - found)]
    wrong += [f"wheel: {name} has no business there" for name in sorted(found - wanted - described)]
    needed = ("dist-info/METADATA", "entry_points.txt", "licenses/LICENSE")
    return wrong + [f"wheel: no {end}" for end in needed if not any(name.endswith(end) for name in described)]


def in_sdist(names: Iterable[str], files: Iterable[str]) -> list[str]:
    """Return what is wrong with the files of an sdist: the checkout, so that tests and site can be made from it."""
    found = set(names)
    wrong = [f"sdist: {name} is missing" for name in sorted(set(files) - found) if not NOT_IN_SDIST.match(name)]
    return wrong + [f"sdist: {name} has no business there" for name in sorted(found) if NEVER.search(name)]


def used(package: Path, folder: Path) -> list[str]:
    """Install a package alone in a new environment, clean the sample with it, and return what is wrong."""
    python, newsclean = folder / "bin" / "python", folder / "bin" / "newsclean"
    run(sys.executable, "-m", "venv", folder)
    run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", package)
    # Away from the tree, and without what the environment says of other places to import from.
    away = {"cwd": folder, "env": {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}}
    home = Path(run(python, "-c", "import newsclean; print(newsclean.__file__)", **away).strip()).parent
    if folder.resolve() not in home.resolve().parents:
        return [f"{package.name}: runs from {home}"]
    wrong = [
        f"{package.name}: {name} is not what the tree has"
        for name in tracked("src/newsclean")
        if (ROOT / name).read_bytes() != (home.parent / name.removeprefix("src/")).read_bytes()
    ]
    cleaned = run(newsclean, "clean", SAMPLE, **away)
    told = run(newsclean, "explain", SAMPLE, **away)
    for rule in ("fr/", "code/"):
        if rule not in told:
            wrong.append(f"{package.name}: no rule {rule}... takes anything out of {SAMPLE.name}:\n{told}")
    if run(newsclean, "clean", "-", input=cleaned, **away) != cleaned:
        wrong.append(f"{package.name}: changes what it cleaned")
    return wrong


def run(*command: object, **options: Any) -> str:
    """Run a command and return what it prints; end the program where it fails."""
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, text=True, **options)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}: exit status {done.returncode}\n{done.stdout}")
    return done.stdout


if __name__ == "__main__":
    raise SystemExit(main())
