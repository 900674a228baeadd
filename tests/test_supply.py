"""What is installed and what is handed out: lower bounds, licences, the files of the packages, and one version."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import newsclean
from scripts import load_script

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_every_requirement_has_a_lower_bound() -> None:
    lowest = load_script("tools/lowest.py").lowest(PROJECT["optional-dependencies"])

    assert len(lowest) > 30
    assert {"ahocorasick-rs", "ray[data]", "pytest"} <= {line.partition("==")[0] for line in lowest}


def test_of_two_bounds_the_higher_is_the_lowest_that_may_be(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text(
        '[project]\nname = "x"\ndependencies = ["a>=1.9"]\n'
        '[project.optional-dependencies]\nb = ["x[c]", "a>=1.10"]\nc = ["d[e]>=2,<3"]\nf = ["g"]\nh = ["i==1"]'
    )
    lowest = load_script("tools/lowest.py").lowest

    assert lowest([], file) == ["a==1.9"]
    assert lowest(["b"], file) == ["a==1.10", "d[e]==2"]
    for extra, said in (("f", "'g' has no lower bound"), ("h", "'i==1' is not of the form")):
        with pytest.raises(SystemExit, match=said):
            lowest([extra], file)


def test_licences_are_listed_as_the_packages_state_them() -> None:
    licences = load_script("tools/licences.py")
    page = licences.PAGE.read_text("utf-8")

    assert licences.problems(page) == []
    assert "ftfy: not on the page" in licences.problems(page.replace("| ftfy |", "| fftfy |"))
    assert licences.problems(page.replace("| click | BSD-3-Clause |", "| click | MIT |")) == [
        "click: the page says MIT, the package BSD-3-Clause"
    ]


@pytest.mark.parametrize(
    "said, means",
    [
        ("MIT License", {"MIT"}),
        ("Apache Software License", {"Apache-2.0"}),
        ("Apache 2.0", {"Apache-2.0"}),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", {"MPL-2.0", "Apache-2.0", "MIT"}),
        ("BSD License", {"BSD-3-Clause"}),
        ("GPL-3.0-only", set()),
        ("", set()),
    ],
)
def test_licences_are_known_by_their_usual_wordings(said: str, means: set[str]) -> None:
    assert set(load_script("tools/licences.py").licences(said)) == means


def test_packages_hold_what_they_should_and_nothing_else() -> None:
    check = load_script("tools/dist_check.py")
    files = [
        "src/newsclean/__init__.py",
        "src/newsclean/data/zones/weights.json",
        "tests/test_x.py",
        "README.md",
        ".ci/run",
    ]
    about = [f"newsclean-1.dist-info/{name}" for name in ("METADATA", "entry_points.txt", "licenses/LICENSE")]
    wheel = ["newsclean/__init__.py", "newsclean/data/zones/weights.json", *about]

    assert check.in_wheel(wheel, files) == []
    assert check.in_wheel([*wheel[:1], *wheel[2:], "tests/test_x.py"], files) == [
        "wheel: newsclean/data/zones/weights.json is missing",
        "wheel: tests/test_x.py has no business there",
    ]
    assert check.in_wheel(wheel[:-1], files) == ["wheel: no licenses/LICENSE"]
    assert check.in_sdist([*files[:-1], "PKG-INFO"], files) == []
    assert check.in_sdist([*files[:-2], "a/__pycache__/b.pyc"], files) == [
        "sdist: README.md is missing",
        "sdist: a/__pycache__/b.pyc has no business there",
    ]


def test_the_version_is_said_alike_in_both_places() -> None:
    assert PROJECT["version"] == newsclean.__version__
