"""Speed of NormalizeFrench on normal and on dirty text, for each style, beside ftfy.fix_text in the same run.

    python bench/normalize_speed.py [FILE]

FILE is French text, one paragraph a line; without it, a few paragraphs written for this purpose. "normal" is what
NormalizeFrench itself leaves, cut into documents of about 4 000 code points; "as found" is the text as it came;
"dirty" has bad spaces, apostrophes and quotes everywhere, "mojibake" is UTF-8 read as latin-1. MB of UTF-8 per second
of processor time, the best of several runs.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import ftfy

from newsclean.cleaners.normalize import NormalizeFrench
from newsclean.document import Document
from newsclean.edits import apply
from newsclean.normalize.manner import STYLES

PARAGRAPHS = [
    "Le conseil municipal a voté mardi soir la fermeture de l'ancienne piscine : sa réparation coûterait 1,2 million "
    "d'euros, soit plus qu'un bâtiment neuf. « Nous n'avions pas le choix », a dit le maire à la sortie de la salle.",
    "Depuis lundi, la neige bloque deux cols et des centaines d'automobilistes ont passé la nuit dans leur voiture. "
    "Les secours leur ont apporté du thé, des couvertures et, vers 6 h 30, un petit-déjeuner chaud.",
    "Où sont passées les abeilles ? C'est la question que pose une équipe de chercheurs dans une étude publiée hier ; "
    "elle a suivi 350 ruches pendant quatre ans, de l'été 2019 à l'automne 2023.",
    "L'orchestre a joué pour la dernière fois devant une salle comble. Le chef, qui part après trente ans, s'est "
    "retourné vers le public et n'a dit qu'un mot : merci ! Les applaudissements ont duré plus de dix minutes.",
    "À mi-parcours, le bilan reste mitigé : les ventes ont reculé de 12 % en Europe, mais elles progressent ailleurs. "
    "La nouvelle directrice, arrivée en janvier, assure que son plan portera ses fruits dès l'an prochain…",
]


def speed(run: Callable[[], object], size: float, runs: int) -> float:
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        run()
        best = min(best, time.process_time() - start)
    return size / best


def roughened(text: str) -> str:
    for old, new in ((" :", ":"), (" !", "!"), (" ?", "\u00a0?"), ("« ", "«"), (" »", "»"), ("…", "..."), (", ", " ,")):
        text = text.replace(old, new)
    return text.replace("'", "\u2019", text.count("'") // 2).replace(". ", ".  ")


def main() -> None:
    if len(sys.argv) > 1:
        text = Path(sys.argv[1]).read_text(encoding="utf-8").replace("\n", "\n\n")
    else:
        text = "\n\n".join(PARAGRAPHS * 60)
    samples = {"as found": text, "dirty": roughened(text), "mojibake": text.encode().decode("latin-1")}

    def documents(whole: str) -> list[str]:
        pieces, start = [], 0
        while start < len(whole):
            end = whole.find("\n\n", start + 4000)
            end = len(whole) if end < 0 else end
            pieces.append(whole[start:end].strip("\n"))
            start = end
        return pieces

    print(f"{'':24}{'MB/s':>8}{'x ftfy':>8}")
    for style in STYLES:
        cleaner = NormalizeFrench(style=style)

        def clean(texts: list[str], cleaner: NormalizeFrench = cleaner) -> list[str]:
            return [apply(one, edits) if (edits := cleaner.edits(Document(one))) else one for one in texts]

        for name, sample in {"normal": text, **samples}.items():
            texts = documents(sample)
            if name == "normal":
                texts = clean(texts)
            size = sum(len(one.encode("utf-8", "replace")) for one in texts) / 1e6
            ours = speed(lambda texts=texts: clean(texts), size, 5)
            theirs = speed(lambda texts=texts: [ftfy.fix_text(one) for one in texts], size, 2)
            print(f"{style + ', ' + name:24}{ours:8.1f}{ours / theirs:8.1f}")


if __name__ == "__main__":
    main()
