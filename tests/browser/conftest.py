"""A real browser for the pages: Debian's Chromium, driven by Playwright. Without one, these tests are skipped."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

try:
    from playwright import sync_api as playwright
except ImportError:
    playwright = None  # type: ignore[assignment]

ARTEFACTS = Path(__file__).parent / "artefacts"  # git-ignored
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

Open = Callable[..., Any]


def chromium() -> str | None:
    """Return the browser: what NEWSCLEAN_CHROMIUM names, or one of the usual names."""
    return os.environ.get("NEWSCLEAN_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def driver() -> Iterator[Any]:
    if playwright is None:
        pytest.skip('no Playwright: pip install "newsclean[browser]"; make test-browser does')
    if chromium() is None:
        pytest.skip("no Chromium: apt-get install chromium, or name one in NEWSCLEAN_CHROMIUM")
    playwright.expect.set_options(timeout=20_000)
    with playwright.sync_playwright() as started:
        yield started


@contextmanager
def fresh(driver: Any, **options: Any) -> Iterator[Any]:
    """Give a page in a new browser with a profile of its own; problems on the page fail the test that ends."""
    with tempfile.TemporaryDirectory() as profile:
        context = driver.chromium.launch_persistent_context(
            profile, executable_path=chromium(), args=FLAGS, headless=True, **options
        )
        page = context.pages[0]
        page.set_default_timeout(20_000)
        page.problems = []
        page.requested = []
        page.on("pageerror", lambda error: page.problems.append(f"error: {error}"))
        page.on("console", lambda m: page.problems.append(m.text) if m.type in ("error", "warning") else None)
        page.on("dialog", lambda dialog: (page.problems.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: page.requested.append(request.url))
        try:
            yield page
            assert page.problems == []
        finally:
            context.close()


@pytest.fixture
def page(driver: Any) -> Iterator[Any]:
    with fresh(driver, viewport={"width": 1280, "height": 900}) as made:
        yield made


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Callable[[Any, str], None]:
    """Return a function that keeps a screenshot as an artefact."""

    def take(page: Any, name: str, **options: Any) -> None:
        ARTEFACTS.mkdir(exist_ok=True)
        page.screenshot(path=ARTEFACTS / f"{name}.png", **options)

    return take


#: Contrast of every colour pair that text of documents is shown in, as the browser computes it (WCAG 2.2, 1.4.3).
CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const light = (color) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((v) => v / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const seen = {};
  const unseen = ":disabled, .sr, .skip, dialog:not([open]), script, style, noscript";
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const color = getComputedStyle(e).backgroundColor;
      if (!/(, 0\\)|\\/ 0\\)|transparent)$/.test(color)) return color;
    }
    return "white";
  };
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!own || element.closest(unseen)) continue;
    const style = getComputedStyle(element);
    const back = behind(element);
    const [a, b] = [light(style.color), light(back)].sort((x, y) => y - x);
    seen[`${style.color} on ${back}: ${element.tagName} ${element.className}`] = (a + 0.05) / (b + 0.05);
  }
  return seen;
}"""


def poor_contrast(page: Any) -> dict[str, float]:
    """Return the colour pairs below 4.5."""
    return {pair: ratio for pair, ratio in page.evaluate(CONTRAST).items() if ratio < 4.5}
