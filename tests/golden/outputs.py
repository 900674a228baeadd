"""The golden outputs: what each of a few documents becomes at each level, and why, as one readable text.

python tests/golden/outputs.py            # print all of them as they are now
python tests/golden/outputs.py --rewrite "Why texts come out differently"
                                          # write them, and the line in CHANGELOG.md that says so; `make golden`
"""

from __future__ import annotations

import difflib
import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import newsclean
from newsclean.rules.load import builtin_version

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CHANGES = ROOT / "CHANGELOG.md"
LEVELS = ("safe", "standard", "aggressive")
#: Labelled pages, read without their labels, beside what is in ``documents``.
PAGES = ("native-001", "native-018", "native-030", "translated-005", "translated-011", "lookalike-005", "lookalike-023")

_MARK = re.compile(r"⟦[a-z?]+:(.*?)⟧")
_LINE = re.compile(r"(?m)^- Golden outputs \(rules [^)]*\): `([0-9a-f]{12})`.*\n(?:  .*\n)*")


def documents() -> Iterator[tuple[str, str]]:
    """Yield name and text."""
    for name in PAGES:
        page = (ROOT / "bench" / "corpus" / "gate" / f"{name}.txt").read_text("utf-8")
        yield name, _MARK.sub(r"\1", page.partition("\n---\n")[2])
    yield "sample", (ROOT / "docs" / "sample.txt").read_text("utf-8")
    for path in sorted((HERE / "documents").glob("*.txt")):
        yield path.stem, path.read_bytes().decode("utf-8")


def rendered(text: str) -> str:
    """Return what becomes of a text: at each level the edits, then the cleaned text."""
    pieces: list[str] = []
    for level in LEVELS:
        result = newsclean.explain(text, level=level)
        pieces.append(f"==== {level}: {result.language or '?'}, {len(text)} -> {len(result.text)} code points\n")
        for edit in result.edits:
            pieces.append(f"{edit.span.start}-{edit.span.end} {edit.rule} {edit.old!a} -> {edit.new!a}\n")
        pieces.append(f"----\n{result.text}\n")
    return "".join(pieces)


def now() -> dict[str, str]:
    """Return name -> what becomes of each document."""
    return {name: rendered(text) for name, text in documents()}


def folder() -> Path:
    """Return where the golden outputs of the rule packs of this version are."""
    return HERE / builtin_version()


def pinned() -> dict[str, str]:
    """Return the golden outputs; none where the version of the rules is new."""
    return {path.stem: path.read_bytes().decode("utf-8") for path in sorted(folder().glob("*.txt"))}


def digest(outputs: dict[str, str]) -> str:
    """Return what tells one set of outputs from another."""
    whole = "".join(f"{name}\0{text}\0" for name, text in sorted(outputs.items()))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def differences(before: dict[str, str], after: dict[str, str], most: int = 60) -> str:
    """Return how two sets of outputs differ, as a diff of no more than ``most`` lines a document."""
    out: list[str] = []
    for name in sorted({*before, *after}):
        old, new = (side.get(name, "").splitlines() for side in (before, after))
        found = list(difflib.unified_diff(old, new, f"{name}, pinned", f"{name}, now", n=0, lineterm=""))
        out += [*found[:most], f"... {len(found) - most} more lines"] if len(found) > most else found
    return "\n".join(out)


def noted() -> str | None:
    """Return the digest that the change log mentions last."""
    found = _LINE.search(CHANGES.read_text("utf-8"))
    return found[1] if found else None


def rewrite(why: str) -> None:
    """Write the golden outputs as they are now, and the newest line about them in the change log."""
    before, after = pinned(), now()
    for path in (path for path in HERE.glob("[0-9]*/*.txt")):
        path.unlink()
    folder().mkdir(exist_ok=True)
    for name, text in after.items():
        (folder() / f"{name}.txt").write_bytes(text.encode("utf-8"))
    for old in HERE.glob("[0-9]*"):
        if not any(old.iterdir()):
            old.rmdir()
    changed = sum(before.get(name) != text for name, text in after.items())
    line = f"- Golden outputs (rules {builtin_version()}): `{digest(after)}`. {why}\n"
    log = CHANGES.read_text("utf-8")
    release = log.index("\n## ") + 1  # the newest one: one line there, the last word on its texts
    end = log.find("\n## ", release) + 1 or len(log)
    notes = log[release:end]
    if noted() != digest(after):
        heading, _, notes = _LINE.sub("", log[release:end]).partition("\n\n")
        CHANGES.write_text(f"{log[:release]}{heading}\n\n{line}\n{notes.lstrip(chr(10))}{log[end:]}", "utf-8")
    print(
        f"{changed} of {len(after)} documents come out differently; {folder().relative_to(ROOT)}, CHANGELOG.md: {line}"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--rewrite"]:
        rewrite(" ".join(sys.argv[2:]) or "Texts come out as the notes below say.")
    else:
        for document, output in now().items():
            sys.stdout.buffer.write(f"#### {document}\n{output}".encode())
