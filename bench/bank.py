"""Other words for what a page carries: notices from the bank put into labelled pages, for training.

The bank (``bench/corpus/bank/*.txt``) holds notices written by hand, ``[category]`` sections of entries parted by blank
lines, and two more sections: ``[prose]``, sentences of articles that look like notices, and ``[title]``, titles of
other articles. A varied page says other things in the same places, and a few more of them.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from itertools import groupby, pairwise
from pathlib import Path

from labelled import DROP, KEEP, Labelled

__all__ = ["load_bank", "varied"]

Line = tuple[list[str], list[str], str]  # its characters, their labels, the category of a line that goes whole
_INLINE = 160  # code points of the longest notice that is glued to a paragraph
_RELAID = 0.3  # share of varied pages that are laid out otherwise
_IN_PIECES = 0.08  # and so many lose whole lines to links, names and quotations that get lines of their own
_SPOT = re.compile(  # a quotation, a name, a link
    r"\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\s?([^\n\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}]{3,60}?)"
    r"\s?\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    r"|(?<=[^\W\d_] )([A-Z][\w-]+(?: [A-Z][\w-]+)*)|(?<= )(\w{4,} (?:\w+ ){0,4}?\w{4,})(?=[ ,.])"
)
_PLAIN = ("code",)  # what the zones never see
_FITTING = {"credit": 2, "byline": 2, "nav": 2, "share": 2, "crosslink": 4, "newsletter": 3, "video": 2, "comment": 2}


def load_bank(folder: Path) -> dict[str, list[list[str]]]:
    """Return section -> entries, each a list of lines."""
    bank: dict[str, list[list[str]]] = defaultdict(list)
    for path in sorted(folder.glob("*.txt")):
        section = ""
        for blank, lines in groupby(path.read_text("utf-8").split("\n"), key=lambda line: not line.strip()):
            entry = list(lines)
            if blank:
                continue
            if entry[0].startswith("[") and entry[0].endswith("]") and entry[0][1:-1].isalpha():
                section = entry.pop(0)[1:-1]
            if entry:
                bank[section].append(entry)
    return dict(bank)


def _lines(doc: Labelled) -> list[Line]:
    out: list[Line] = []
    place = 0
    for line in doc.text.split("\n"):
        labels = doc.labels[place : place + len(line)]
        words = [i for i, c in enumerate(line) if c.isalnum()]
        goes = bool(words) and all(labels[i] == DROP for i in words)
        out.append((list(line), labels, doc.categories[place + words[0]] if goes else ""))
        place += len(line) + 1
    return out


def _new(text: str, label: str) -> Line:
    return list(text), [label] * len(text), ""


def _in_pieces(line: Line, chance: random.Random) -> list[Line]:
    """Return a line as an extractor leaves it that gives what was set off in it a line of its own."""
    chars, labels, category = line
    text = "".join(chars)
    if len(text) < 60 and category:
        return [line]
    share = chance.choice((0.1, 0.3, 0.6))
    cuts = [0]
    for spot in _SPOT.finditer(text):
        if chance.random() < share * (1.0 if spot[1] else 0.3):
            start, end = spot.span(spot.lastindex or 0)
            cuts += [start, end]
    out: list[Line] = []
    for a, b in pairwise([*cuts, len(chars)]):
        while a < b and chars[a].isspace():
            a += 1
        while a < b and chars[b - 1].isspace():
            b -= 1
        if a < b:
            out.append((chars[a:b], labels[a:b], category))
    return out or [line]


def _relaid(lines: list[Line], chance: random.Random) -> list[Line]:
    """Return the lines as another extractor may lay them out: as they are (mostly), without blank lines, each with one
    behind it, some of them run on, or in pieces."""
    draw = chance.random()
    if draw > 1 - _IN_PIECES:
        return [part for line in lines for part in _in_pieces(line, chance)]
    if draw > _RELAID:
        return lines
    full = [line for line in lines if any(not c.isspace() for c in line[0])]
    if draw < _RELAID / 4:
        return full
    if draw < _RELAID / 2:
        return [line for part in full for line in (part, _new("", KEEP))][:-1]
    out: list[Line] = []
    share = chance.choice((0.3, 0.7))
    for chars, labels, category in full:
        if out and chance.random() < share:
            before = out[-1]
            out[-1] = (before[0] + [" "] + chars, before[1] + [KEEP] + labels, "")
        else:
            out.append((chars, labels, category))
    return out


def varied(doc: Labelled, bank: dict[str, list[list[str]]], seed: str) -> Labelled:
    """Return the page with other notices in the places of its own, and some more; its article is the same but for a
    sentence or two that look like notices. The same seed gives the same page."""
    chance = random.Random(seed)
    kinds = [c for c in bank if c not in ("prose", "title", *_PLAIN)]
    shares = [_FITTING.get(c, 1) for c in kinds]
    lines = _lines(doc)
    gap = [_new("", KEEP)] if sum(not chars for chars, _, _ in lines) * 3 > len(lines) else []
    more = chance.random() < 0.7  # some pages get no more notices than they had

    def notice(category: str | None = None) -> list[Line]:
        entry = chance.choice(bank[category or chance.choices(kinds, shares)[0]])
        return [_new(line, DROP) for line in entry]

    def titles() -> list[Line]:
        return [_new(chance.choice(bank["title"])[0], DROP) for _ in range(chance.randint(1, 5))]

    out: list[Line] = []
    if more and chance.random() < 0.3:
        out += [
            x for _ in range(chance.randint(1, 3)) for x in notice(chance.choice(["nav", "byline", "share", "credit"]))
        ] + gap
    prose = [i for i, (chars, labels, _) in enumerate(lines) if len(chars) > 60 and KEEP in labels]
    for category, group in groupby(enumerate(lines), key=lambda pair: pair[1][2]):
        run = [(i, line) for i, line in group]
        if category in bank and category not in _PLAIN and chance.random() < 0.7:
            out += notice(category)
            continue
        for i, line in run:
            out.append(line)
            if i not in prose:
                continue
            draw = chance.random()
            if more and draw < 0.05:
                tail = chance.choice(bank[chance.choices(kinds, shares)[0]])
                if (
                    len(tail) == 1
                    and len(tail[0]) <= _INLINE
                    and line[0][-1].isprintable()
                    and not line[0][-1].isalnum()
                ):
                    glue = " " * (chance.random() < 0.9)
                    chars, labels, _ = line
                    out[-1] = (chars + list(glue + tail[0]), labels + [KEEP] * len(glue) + [DROP] * len(tail[0]), "")
            elif more and draw < 0.15 and i != prose[-1]:
                out += gap + notice()
            elif more and draw < 0.17 and i != prose[-1]:
                out += gap + notice("crosslink") + titles()
            elif draw < 0.27:
                out += [*gap, _new(" ".join(chance.choice(bank["prose"])), KEEP)]
    if more:
        for _ in range(chance.choice([0, 0, 1, 2, 3])):
            out += gap + (notice() if chance.random() < 0.85 else notice("crosslink") + titles())
    out = _relaid(out, chance)
    text = "\n".join("".join(chars) for chars, _, _ in out)
    labels = [label for i, (_, labels, _) in enumerate(out) for label in ([KEEP] if i else []) + labels]
    return Labelled(f"{doc.path}*{seed}", doc.site, doc.kind, text, labels, [""] * len(text))
