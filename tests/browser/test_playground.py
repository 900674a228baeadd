"""The playground in a real browser, before a real server: paste, switch, edit a rule; and hostile text does nothing."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import newsclean
from hostile import ATTACKS

from .conftest import fresh, playwright, poor_contrast

pytest.importorskip("uvicorn", reason='pip install "newsclean[serve]"')
pytest.importorskip("fastapi", reason='pip install "newsclean[serve]"')

TEXT = "Lire aussi : Notre dossier sur les crues\n\nLa rivière n’a pas cessé de monter depuis lundi.\n\n(Photo : AFP)"


@pytest.fixture(scope="module")
def url(driver: Any) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    source = str(Path(newsclean.__file__).parent.parent)
    command = [sys.executable, "-c", "from newsclean.cli import main; main()", "serve", "--port", str(port)]
    with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": source}) as server:
        try:
            for _ in range(300):
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
                        assert json.load(answer)["status"] == "ok"
                    break
                except OSError:
                    time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()


def paste(page: Any, url: str, text: str) -> None:
    page.goto(url)
    page.get_by_label("Text to clean").fill(text)
    playwright.expect(page.locator("#summary")).not_to_have_text("")


def test_pasting_shows_at_once_what_goes_and_why(page: Any, url: str, picture: Any) -> None:
    paste(page, url, TEXT)

    assert page.locator("#output del").all_inner_texts() == [TEXT.splitlines()[0], "(Photo : AFP)"]
    assert page.locator("#why .chip").all_inner_texts() == ["crosslink", "credit"]
    assert "2 pieces; 1 other edit · language: fr" in page.inner_text("#summary")
    page.get_by_label("Normalisation").check()
    assert page.locator("#output ins").all_inner_texts() == ["'"]
    page.get_by_label("Cleaned").check()
    assert page.inner_text("#output") == newsclean.clean(TEXT)
    page.get_by_label("What goes").check()
    picture(page, "playground", full_page=True)


def test_switching_options_cleans_again(page: Any, url: str) -> None:
    paste(page, url, TEXT)
    page.get_by_label("Cleaned").check()
    page.get_by_label("Style").select_option("typographic")
    playwright.expect(page.locator("#output")).to_contain_text("n’a pas cessé")
    page.click("#categories summary")
    page.get_by_label("credit").uncheck()
    playwright.expect(page.locator("#output")).to_contain_text("(Photo")
    page.get_by_role("button", name="None").click()
    playwright.expect(page.locator("#output")).to_contain_text("Lire aussi")
    page.get_by_role("button", name="All", exact=True).click()
    page.keyboard.press("Escape")
    page.get_by_text("safe", exact=True).click()
    playwright.expect(page.locator("#output")).not_to_contain_text("Lire aussi")


def test_a_rule_can_be_left_out_and_used_again(page: Any, url: str) -> None:
    paste(page, url, TEXT)
    row = page.locator("#why tr", has_text="fr/read-also")
    row.get_by_role("button", name="Leave out").click()
    named = page.get_by_role("link", name="fr/read-also", exact=True)
    playwright.expect(named).to_have_count(0)  # another rule may see it now
    page.get_by_role("button", name="Use fr/read-also again").click()
    playwright.expect(named).to_have_count(1)


def test_a_rule_can_be_edited_and_its_effect_is_seen(page: Any, url: str, picture: Any) -> None:
    paste(page, url, TEXT)
    row = page.locator("#why tr", has_text="fr/read-also")
    row.get_by_role("button", name="Edit").click()
    playwright.expect(page.locator("#verdict")).to_contain_text("all right")
    playwright.expect(page.locator("#why")).to_contain_text("fr/read-also.edited")
    rules = page.get_by_label("Rule file (TOML)")
    rules.fill(rules.input_value().replace('level   = "safe"', 'level   = "aggressive"'))
    playwright.expect(page.locator("#why")).not_to_contain_text("fr/read-also.edited")
    rules.fill("[[rule]]\nid = 3")
    playwright.expect(page.locator("#problem")).to_contain_text("rules:1: rule 3 lacks 'level'")
    playwright.expect(page.locator("#verdict")).to_have_text("does not load")
    picture(page, "playground-wrong-rule", full_page=True)
    page.problems.clear()  # the browser tells of answers with 422
    page.get_by_role("button", name="New rule").click()
    playwright.expect(page.locator("#verdict")).to_contain_text("1 rule, 2 examples, all right")
    playwright.expect(page.locator("#problem")).to_be_hidden()


def test_a_rule_leads_to_its_page(page: Any, url: str, picture: Any) -> None:
    paste(page, url, TEXT)
    href = page.get_by_role("link", name="fr/read-also").get_attribute("href")
    page.goto(url + href.removeprefix("/"))

    assert page.inner_text("h1") == "fr/read-also"
    assert page.get_by_text("Lire aussi tard le soir fatigue.").count() >= 1
    assert poor_contrast(page) == {}
    picture(page, "playground-rule")


def test_hostile_text_does_nothing(page: Any, url: str) -> None:
    text = "\n\n".join(f"Lire aussi : {a}\n\n{a} La rivière est sortie de son lit dans la nuit." for a in ATTACKS)
    paste(page, url, text.replace("\x00", ""))
    for name in ("Normalisation", "Spaces", "Cleaned"):
        page.get_by_label(name).check()
        assert page.evaluate("[typeof pwned, document.querySelectorAll('img, iframe, svg').length]") == ["undefined", 0]
    assert {request.split("/")[2] for request in page.requested} == {url.split("/")[2]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_has_contrast(driver: Any, url: str, scheme: str, picture: Any) -> None:
    with fresh(driver, color_scheme=scheme, viewport={"width": 1280, "height": 900}) as page:
        paste(page, url, TEXT)
        page.click("#categories summary")
        assert poor_contrast(page) == {}
        picture(page, f"playground-{scheme}")


def test_fits_a_phone(driver: Any, url: str, picture: Any) -> None:
    phone = {"viewport": {"width": 360, "height": 780}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
    with fresh(driver, **phone) as page:
        paste(page, url, TEXT)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.locator("#input").bounding_box()["height"] > 200
        picture(page, "playground-phone")


def test_everything_has_a_name(page: Any, url: str) -> None:
    paste(page, url, TEXT)
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll("button, a, input, select, textarea")].filter((e) => e.offsetParent
          && !(e.textContent.trim() || e.getAttribute("aria-label") || e.labels?.length)).map((e) => e.outerHTML)"""
    )

    assert unnamed == []
