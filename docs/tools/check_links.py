"""Check every link of the built site: its file is there, and in it the heading. Nothing is fetched.

    python docs/tools/check_links.py site

Exit status: 0 all lead somewhere, 1 some do not (each is printed).
"""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Page(HTMLParser):
    """The links and the anchors of one page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.anchors: set[str] = {""}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.anchors.update(v for v in (values.get("id"), values.get("name")) if v)
        if tag == "a" and values.get("href"):
            self.links.append(str(values["href"]))
        source = values.get("src") or (values.get("href") if tag == "link" else None)
        if source:
            self.loads.append(source)


def broken(folder: Path) -> list[str]:
    """Return what is wrong, one line each."""
    pages = {path.resolve(): Page(path.read_text("utf-8")) for path in sorted(folder.rglob("*.html"))}
    found: list[str] = []
    for path, page in pages.items():
        name = path.relative_to(folder.resolve())
        found += [f"{name}: loads {load} from a network" for load in page.loads if urlsplit(load).netloc]
        for link in [*page.links, *(load for load in page.loads if not urlsplit(load).netloc)]:
            parts = urlsplit(link)
            if parts.scheme in ("http", "https"):
                if parts.scheme == "http" and parts.hostname != "127.0.0.1":
                    found.append(f"{name}: {link} is no https address")
                continue
            if parts.scheme:
                continue
            base = folder if parts.path.startswith("/") else path.parent
            target = (base / unquote(parts.path).lstrip("/")).resolve() if parts.path else path
            if target.is_dir():
                target /= "index.html"
            if not target.exists():
                found.append(f"{name}: {link} leads nowhere")
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].anchors:
                found.append(f"{name}: {link}: no such heading")
    if not pages:
        found.append(f"{folder}: no page")
    return found


if __name__ == "__main__":
    problems = broken(Path(sys.argv[1]))
    print("\n".join(problems) or "all links lead somewhere")
    raise SystemExit(bool(problems))
