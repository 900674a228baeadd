"""Hugging Face datasets: fingerprints, formats, processes and streams, beside the contract."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from adapters import REMOVED, needed

from newsclean import OptionError, Pipeline, StripCrossLinks, clean

module = needed("datasets")
import datasets

TEXT = "Lire aussi : Notre dossier\n\nL’été arrive."


@pytest.fixture
def dataset() -> Any:
    return datasets.Dataset.from_dict({"key": ["a", "b", "c"], "text": [TEXT, None, ""]})


FINGERPRINT = """
from datasets.fingerprint import Hasher
from newsclean import Pipeline
from newsclean.integrations.datasets import NewsClean
cleaner = NewsClean(pipeline=Pipeline.default(level="safe").without("credit"))
before = Hasher.hash(cleaner)
cleaner({"text": ["Lire aussi : Notre dossier"]})
assert Hasher.hash(cleaner) == before
print(before)
"""


def test_the_fingerprint_is_the_same_in_every_process_and_after_use() -> None:
    def fingerprint(seed: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", FINGERPRINT],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path), "HF_HUB_OFFLINE": "1"},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    assert fingerprint("1") == fingerprint("2")


def test_another_pipeline_or_version_has_another_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    from datasets.fingerprint import Hasher

    made = [
        module.NewsClean(),
        module.NewsClean(removed=True),
        module.NewsClean(pipeline=Pipeline.default(level="safe")),
        module.NewsClean(pipeline=Pipeline([StripCrossLinks()])),
    ]
    monkeypatch.setattr(module, "builtin_version", lambda: "2099.1")
    made.append(module.NewsClean())

    assert len({Hasher.hash(cleaner) for cleaner in made}) == len(made)


def test_map_finds_its_cache_again(dataset: Any, tmp_path: Path) -> None:
    dataset.save_to_disk(tmp_path / "pages")
    first = datasets.load_from_disk(tmp_path / "pages").map(module.NewsClean(), batched=True)
    stamp = Path(first.cache_files[0]["filename"]).stat().st_mtime_ns
    again = datasets.load_from_disk(tmp_path / "pages").map(module.NewsClean(), batched=True)

    assert first.cache_files == again.cache_files
    assert Path(again.cache_files[0]["filename"]).stat().st_mtime_ns == stamp
    assert again["text"][:] == [clean(TEXT), None, ""]


def test_several_processes_give_the_same(dataset: Any) -> None:
    cleaner = module.NewsClean(removed=True)
    cleaned = dataset.map(cleaner, batched=True, num_proc=2, features=cleaner.features(dataset.features))

    assert cleaned["text"][:] == [clean(TEXT), None, ""]
    assert [found and len(found) for found in cleaned[REMOVED][:]] == [1, None, []]


def test_arrow_batches_and_streams_work_too(dataset: Any) -> None:
    cleaner = module.NewsClean(removed=True, id="key")

    arrow = dataset.with_format("arrow").map(cleaner, batched=True)
    assert arrow.with_format(None)["text"][:] == [clean(TEXT), None, ""]
    assert arrow.features == cleaner.features(dataset.features)
    streamed = list(dataset.to_iterable_dataset().map(cleaner, batched=True))
    assert [row["text"] for row in streamed] == [clean(TEXT), None, ""]


def test_wrong_use_is_told(dataset: Any) -> None:
    with pytest.raises(TypeError, match="takes batches"):
        dataset.map(module.NewsClean())
    with pytest.raises(OptionError, match="unknown column 'txt'; did you mean 'text'"):
        dataset.map(module.NewsClean(text="txt"), batched=True)
