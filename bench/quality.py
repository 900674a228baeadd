"""Quality: boilerplate found and prose lost, on any labelled folder, at any level, beside other cleaners.

    python bench/quality.py FOLDER... [--level safe,standard,aggressive] [--peers] [--cats] [--show N]

Every word of the raw text carries a gold label (keep, drop, not scored). Raw and cleaned words are aligned (longest
common subsequence), so each raw word counts as kept or removed:

    recall = removed drop words / drop words      loss = removed keep words / keep words (the figure that must be ~0)
    macro  = recall averaged over documents        exact = share of documents with every word right

Needs rapidfuzz; ``--peers`` also jusText where it is installed.
"""

from __future__ import annotations

import argparse
import hashlib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz.distance import Indel

from labelled import DROP, KEEP, Labelled, load_folder, words
from newsclean import clean

__all__ = ["Figures", "digest", "measure"]


@dataclass
class Figures:
    """What one cleaner did to one folder."""

    documents: int = 0
    drop: int = 0
    found: int = 0
    keep: int = 0
    lost: int = 0
    exact: int = 0
    recalls: list[float] = field(default_factory=list)
    by_category: dict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    missed: list[tuple[int, str, str]] = field(default_factory=list)
    losses: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.drop)

    @property
    def macro(self) -> float:
        return sum(self.recalls) / max(1, len(self.recalls))

    @property
    def loss(self) -> float:
        return self.lost / max(1, self.keep)


def measure(documents: Iterable[Labelled], cleaner: Callable[[str], str]) -> Figures:
    """Return the figures of ``cleaner`` on labelled documents."""
    out = Figures()
    for doc in documents:
        spans = list(words(doc.text))
        raw = [_token(doc.text[a:b]) for a, b in spans]
        cleaned = cleaner(doc.text)
        left = [_token(cleaned[a:b]) for a, b in words(cleaned)]
        labels = [doc.labels[a] for a, _ in spans]
        kept = _kept(raw, left, labels)
        missed = [i for i, label in enumerate(labels) if label == DROP and kept[i]]
        lost = [i for i, label in enumerate(labels) if label == KEEP and not kept[i]]
        drop = labels.count(DROP)
        out.documents += 1
        out.drop += drop
        out.found += drop - len(missed)
        out.keep += labels.count(KEEP)
        out.lost += len(lost)
        out.exact += not missed and not lost
        if drop:
            out.recalls.append(1 - len(missed) / drop)
        for i, label in enumerate(labels):
            if label == DROP:
                out.by_category[doc.categories[spans[i][0]] or "?"][not kept[i]] += 1
        for which, into in ((missed, out.missed), (lost, out.losses)):
            if which:
                into.append((len(which), doc.path, " ".join(doc.text[slice(*spans[i])] for i in which)))
    return out


def _token(word: str) -> str:
    flat = unicodedata.normalize("NFKD", word).lower()
    flat = "".join(c for c in flat if not unicodedata.combining(c))
    return flat.replace("\N{LATIN SMALL LIGATURE OE}", "oe").replace("\N{LATIN SMALL LETTER AE}", "ae")


def _kept(raw: list[str], left: list[str], labels: list[str]) -> list[bool]:
    kept = [False] * len(raw)
    for op in Indel.opcodes(raw, left):
        if op.tag == "equal":
            kept[op.src_start : op.src_end] = [True] * (op.src_end - op.src_start)
    # Alignments tie ("le ... le"): where the same word was kept as boilerplate and removed as prose with nothing kept
    # between the two, the survivor is the prose.
    for direction in (1, -1):
        order = range(len(raw) - 1, -1, -1) if direction == 1 else range(len(raw))
        for i in order:
            if kept[i] and labels[i] != KEEP:
                k = i + direction
                while 0 <= k < len(raw) and not kept[k]:
                    if raw[k] == raw[i] and labels[k] == KEEP:
                        kept[i], kept[k] = False, True
                        break
                    k += direction
    return kept


def digest(documents: Iterable[Labelled]) -> str:
    """Return a digest of texts and labels: what floors were measured on."""
    total = hashlib.sha256()
    for doc in documents:
        total.update(doc.text.encode("utf-8", "surrogatepass"))
        total.update("".join(label[0] for label in doc.labels).encode())
    return total.hexdigest()[:16]


def c4_lines(text: str) -> str:
    """A line filter after the C4 corpus: a line stays if it ends a sentence and has five words or more."""
    end = (".", "!", "?", '"', "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}", "\N{HORIZONTAL ELLIPSIS}")
    refused = ("javascript", "lorem ipsum", "cookie", "terms of use")
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(
        line
        for line in lines
        if line.endswith(end) and len(line.split()) >= 5 and not any(w in line.lower() for w in refused)
    )


def justext_lines(text: str) -> str:
    """jusText, each line a paragraph."""
    import html

    import justext

    page = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line.strip())
    found = justext.justext(f"<html><body>{page}</body></html>", justext.get_stoplist("French"))
    return "\n\n".join(p.text for p in found if not p.is_boilerplate)


def peers() -> dict[str, Callable[[str], str]]:
    """Return the other cleaners that can be run here."""
    found: dict[str, Callable[[str], str]] = {"C4-style lines": c4_lines}
    try:
        import justext  # noqa: F401

        found["jusText lines"] = justext_lines
    except ImportError:
        print("jusText is not installed: left out (pip install jusText)")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--level", default="safe,standard,aggressive")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--cats", action="store_true", help="recall by category")
    parser.add_argument("--show", type=int, default=0, help="the N documents with most missed and most lost words")
    options = parser.parse_args()
    cleaners: dict[str, Callable[[str], str]] = {
        level: (lambda text, level=level: clean(text, level=level)) for level in options.level.split(",")
    }
    if options.peers:
        cleaners |= peers()
    print(f"{'folder':<14} {'cleaner':<15} {'docs':>5} {'recall':>7} {'macro':>7} {'loss':>7} {'exact':>6}")
    for folder in options.folders:
        documents = list(load_folder(folder))
        for name, cleaner in cleaners.items():
            f = measure(documents, cleaner)
            print(
                f"{folder.name:<14} {name:<15} {f.documents:>5} {f.recall:>7.4f} {f.macro:>7.4f} {f.loss:>7.4f} "
                f"{f.exact / max(1, f.documents):>6.3f}"
            )
            if options.cats:
                rows = sorted(f.by_category.items(), key=lambda item: -sum(item[1].values()))
                print("   " + "  ".join(f"{c} {n[True]}/{sum(n.values())}" for c, n in rows))
            for title, rows in (("missed", f.missed), ("lost", f.losses)):
                for count, path, text in sorted(rows, reverse=True)[: options.show]:
                    print(f"   {title} {count} {Path(path).name}: {text[:300]}")
        print(f"   data {digest(documents)}")


if __name__ == "__main__":
    main()
