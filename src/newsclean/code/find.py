"""All finders, one after the other, and what they agree on."""

from __future__ import annotations

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
    text, folded = document.text, document.folded
    tags = list(markup.find(text, folded)) + list(templates.find(text))
    tags = _outermost(tags)
    found = tags + list(scripts.find(text, folded, tags, NEED[level]))
    found = _outermost(found)
    more = [
        *brackets.find(text, folded),
        *markup.find_stray(text),
        *templates.find_small(text),
        *blobs.find(text),
        *markup.find_lone_marks(text),
    ]
    found = _outermost(found + more)
    found = _outermost(found + list(leftovers.find(text, folded, found)))
    if not found:
        return []
    if level != "aggressive":
        found = context.keep(found, context.Surroundings.of(text, folded, found))
    return cut.merge(text, found)


def _outermost(found: list[Found]) -> list[Found]:
    """Sort, and drop what lies inside another span; of two that overlap the union stays under the first's rule."""
    out: list[Found] = []
    for f in sorted(found, key=lambda f: (f.start, -f.end)):
        if out and f.start < out[-1].end:
            if f.end > out[-1].end:
                out[-1] = out[-1]._replace(end=f.end, tag=False, inline=False)
            continue
        out.append(f)
    return out
