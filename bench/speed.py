"""Speed of ``clean``, ``explain`` and each cleaner beside ftfy and the field's other cleaners, in one run.

    python bench/speed.py [--size 4] [--count 200] [--runs 3] [--memory] [--plot FILE.svg] [--json FILE]

MB of UTF-8 per second of processor time on one core, the best of the runs; the documents are those of
``speed_corpus``, and no run sees those of another: their prose is new, their notices come again, as on the pages of a
site. "nothing remembered" is ``clean`` with all that it knows of short lines forgotten before every document.
Ratios within one run are what may be quoted: machines differ, and so does one machine from hour to hour. A peer that
is not installed is left out: ``pip install clean-text unidecode justext trafilatura lxml_html_clean
datatrove`` (and matplotlib for ``--plot``), in an environment for benches.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import ftfy
from ahocorasick_rs import AhoCorasick, Implementation

import newsclean
import speed_corpus as corpus
from newsclean.cleaners.boilerplate import _engine
from newsclean.fold import fold
from newsclean.rules.load import builtin_rules
from newsclean.zones.model import weights

Clean = Callable[[str], object]

#: What ``clean`` is made of, in its order.
STEPS = ("RepairEncoding", "TidyUnicode", "StripCode", "StripBoilerplate", "NormalizeFrench")


def rate(run: Clean, runs: list[list[str]]) -> float:
    """Return MB of UTF-8 per second of processor time in the fastest of the runs."""
    best = 0.0
    for texts in runs:
        start = time.process_time()
        for text in texts:
            run(text)
        best = max(best, corpus.size_of(texts) / 1e6 / (time.process_time() - start))
    return best


def forgetful(text: str) -> str:
    """``clean``, as it is for a line that it has never seen."""
    _engine((), ())._notices.clear()
    weights().looks.clear()
    return newsclean.clean(text)


def ours() -> Iterator[tuple[str, Clean]]:
    default = newsclean.Pipeline.default()
    yield "newsclean.clean", default
    yield "newsclean.explain", default.explain
    yield "newsclean.clean, level safe", newsclean.Pipeline.default(level="safe")
    yield "  clean, nothing remembered", forgetful
    for name in STEPS:
        yield f"  {name}", newsclean.Pipeline([getattr(newsclean, name)()])


def floor() -> Clean:
    """Return the least that has to be done: one pass for the anchors of all rules over the folded text."""
    anchors = sorted({anchor for rule in builtin_rules() for anchor in rule.anchors})
    automaton = AhoCorasick(anchors, implementation=Implementation.DFA)
    return lambda text: automaton.find_matches_as_indexes(fold(text), overlapping=True)


def peers() -> Iterator[tuple[str, Clean]]:
    yield "ftfy.fix_text", ftfy.fix_text
    try:
        from cleantext import clean as clean_text

        yield "clean-text", clean_text
    except ImportError:
        pass
    try:
        import justext

        words = justext.get_stoplist("French")
        yield "jusText", lambda text: justext.justext(page(text), words)
    except ImportError:
        pass
    try:
        import trafilatura

        yield "trafilatura", lambda text: trafilatura.extract(page(text), include_comments=False)
    except ImportError:
        pass
    try:
        from datatrove.data import Document
        from datatrove.pipeline.filters import C4QualityFilter

        c4 = C4QualityFilter(filter_no_terminal_punct=True, split_paragraph=True)
        c4.filter(Document(text="Le maire a traversé la place du marché.", id=""))
        yield "datatrove C4 line filter", lambda text: c4.filter(Document(text=text, id=""))
    except Exception:  # not installed, or without the sentence splitter it wants
        yield "C4 line filter (our copy)", c4_lines
    yield "one Aho-Corasick pass, our anchors", floor()


def page(text: str) -> str:
    """Return HTML in which each line is a paragraph: what an extractor needs."""
    lines = "".join(f"<p>{line}</p>" for line in text.split("\n") if line)
    return f"<html><body><article>{lines}</article></body></html>"


_CITATION = re.compile(r"\[\d*]|\[edit]|\[citation needed]")
_POLICY = ("terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies")


def c4_lines(text: str) -> str:
    """Return the lines that the C4 rules keep (Raffel et al. 2020, section 2.2), as datatrove writes them."""
    kept = []
    for line in text.splitlines():
        line = line.strip()
        if any(len(word) > 1000 for word in line.split()):
            continue
        line = _CITATION.sub("", line)
        lower = line.lower()
        if not line.endswith((".", "?", "!", '"', "'")) or line.endswith("...") or len(line.split()) < 3:
            continue
        if "javascript" in lower or "lorem ipsum" in lower or any(words in lower for words in _POLICY):
            continue
        kept.append(line)
    return "\n".join(kept)


_PEAK = """
import resource, sys
sys.path[:0] = sys.argv[2:]
import speed_corpus
name, megabytes = sys.argv[1].split(":")
text = speed_corpus.one_line(int(megabytes))
run = (lambda t: None)
if name == "newsclean":
    import newsclean
    newsclean.clean("Le maire.")
    run = newsclean.clean
