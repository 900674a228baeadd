"""The review table: a page without scripts that shows each learned rule, and what was held back, to a person."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from newsclean.learn.express import CLOSE, OPEN
from newsclean.learn.options import REASONS
from newsclean.learn.pack import Held, Learned, Pack, Support

__all__ = ["review_page"]

_MOST_SITES = 4
_STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem; color: #1c1c1c; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; } p { max-width: 55rem; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; border-bottom: 2px solid #999; padding: .3rem .6rem; }
td { vertical-align: top; border-bottom: 1px solid #ddd; padding: .4rem .6rem; }
td.notice { width: 38%; } .id { color: #666; font-size: .8rem; overflow-wrap: anywhere; }
.slot { background: #e4ecfb; border-radius: 3px; padding: 0 .15rem; }
.bar { background: #e7e7e7; width: 7rem; height: .5rem; border-radius: 2px; } .bar i { display: block; height: 100%;
  background: #3b6fb5; border-radius: 2px; }
.risk { color: #8a4b00; } mark { background: #ffdede; } details { font-size: .85rem; margin-top: .2rem; }
pre { white-space: pre-wrap; margin: .3rem 0; padding: .3rem .5rem; background: #f6f6f6; }
"""


def review_page(pack: Pack) -> str:
    """Return the page. Self-contained; everything that comes from the corpus is escaped."""
    options = ", ".join(f"{name} = {value}" for name, value in sorted(pack.options.items()))
    rows = "\n".join(_learned(one) for one in pack.learned)
    groups: dict[str, list[Held]] = {}
    for one in pack.held:
        groups.setdefault(one.reason, []).append(one)
    held = "\n".join(_reason(reason, groups[reason]) for reason in REASONS if reason in groups)
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Learned rules to review</title><style>{_STYLE}</style></head><body>
<h1>{len(pack.learned)} learned rules to review</h1>
<p>From {pack.documents:,} documents ({pack.groups:,} distinct) of {pack.sites:,} sites; corpus {escape(pack.digest)};
{escape(options)}.</p>
<p>Is it a part of an article anywhere? Then take its rule out of the file. <span class="slot">⟨D⟩</span> is a date,
<span class="slot">⟨H⟩</span> an hour, <span class="slot">⟨N⟩</span> a number,
<span class="slot">⟨P⟩</span> a person.</p>
<table><thead><tr><th>Notice</th><th>Stands</th><th>On</th><th>Look at</th></tr></thead><tbody>
{rows}
</tbody></table>
<h2>{len(pack.held)} held back</h2>
{held or "<p>Nothing.</p>"}
</body></html>
"""


def _learned(one: Learned) -> str:
    samples = "".join(
        f"<pre>{_marked(text)}\n<span class='id'>{_text(name)}</span></pre>" for name, text in one.samples
    )
    risks = "".join(f"<div class='risk'>{_text(risk)}</div>" for risk in one.risks)
    already = f"<div class='id'>newsclean finds it too: {_text(one.already)}</div>" if one.already else ""
    return f"""<tr><td class="notice">{_slots(one.notice)}<div class="id">{_text(one.rule.id)}</div></td>
<td>{_text(one.position)}<div class="id">{_text(one.rule.category)}, {_text(one.rule.scope)}</div></td>
<td>{_supports(one.supports)}</td>
<td>{risks}{already}<details><summary>{len(one.samples)} samples</summary>{samples}</details></td></tr>"""


def _reason(reason: str, held: Iterable[Held]) -> str:
    rows = "\n".join(
        f"<tr><td class='notice'>{_slots(one.text)}</td><td>{_text(one.position)}</td>"
        f"<td>{_supports(one.supports)}</td><td><details><summary>sample</summary><pre>{_marked(one.context)}</pre></details></td></tr>"
        for one in held
    )
    return f"<h2>{escape(reason)}: {escape(REASONS[reason])}</h2><table><tbody>{rows}</tbody></table>"


def _supports(supports: tuple[Support, ...]) -> str:
    shown = "".join(
        f"<div>{s.documents:,} of {s.of:,} <span class='id'>{_text(s.site or 'all sites')}</span></div>"
        f"<div class='bar'><i style='width:{100 * s.share:.0f}%'></i></div>"
        for s in supports[:_MOST_SITES]
    )
    more = len(supports) - _MOST_SITES
    return shown + (f"<div class='id'>and {more} more sites</div>" if more > 0 else "")


def _text(text: str) -> str:
    return escape(text.encode("utf-8", "replace").decode("utf-8"))


def _slots(text: str) -> str:
    shown = _text(text)
    for letter in "DHNP":
        shown = shown.replace(f"⟨{letter}⟩", f"<span class='slot'>⟨{letter}⟩</span>")
    return shown


def _marked(text: str) -> str:
    return _text(text).replace(OPEN, "<mark>").replace(CLOSE, "</mark>")
