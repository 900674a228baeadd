"""The quality gate: floors on our own labelled documents, of sites that no weight was learned from.

Floors stand in ``floors.toml`` with the digest of the documents. Lowering one takes a reason in the change log.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

import newsclean

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "bench"))

from labelled import Labelled, load_folder  # noqa: E402
from quality import digest, measure  # noqa: E402

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))
DOCUMENTS = list(load_folder(ROOT / "bench" / "corpus" / "gate"))


def of_kind(kind: str) -> list[Labelled]:
    return [doc for doc in DOCUMENTS if doc.kind == kind]


def test_the_documents_are_those_the_floors_were_measured_on() -> None:
    assert digest(DOCUMENTS) == FLOORS["digest"], "documents changed: measure again and say so in the change log"


@pytest.mark.parametrize("kind, level", [(kind, level) for kind, levels in FLOORS["kinds"].items() for level in levels])
def test_boilerplate_is_found_and_prose_is_not_lost(kind: str, level: str) -> None:
    floor = FLOORS["kinds"][kind][level]
    figures = measure(of_kind(kind), lambda text: newsclean.clean(text, level=level))

    assert figures.recall >= floor.get("recall", 0.0)
    assert figures.loss <= floor["loss"]
