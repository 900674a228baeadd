"""What the corpus tests share: small corpora, pipelines that any process can import, and reading files back."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import signal
import time
from pathlib import Path

import pytest

for _module in ("orjson", "pyarrow", "zstandard", "fastwarc"):
    pytest.importorskip(_module, reason='needs pip install "newsclean[corpus]"')

import zstandard  # noqa: E402

AD = "Publicité maison. "
DELAY = float(os.environ.get("NEWSCLEAN_TEST_DELAY", "0"))  # seconds a document, for runs that are to be killed


def strip_ad(text: str) -> str:
    """The pipeline of most tests: one known phrase goes."""
    if DELAY:
        time.sleep(DELAY)
    return text.replace(AD, "")


def fail_on_seven(text: str) -> str:
    if "numéro 7 " in text:
        raise LookupError("seven")
    return text


def die_on_seven(text: str) -> str:
    if "numéro 7 " in text:
        os.kill(os.getpid(), signal.SIGKILL)
    return text


def interrupt_on_seventy(text: str) -> str:
    if "numéro 70 " in text:
        raise KeyboardInterrupt
    return text


def document(number: int) -> dict[str, object]:
    ad = AD if number % 3 == 0 else ""
    return {"id": f"d{number}", "text": f"{ad}Le marché numéro {number} rouvre.\nLa pluie a cessé.", "n": number}


def write_jsonl(path: Path, count: int) -> Path:
    lines = "".join(json.dumps(document(i), ensure_ascii=False) + "\n" for i in range(count))
    path.write_bytes(packed(lines.encode(), path))
    return path


def packed(data: bytes, path: Path) -> bytes:
    if path.suffix == ".gz":
        return gzip.compress(data)
    return zstandard.compress(data) if path.suffix == ".zst" else data


def unpacked(path: Path) -> bytes:
    data = path.read_bytes()
    if path.suffix == ".gz":
        return gzip.decompress(data)
    if path.suffix == ".zst":
        with zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data), read_across_frames=True) as stream:
            return stream.read()
    return data


def rows(path: Path) -> list[dict[str, object]]:
    """Return the records of a file of any format."""
    name = path.name
    if name.endswith(".parquet"):
        import pyarrow.parquet as pq

        return pq.read_table(path).to_pylist()
    text = unpacked(path).decode("utf-8")
    if ".jsonl" in name:
        return [json.loads(line) for line in text.split("\n") if line.strip()]
    delimiter = "\t" if ".tsv" in name else ","
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def rejects(output: Path) -> list[dict[str, object]]:
    path = output.with_name(output.name + ".rejects.jsonl")
    return rows(path) if path.exists() else []
