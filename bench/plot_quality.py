"""Draw recall and loss of newsclean at each level, beside what else can be run on plain text.

    python bench/plot_quality.py docs/images/quality.svg [bench/corpus/gate]

Needs matplotlib; a peer that is not installed is left out.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import newsclean
from labelled import load_folder
from quality import Figures, measure, peers

LEVELS = ("safe", "standard", "aggressive")
FLOOR = 0.0001  # a loss of nothing, on a logarithmic axis


def figures(folder: Path) -> dict[str, Figures]:
    """Return the figures of every cleaner on the documents of a folder."""
    documents = list(load_folder(folder))
    cleaners = {f"newsclean, {level}": newsclean.Pipeline.default(level=level) for level in LEVELS}
    return {name: measure(documents, cleaner) for name, cleaner in {**cleaners, **peers()}.items()}


def plot(found: dict[str, Figures], folder: Path, target: Path) -> None:
    """Write the picture."""
    import matplotlib

    matplotlib.use("svg" if target.suffix == ".svg" else "agg")
    matplotlib.rcParams.update({"svg.hashsalt": "newsclean", "font.size": 10})
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7.2, 4.0))
    for name, one in found.items():
        recall, loss = one.recall, one.loss
        ours = name.startswith("newsclean")
        place, colour = (max(loss, FLOOR), recall), "#0b5a6b" if ours else "#b5651d"
        axes.scatter(*place, s=70, color=colour, marker="o" if ours else "s")
        below = -26 if name.endswith("standard") else -4
        axes.annotate(f"{name}\n{recall:.2f}, {loss:.4f}", place, (9, below), textcoords="offset points")
    axes.set_xscale("log")
    axes.set_xlim(FLOOR / 1.5, 4)
    axes.set_ylim(0, 1)
    axes.set_xlabel("prose words lost (share; log scale; further left is better)")
    axes.set_ylabel("boilerplate words found (share)")
    axes.set_title(f"{next(iter(found.values())).documents} documents of {folder.as_posix()}", loc="left", fontsize=10)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(alpha=0.25)
    figure.tight_layout()
    figure.savefig(target, metadata={"Date": None} if target.suffix == ".svg" else None)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", type=Path)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("bench/corpus/gate"))
    options = parser.parse_args()
    measured = figures(options.folder)
    for name, one in measured.items():
        print(f"{name:<24} recall {one.recall:.3f}  loss {one.loss:.4f}")
    plot(measured, options.folder, options.target)
