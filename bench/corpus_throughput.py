"""How fast a corpus is cleaned with 1, 2, ... workers, and how much memory that takes.

    python bench/corpus_throughput.py --mb 500 --workers 1 2
    python bench/corpus_throughput.py --mb 2000 --workers 2

The corpus is made of the French sentences below with the usual boilerplate around them, the same for everybody. The
memory is the sum over all processes of what is theirs alone (Pss), sampled; Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SENTENCES = [
    "Le conseil municipal a voté hier soir le budget de la ville, à une large majorité.",
    "« Nous avons tenu nos engagements », a déclaré la maire devant une salle comble.",
    "La pluie est tombée toute la nuit sur les vignes et les vergers du plateau.",
    "Les pompiers sont intervenus à 3 h 20 ; personne n’a été blessé.",
    "D’après les chiffres publiés mardi, l’emploi a reculé de 0,4 % au deuxième trimestre.",
    "Il faudra attendre le printemps pour que le pont rouvre aux voitures.",
    "Dans les rues du vieux port, les commerçants regardent passer les premiers touristes.",
    "L’équipe locale s’est imposée 3 à 1 après une seconde mi-temps pleine de rythme.",
]
NOTICES = [
    "Lire aussi : Notre dossier sur les vendanges",
    "PLUS : ce qu’il faut savoir du budget",
    "Inscrivez-vous à notre newsletter pour ne rien manquer.",
    "Veuillez activer JavaScript pour lire cette vidéo.",
    "Partager sur Facebook",
]


def write_corpus(path: Path, megabytes: int) -> None:
    chance = random.Random(0)
    size = number = 0
    with path.open("w", encoding="utf-8") as file:
        while size < megabytes * 1_000_000:
            paragraphs = [
                " ".join(chance.choices(SENTENCES, k=chance.randint(2, 6))) for _ in range(chance.randint(3, 12))
            ]
            for _ in range(chance.randint(0, 3)):
                paragraphs.insert(chance.randint(0, len(paragraphs)), chance.choice(NOTICES))
            record = {"id": number, "url": f"https://example.fr/{number}", "text": "\n\n".join(paragraphs)}
            line = json.dumps(record, ensure_ascii=False) + "\n"
            file.write(line)
            size += len(line.encode())
            number += 1
    print(f"{number:,} documents, {size / 1e6:,.0f} MB")


def memory(pid: int) -> int:
    """Return the bytes of a process and all below it."""
    total = 0
    try:
        with open(f"/proc/{pid}/smaps_rollup") as file:
            total = next(int(line.split()[1]) * 1024 for line in file if line.startswith("Pss:"))
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            children = file.read().split()
    except (OSError, StopIteration):
        return total
    return total + sum(memory(int(child)) for child in children)


def measure(source: Path, output: Path, workers: int, more: list[str]) -> None:
    code = "from newsclean.commands.run import command; command()"
    arguments = [
        sys.executable,
        "-c",
        code,
        str(source),
        "-o",
        str(output),
        "--workers",
        str(workers),
        "--quiet",
        *more,
    ]
    began = time.perf_counter()
    process = subprocess.Popen(arguments)
    peak = 0
    while process.poll() is None:
        peak = max(peak, memory(process.pid))
        time.sleep(0.2)
    seconds = time.perf_counter() - began
    if process.returncode:
        raise SystemExit(process.returncode)
    rate = source.stat().st_size / 1e6 / seconds
    print(f"{output.name}, {workers} workers: {seconds:,.0f} s, {rate:.1f} MB/s, peak {peak / 1e6:,.0f} MB", flush=True)
    output.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mb", type=int, default=500, help="megabytes of JSONL")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, os.cpu_count() or 1])
    parser.add_argument("--formats", nargs="+", default=["jsonl"], help="of the output")
    parser.add_argument("--no-cleaning", action="store_true", help="an empty pipeline: what reading and writing cost")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsclean-bench-") as folder:
        source = Path(folder) / "in.jsonl"
        write_corpus(source, options.mb)
        more: list[str] = []
        if options.no_cleaning:
            (Path(folder) / "empty.toml").write_text("rounds = 1\n")
            more = ["--pipeline", str(Path(folder) / "empty.toml")]
        for format_ in options.formats:
            for workers in options.workers:
                measure(source, Path(folder) / f"out.{format_}", workers, more)


if __name__ == "__main__":
    main()
