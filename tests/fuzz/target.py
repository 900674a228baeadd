"""How a target is run: bytes to a text, seeds and dictionary on disk, libFuzzer through atheris."""

from __future__ import annotations

import contextlib
import importlib
import io
import pkgutil
import random
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(Path(__file__).parent), str(TESTS)]

#: What cleaning is made of.
CLEANING = ("api", "pipeline", "result", "cleaners", "code", "normalize", "rules", "zones")

#: Not watched: they look at every mark of a text, which takes most of the time, and say only whether others are run.
_LOOPS = ["newsclean.normalize.gates"]


def instrument(*parts: str) -> None:
    """Import parts of newsclean so that the fuzzer sees which ways are taken in them.

    To be called before anything else imports them; modules that are imported on first use are, too.
    """
    if not Path(sys.argv[0]).name.startswith("fuzz_") or sys.argv[1:2] == ["--seed"]:
        return  # the suite, or seeds alone
    import atheris

    names = [f"newsclean.{part}" for part in parts]
    with contextlib.redirect_stderr(io.StringIO()), atheris.instrument_imports(names, _LOOPS):
        for name in names:
            found = importlib.import_module(name)
            for module in pkgutil.walk_packages(getattr(found, "__path__", ()), f"{name}."):
                importlib.import_module(module.name)


def decoded(raw: bytes) -> str:
    """Return a str for any bytes: what is not UTF-8 becomes lone surrogates, of both kinds."""
    try:
        return raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "surrogateescape")


def fuzz(one: Callable[[bytes], None], seeds: list[bytes], words: Iterable[bytes]) -> None:
    """Run the fuzzer on ``one`` with the arguments of the command line.

    With ``--seed FOLDER N``, write N of the seeds, drawn at random, and the words instead.
    """
    if sys.argv[1:2] == ["--seed"]:
        _write(Path(sys.argv[2]), seeds, words, int(sys.argv[3]))
        return
    import atheris

    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


def _write(folder: Path, seeds: list[bytes], words: Iterable[bytes], most: int) -> None:
    shutil.rmtree(folder / "seeds", ignore_errors=True)
    (folder / "seeds").mkdir(parents=True)
    for number, seed in enumerate(random.sample(seeds, min(most, len(seeds)))):
        (folder / "seeds" / f"{number:05}").write_bytes(seed)
    lines = ('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n' for word in words if len(word) <= 60)
    (folder / "words").write_text("".join(lines), "ascii")
