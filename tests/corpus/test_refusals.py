"""What a run refuses before it writes anything, and what stops it on the way."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from corpora import rows, strip_ad, write_jsonl

from newsclean.corpus import InputError, RefusedError, StoppedError, clean_corpus

HERE = Path(__file__).parent


def refused(error: type[Exception], why: str, inputs: object, output: object, **options: object) -> None:
    options.setdefault("pipeline", strip_ad)
    with pytest.raises(error, match=why):
        clean_corpus(inputs, output, **options)  # type: ignore[arg-type]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_jsonl(tmp_path / "in.jsonl", 50)


def test_an_output_that_exists(tmp_path: Path, source: Path) -> None:
    output = tmp_path / "out.jsonl"
    output.write_bytes(b"precious")

    refused(RefusedError, "out.jsonl: exists already; give another -o, or --overwrite", source, output)

    assert output.read_bytes() == b"precious"
    assert not (tmp_path / "out.jsonl.partial").exists()
    clean_corpus(source, output, pipeline=strip_ad, overwrite=True)
    assert len(rows(output)) == 50


def test_an_output_in_a_folder_that_exists(tmp_path: Path, source: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "other.jsonl").write_bytes(b"precious")
    clean_corpus(source, tmp_path / "out", pipeline=strip_ad)

    refused(RefusedError, "exists already", source, tmp_path / "out")

    assert (tmp_path / "out" / "other.jsonl").read_bytes() == b"precious"


def test_input_is_output(tmp_path: Path, source: Path) -> None:
    before = source.read_bytes()
    (tmp_path / "link.jsonl").symlink_to(source)

    for output in (source, tmp_path / "link.jsonl", tmp_path):
        refused(RefusedError, "is both input and output", source, output, overwrite=True)
    refused(RefusedError, "is both input and output", tmp_path, tmp_path / "in.jsonl")
    refused(RefusedError, "cannot replace an input or output", source, tmp_path / "o.jsonl", stats=source)

    assert source.read_bytes() == before


@pytest.mark.parametrize(
    "inputs, output, options, why",
    [
        ("none.jsonl", "out.jsonl", {}, "none.jsonl: there is no such file, folder or match"),
        ("no*.jsonl", "out.jsonl", {}, "there is no such file, folder or match"),
        ("notes.md", "out.jsonl", {}, "notes.md: its name says no known format; say it with --input-format"),
        ("folder", "out.jsonl", {}, "no file of a known format in"),
        ("in.jsonl", "out.jsonl", {"input_format": "jsonl.bz2"}, "unknown format 'jsonl.bz2'; did you mean 'jsonl.gz'"),
        ("in.jsonl", "out.wet.gz", {}, "WET is read, not written"),
        ("in.jsonl", "out.txt", {}, "a text file cannot hold the other fields"),
        (["a.txt", "b.txt"], "out.txt", {}, "2 documents and one text file"),
        ("a.txt", "out.txt", {"annotate": True}, "cannot hold the column newsclean_spans"),
        ("in.jsonl", "out.csv", {"dolma": True}, "Dolma attributes are JSONL"),
        ("in.jsonl", "out.jsonl", {"dolma": True, "explain": True}, "run them apart"),
        ("in.jsonl", "out.jsonl", {"workers": 0}, "must be at least 1"),
        (["in.jsonl", "folder2/in.jsonl"], "out", {}, "would both become"),
        ("mac.csv", "out.jsonl", {}, "mac.csv: has no CSV header in its first line: new-line character seen"),
        ("array.json", "out.jsonl", {}, "a JSON array, not one object a line; make it one: jq -c"),
        ("not.parquet", "out.jsonl", {}, "not a Parquet file"),
        ("twice.csv", "out.jsonl", {}, "two columns 'text'"),
        ("in.jsonl", "out.jsonl", {"workers": 2, "pipeline": lambda text: text}, "cannot be sent to other processes"),
    ],
)
def test_refuses(tmp_path: Path, source: Path, inputs, output, options, why: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder2").mkdir()
    write_jsonl(tmp_path / "folder2" / "in.jsonl", 1)
    (tmp_path / "notes.md").write_bytes(b"#")
    (tmp_path / "a.txt").write_bytes(b"a")
    (tmp_path / "b.txt").write_bytes(b"b")
    (tmp_path / "array.json").write_bytes(b'[\n{"text": "a"}]')
    (tmp_path / "not.parquet").write_bytes(b"PAR1 no")
    (tmp_path / "mac.csv").write_bytes(b"id\rtext\r1\ra\r")
    (tmp_path / "twice.csv").write_bytes(b"text,text\na,b\n")
    names = [tmp_path / name for name in ([inputs] if isinstance(inputs, str) else inputs)]

    refused((InputError, RefusedError), why, names, tmp_path / output, **options)

    assert not (tmp_path / output).exists()


def test_an_unreadable_file(tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # not by its mode: root reads everything

    refused(InputError, "in.jsonl: cannot be read: permission denied", source, tmp_path / "out.jsonl")


def test_an_input_that_goes_away(tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    second = write_jsonl(tmp_path / "second.jsonl", 10)
    output = tmp_path / "out.jsonl"

    def vanish(progress: object) -> None:
        second.unlink(missing_ok=True)

    refused(StoppedError, "second.jsonl: cannot be read: No such file", [source, second], output, progress=vanish)

    assert not output.exists()


def test_a_folder_that_cannot_be_made(tmp_path: Path, source: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    refused(StoppedError, "cannot be written", source, tmp_path / "file" / "out.jsonl")


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz", "out.parquet"])
def test_a_full_disk_stops_and_goes_on(tmp_path: Path, name: str) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", 3000)
    output = tmp_path / name
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        refused(
            StoppedError,
            "cannot be written: .*; once that is mended, run the same command again",
            source,
            output,
            batch_bytes=5000,
        )
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not output.exists()

    summary = clean_corpus(source, output, pipeline=strip_ad, batch_bytes=5000)

    assert summary.resumed
    clean_corpus(source, tmp_path / f"whole-{name}", pipeline=strip_ad, batch_bytes=5000)
    assert output.read_bytes() == (tmp_path / f"whole-{name}").read_bytes()


@pytest.mark.parametrize(
    "library, name", [("orjson", "in.jsonl"), ("pyarrow", "in.parquet"), ("zstandard", "in.csv.zst")]
)
def test_without_the_extra_one_line_says_what_to_install(tmp_path: Path, library: str, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    code = (
        f"import sys; sys.modules[{library!r}] = None\n"
        "from newsclean.commands.run import command\n"
        f"command([{str(tmp_path / name)!r}, '-o', {str(tmp_path / 'out.jsonl')!r}])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.endswith(f'needs {library}: pip install "newsclean[corpus]"')


def test_the_core_and_plain_text_need_no_extra(tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_bytes(b"Il pleut.")
    code = (
        "import sys\n"
        "for name in ('orjson', 'pyarrow', 'zstandard', 'fastwarc', 'tqdm'): sys.modules[name] = None\n"
        "import newsclean\n"
        "from newsclean.corpus import clean_corpus\n"
        f"clean_corpus({str(tmp_path / 'in.txt')!r}, {str(tmp_path / 'out.txt')!r}, pipeline=lambda text: text)"
    )

    subprocess.run([sys.executable, "-c", code], check=True)

    assert (tmp_path / "out.txt").read_bytes() == b"Il pleut."