elif name == "ftfy":
    import ftfy
    run = ftfy.fix_text
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
run(text)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print((peak - before) * 1024 / len(text.encode()))
"""


def peak(name: str, megabytes: int) -> float:
    """Return how many times the size of one line of text a fresh process needs to clean it, beyond the text itself."""
    done = subprocess.run(
        [sys.executable, "-c", _PEAK, f"{name}:{megabytes}", str(Path(__file__).parent)],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


def plot(rows: list[tuple[str, dict[str, float]]], size: int, target: Path) -> None:
    import matplotlib

    matplotlib.use("svg" if target.suffix == ".svg" else "agg")
    from matplotlib import pyplot

    shown = [(name.strip(), speeds) for name, speeds in rows if not name.startswith("  ")][::-1]
    figure, axes = pyplot.subplots(figsize=(8, 0.34 * len(shown) + 1.2))
    for offset, (column, colour) in enumerate((("heavy", "#b05a4a"), ("mixed", "#3b6ea5"), ("clean", "#6a9e5b"))):
        places = [k + 0.27 * (offset - 1) for k in range(len(shown))]
        axes.barh(places, [speeds[column] for _, speeds in shown], 0.25, color=colour, label=column)
    axes.set_yticks(range(len(shown)), [name for name, _ in shown])
    axes.set_xscale("log")
    axes.set_xlabel(f"MB of UTF-8 per second and core, documents of {size} kB (logarithmic)")
    axes.legend(loc="upper right", fontsize=8)
    axes.grid(axis="x", alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(target, metadata={"Date": None} if target.suffix == ".svg" else None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=4, help="kB of UTF-8 of a document (1, 4 and 40 are usual)")
    parser.add_argument("--count", type=int, default=200, help="documents of each kind")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--memory", action="store_true", help="peak memory for one line of 50 MB, too")
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    size, count = options.size * 1000, options.count
    seeds = range(1, options.runs + 1)
    samples = {kind: [corpus.documents(kind, size, count, seed) for seed in seeds] for kind in corpus.KINDS}
    samples["mixed"] = [corpus.mixed(size, count, seed) for seed in seeds]
    known = corpus.notices()
    first = ["\n\n".join(known[k : k + 12]) for k in range(0, len(known), 12)]  # compiles the patterns of the rules
    first += [text for kind in corpus.KINDS for text in corpus.documents(kind, size, count, 0)]
    rows: list[tuple[str, dict[str, float]]] = []
    for name, run in (*ours(), *peers()):
        for text in first:  # whatever is made at first use
            run(text)
        rows.append((name, {kind: rate(run, texts) for kind, texts in samples.items()}))
    base = next(speeds for name, speeds in rows if name == "ftfy.fix_text")["mixed"]
    each = corpus.size_of(samples["mixed"][0]) / count / 1e6
    print(f"documents of {options.size} kB; mixed: half clean, a quarter lightly, a quarter heavily dirty")
    print(f"{'MB/s of UTF-8, one core':36}" + "".join(f"{kind:>8}" for kind in samples) + "  x ftfy   docs/s")
    for name, speeds in rows:
        cells = "".join(f"{speeds[kind]:8.2f}" for kind in samples)
        print(f"{name:36}{cells}{speeds['mixed'] / base:8.2f}{speeds['mixed'] / each:9.0f}")
    if options.memory:
        for name in ("newsclean", "ftfy"):
            print(f"one line of 50 MB, peak beyond the text: {name} {peak(name, 50):.1f} x its size")
    if options.json:
        options.json.write_text(json.dumps({"size": options.size, "rows": rows}, indent=1) + "\n", "utf-8")
    if options.plot:
        plot(rows, options.size, options.plot)


if __name__ == "__main__":
    main()
