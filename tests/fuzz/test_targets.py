"""The fuzz targets run, without the fuzzer: on some of their seeds, as they are and with a few bytes changed."""

from __future__ import annotations

import importlib
import random
import sys
import warnings

import pytest
from target import decoded

for _module in ("orjson", "pyarrow", "zstandard", "fastwarc", "tomlkit"):
    pytest.importorskip(_module, reason='needs pip install "newsclean[dev]"')


@pytest.mark.parametrize("name, share", [("clean", 40), ("explain", 40), ("rules", 5), ("readers", 5), ("report", 150)])
def test_a_target_holds_on_its_seeds(name: str, share: int) -> None:
    target = importlib.import_module(f"fuzz_{name}")
    chance = random.Random(11)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of ``re``, about patterns that nobody wrote
        for seed in target.inputs()[::share]:
            target.one(seed)
            changed = bytearray(seed)
            for _ in range(3):
                changed[chance.randrange(len(seed))] = chance.randrange(256)
            target.one(bytes(changed))


def test_any_bytes_are_a_text() -> None:
    assert decoded(b"\xc3\xa9\xed\xa0\xbd") == "é\ud83d"
    assert decoded(b"\xe9") == "\udce9"


def test_the_suite_is_not_watched() -> None:
    assert "atheris" not in sys.modules
