"""All finders, one after the other, and what they agree on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from newsclean.code import blobs, brackets, context, cut, gate, leftovers, markup, scripts, templates
from newsclean.code.found import Found
from newsclean.document import Document

#: Evidence that a level asks of a run of script, style or JSON (units of ``weigh``).
NEED = {"safe": 7.0, "standard": 3.4, "aggressive": 2.6}


def find(document: Document, level: str = "standard") -> list[Found]:
    """Return the spans of injected code, merged, in order. Cost: O(n); a text without code characters costs a scan."""
    text = document.text
    if not gate.suspects(text):
        return []
    return find_all(document, level)


def find_all(document: Document, level: str) -> list[Found]:
    """What :func:`find` does behind the gate."""
    text = document.text
    stray = list(markup.find_stray(text))
    tags = [*markup.find(document), *templates.find(text), *blobs.find(text), *(f for f in stray if f.sure > 2)]
    tags = _outermost(tags)
    found = _outermost(tags + list(scripts.find(document, tags, NEED[level])))
    more = [
        *brackets.find(document),
        *stray,
        *templates.find_small(text),
        *markup.find_lone_marks(text),
    ]
    found = _add(found, more) if more else found
    more = list(leftovers.find(document, found))
    found = _add(found, more) if more else found
    if not found:
        return []
    if level != "aggressive":
        found = context.keep(found, context.Surroundings.of(text, document.folded, found))
    return cut.merge(text, found)


def _outermost(found: list[Found]) -> list[Found]:
    """Sort, and drop what lies inside another span; of two that cross the one that starts first stays."""
    out: list[Found] = []
    for f in sorted(found, key=lambda f: (f.start, -f.end)):
        if not out or f.start >= out[-1].end:
            out.append(f)
    return out


def _add(found: list[Found], more: list[Found]) -> list[Found]:
    """Add to ``found`` (in order) what of ``more`` does not cross any of it."""
    starts = [f.start for f in found]
    ends = [f.end for f in found]
    new = []
    for f in more:
        first = bisect_right(ends, f.start)
        last = bisect_left(starts, f.end)
        if all(f.start <= g.start and g.end <= f.end for g in found[first:last]):
            new.append(f)
    return _outermost(found + new)
