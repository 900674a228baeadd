"""Take the pictures of docs/images anew, from our own labelled documents.

    python docs/tools/pictures.py

Needs Chromium and ``pip install "newsclean[browser]"``, as the browser tests do.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs" / "images"
PORT = 8798
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
sys.path.insert(0, str(ROOT / "bench"))


def report(folder: Path) -> str:
    """Write a report on the documents of bench/corpus/gate; return its address."""
    from labelled import load_folder
    from newsclean.report import write_report

    documents = [d for d in load_folder(ROOT / "bench" / "corpus" / "gate") if "lookalike" not in str(d.path)]
    lines = [json.dumps({"id": Path(d.path).stem, "text": d.text}) for d in documents]
    (folder / "gate.jsonl").write_text("\n".join(lines))
    write_report(folder / "gate.jsonl", folder / "r.html", title="bench/corpus/gate, pages")
    return (folder / "r.html").as_uri()


def take(page: Any, folder: Path) -> None:
    """Visit the pages and keep what they look like."""
    address = report(folder)
    page.goto(f"{address}#/")
    page.wait_for_selector(".figures")
    page.screenshot(path=IMAGES / "report-overview.png")
    page.goto(f"{address}#/documents?q=caleche")
    page.locator(".rows a").click()
    page.wait_for_selector(".reader del")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=IMAGES / "report-document.png")
    page.goto(f"http://127.0.0.1:{PORT}/")
    page.get_by_role("button", name="Put in a sample").click()
    page.wait_for_selector("#output del", timeout=60_000)
    page.get_by_label("Normalisation").check()
    page.screenshot(path=IMAGES / "playground.png")


def main() -> None:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    command = [sys.executable, "-c", "from newsclean.cli import main; main()", "serve", "--port", str(PORT)]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(command) as server,
        sync_playwright() as driver,
    ):
        try:
            for _ in range(100):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{PORT}/health", timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.1)
            context = driver.chromium.launch_persistent_context(
                f"{folder}/profile",
                executable_path=browser,
                args=FLAGS,
                viewport={"width": 1280, "height": 860},
            )
            take(context.pages[0], Path(folder))
            context.close()
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
