"""E2 to E6: UTF-8 that was read as something else, repaired with ftfy, and what ftfy leaves.

ftfy is asked for one line at a time and made to show its plan, so that one layer of damage is taken off at a time and
the guards and the repair of "à" see every layer.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import regex

from newsclean.normalize.chars import Change, H
from newsclean.normalize.lexicon import any_of, lexicon

__all__ = ["LEADS", "STEPS", "aligned"]


@cache
def _ftfy() -> tuple[Any, Any]:
    """Return ftfy and how it is asked; imported here, since most texts never need it."""
    import ftfy

    return ftfy, ftfy.TextFixerConfig(explain=True)


def is_bad(text: str) -> bool:
    """Whether ftfy takes ``text`` for mojibake."""
    return bool(_ftfy()[0].badness.is_bad(text))


# E8. Not mojibake: a title in capitals with a note number (LA LIBERTÉ²), and a letter before a space and a
# mark, as typesetting leaves them (« café »); but Ã, and what it is in other code pages, is the first half of "à", and
# what stands behind a character that is neither ASCII nor French is half of a letter too ("OĂš ?"). A lost character
# (half a surrogate pair, and U+FFFD, which it becomes) is no such sign: ftfy would take the space that typography sets.
_GUARD = regex.compile(
    "(?<=[A-ZÀÂÇÉÈÊËÎÏÔÛÙÆŒ])[ÀÂÇÉÈÊËÎÏÔÛÙ](?=[¹²³°§½¼ªº](?!\\p{L}))"
    "|(?<![^\\x00-\\x7fàâäçéèêëîïôöùûüÿœæ\ud800-\udfff\ufffd])(?![\\x00-\\x7fÂÃĂГ])\\p{L}(?=[\u00a0 ][:;!?»])"
)

# E3. The second byte of "à" is A0, a no-break space, and became a space or was glued to the next word.
_GLUED = regex.compile("(?<![\\p{L}\\p{Nd}])(?:Ã|Ãƒ\u0082?Â|Ã\u0083Â)\u00a0(?=[A-Za-z0-9Ã])")
_SPACED_MARK = regex.compile(r"Ã (?=[,.\-)…]|â€¦)")
_UNSPACED_MARK = regex.compile("Ã\u00a0(?=[,.\\-)…]|â€¦)")
_LONE = regex.compile(rf"(?<!\p{{L}})Ã[{H}]++(?=\p{{L}}\p{{L}}|\p{{L}}['’]|\p{{Nd}})")
_LONE_HYPHEN = regex.compile(rf"(?<![\p{{L}}])(?P<there>[Ll]?)Ã[{H}]++(?=-\p{{L}})")

_STRAY = regex.compile(rf"Â(?=[{H}]++[:;!?»])")
_STRAY_SPACE = regex.compile("Â(?= ++[:;!?»])")

# What is as sure as what ftfy repairs, and left by it.
_OE = any_of(lexicon()["mojibake"]["after_oe"])
_LEFT = (
    (regex.compile(r"(?<!\p{L})ÃŽ(?=\p{Ll})"), "Î"),
    (regex.compile(rf"(?<!\p{{L}})Å“(?={_OE})"), "œ"),
    (regex.compile(rf"(?<!\p{{L}})Å’(?=(?i:{_OE}))|(?<=\p{{Lu}})Å’(?=U)"), "Œ"),
    (regex.compile("(?<![\u0080-\uffff])â„¢"), "™"),
    (regex.compile(r"√¢(?=\p{Ll})|(?<=\p{Ll})√¢"), "â"),
    (regex.compile(r"(?<=\p{Ll})√π"), "ù"),
    (regex.compile(r"â€(?<=“[^“”]{1,1000}â€)(?=[\s.,;:!…)\]»]|$)"), "”"),
)
_LOST_QUOTE = regex.compile(r"(?P<open>â€œ(?:(?!â€).){1,1000}+)â€(?=[ .,;:!…)\]]|$)")

_C1 = regex.compile("[\u0080-\u009f]")
_C1_AS = {
    chr(byte): bytes([byte]).decode("cp1252")
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_HALVES = regex.compile("[\ud800-\udfff]++")


def lost_no_break(line: str) -> str:
    """E5, before ftfy, which would make a no-break space of it: Â, U+0020, a high mark."""
    return _STRAY_SPACE.sub("", line) if "Â" in line else line


def stray_circumflex(line: str) -> str:
    """E5: a lone Â before a space and a high mark is what is left of a no-break space."""
    return _STRAY.sub("", line) if "Â" in line else line


def layers(line: str) -> str:
    """E2, E3, E8: take off one layer of damage after the other."""
    marked = False
    for _ in range(8):
        if "Ã" in line:
            if _SPACED_MARK.search(line) and is_bad(line):
                line = _SPACED_MARK.sub("Ã\u00a0", line)
                marked = True
            line = _GLUED.sub(lambda match: match[0] + " ", line)
        if "â€œ" in line:
            line = _LOST_QUOTE.sub("\\g<open>â€\u009d", line)
        pieces = [_one_layer(piece) for piece in _pieces(line)]
        line = "".join(text for text, _ in pieces)
        if all(last for _, last in pieces):
            break
    if marked:  # where ftfy held back all the same; white space would take the no-break space away again
        line = _UNSPACED_MARK.sub("Ã ", line)
    for pattern, new in _LEFT:
        line = pattern.sub(new, line)
    line = _other_pages(line)
    if "Ã" in line:
        line = _LONE_HYPHEN.sub(r"\g<there>à", _LONE.sub("à ", line))
    return line


# French letters and marks in UTF-8, read as windows-1250 or 1251: what each looks like then.
_FRENCH = "àâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÏÔÙÛÜŒ«»°…’‘“”–—€\u00a0"


@cache
def _pages() -> tuple[tuple[dict[str, str], regex.Pattern[str]], ...]:
    _ftfy()  # which brings the two encodings
    pages = (
        {c.encode().decode(f"sloppy-windows-{page}"): c for c in _FRENCH if len(c.encode()) > 1}
        for page in (1250, 1251)
    )
    return tuple((page, regex.compile(any_of(page))) for page in pages)


#: Characters that begin what is repaired here and not by ftfy.
LEADS = frozenset("√ĂГ")
_BESIDE_SMALL = regex.compile(r"[a-z][^\x00-\x7f]{2,3}[a-z ,.]|[ '][^\x00-\x7f]{2,3}[a-z]")
_LEFT_OVER = (regex.compile("[ĂĹÂ]"), regex.compile(r"\p{Cyrillic}"))


def _other_pages(line: str) -> str:
    """Repair French read as windows-1250 or 1251 where ftfy holds back: the whole line, or nothing of it.

    Beside a small Latin letter, such a sequence is no word of a language written with Ă or in Cyrillic, and when all
    of them are read as French nothing foreign may be left.
    """
    if ("Ă" not in line and "Г" not in line) or not _BESIDE_SMALL.search(line):
        return line
    for (page, seen), left in zip(_pages(), _LEFT_OVER, strict=True):
        new = seen.sub(lambda match, page=page: page[match[0]], line)  # type: ignore[misc]
        if new != line and not left.search(new):
            return new
    return line


def _pieces(line: str) -> list[str]:
    pieces = []
    done = 0
    for match in _GUARD.finditer(line):
        pieces.append(line[done : match.end()])
        done = match.end()
    pieces.append(line[done:])
    return pieces


def _one_layer(piece: str) -> tuple[str, bool]:
    """Return ``piece`` without its outermost layer of damage, and whether ftfy finds no other below."""
    if not is_bad(piece):
        return piece, True
    ftfy, config = _ftfy()
    text, plan = ftfy.fix_encoding_and_explain(piece, config)
    if not plan or text == piece:
        return piece, True
    if plan[0].action == "transcode" or plan[1:2] == [("decode", "windows-1252")]:
        return piece, True  # controls 80 to 9F: E4, under its own name
    if plan[0].action != "encode":
        first = plan[:1]
    else:
        first = plan[: 1 + next(k for k, step in enumerate(plan) if step.action == "decode")]
    if len(first) == len(plan):
        return text, True
    return str(ftfy.apply_plan(piece, [(step.action, step.parameter) for step in first])), False


def c1_controls(line: str) -> str:
    """E4: the controls 80 to 9F are read as windows-1252."""
    return _C1.sub(lambda match: _C1_AS.get(match[0], match[0]), line)


def surrogates(line: str) -> str:
    """E6: the halves of a surrogate pair are joined, half a pair becomes U+FFFD."""
    return _HALVES.sub(_joined, line)


def _joined(match: regex.Match[str]) -> str:
    return match[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


STEPS = (
    ("encoding/stray-circumflex", lost_no_break),
    ("encoding/mojibake", layers),
    ("encoding/stray-circumflex", stray_circumflex),
    ("encoding/c1-control", c1_controls),
    ("encoding/surrogate", surrogates),
)

_RUN = regex.compile(r"[0-9A-Za-z]++")


def aligned(old: str, new: str, rule: str) -> list[Change]:
    """Return the changes from ``old`` to ``new``, whose ASCII letters and digits are the same in the same order.

    No damage of this kind makes or loses an ASCII letter, so what stands between two runs of them is compared, and
    that is all: linear, and exact where a diff would guess.
    """
    changes: list[Change] = []
    runs_old, runs_new = list(_RUN.finditer(old)), list(_RUN.finditer(new))
    if [match[0] for match in runs_old] != [match[0] for match in runs_new]:
        return [_trimmed(old, new, 0, len(old), 0, len(new), rule)]
    at_old = at_new = 0
    for one, other in zip(runs_old, runs_new, strict=True):
        if old[at_old : one.start()] != new[at_new : other.start()]:
            changes.append(_trimmed(old, new, at_old, one.start(), at_new, other.start(), rule))
        at_old, at_new = one.end(), other.end()
    if old[at_old:] != new[at_new:]:
        changes.append(_trimmed(old, new, at_old, len(old), at_new, len(new), rule))
    return changes


def _trimmed(old: str, new: str, a: int, b: int, c: int, d: int, rule: str) -> Change:
    while a < b and c < d and old[a] == new[c]:
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
    return a, b, new[c:d], rule
