"""The report in a real browser: looked at, filtered, searched, marked, exported; and hostile documents do nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from hostile import ATTACKS, STORY, hostile_documents, write_jsonl
from newsclean import Pipeline, StripBoilerplate
from newsclean.report.write import write_report

from .conftest import fresh, playwright, poor_contrast

VIEWS = ("#/", "#/removals", "#/removals?rule=fr%2Fread-also", "#/rules", "#/documents", "#/document/0?at=0", "#/marks")
#: A chip of every hue there may be.
CHIPS = """() => document.querySelector("main").replaceChildren(...[...Array(36).keys()].map((n) => {
  const made = document.createElement("span");
  made.className = `chip hue-${n}`; made.dataset.hue = n; made.style.setProperty("--hue", n * 10); made.append("hue");
  return made;
}))"""
NOTICES = [
    "Lire aussi : Notre dossier sur les crues",
    "Partager sur Facebook",
    "Recevez l'essentiel de l'actualité chaque matin dans votre boîte mail",
    "Ce site est protégé par reCAPTCHA et Google politique de confidentialité et Conditions d'utilisation appliquer.",
    "Publicité",
    "Par Jeanne Ollivier",
    "(Photo : AFP)",
    "Cet article est réservé aux abonnés",
    "Lien source",
    "(fonction (d, s, id) { var js = d.createElement(s); js.async = vrai; }(document, 'script', 'sdk'));",
]


#: The longest time for which the page answers to nothing, in milliseconds.
WATCH = """window.longest = 0; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.longest = Math.max(longest, entry.duration);
}).observe({ type: "longtask" });"""


def corpus() -> list[dict[str, str]]:
    documents = []
    for n in range(120):
        notices = [NOTICES[(n + k) % len(NOTICES)] for k in range(3)]
        text = (
            f"Une crue de plus, épisode {n}\n\n{STORY}\n\n{notices[0]}\n\n« Nous n’avons rien vu » ,dit la maire."
            f" {STORY}\n\n{notices[1]}\n\n{STORY}\n\n{notices[2]}"
        )
        documents.append({"id": f"page-{n}", "text": text})
    return documents


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("report")
    write_report(write_jsonl(folder / "a.jsonl", corpus()), folder / "r.html", title="Cent vingt crues")
    return f"file://{folder}/r.html"


def visit(page: Any, url: str) -> None:
    page.goto(url)
    page.wait_for_selector("main h1, main .nothing")


def test_shows_totals_plots_and_what_to_look_at_first(page: Any, report: str, picture: Any) -> None:
    visit(page, report)

    assert page.inner_text("h1") == "Cent vingt crues"
    assert page.inner_text(".figures dd >> nth=0") == "120"
    assert page.locator(".card").count() == 4
    scores = [int(text.split()[-1]) for text in page.locator(".card .risk").all_inner_texts()]
    assert scores == sorted(scores, reverse=True)
    for heading in ("By category", "By rule", "By language", "By length", "Share removed"):
        assert page.get_by_role("heading", name=heading, exact=True).count() == 1
    picture(page, "report-overview", full_page=True)
    assert page.requested == [report]


def test_filters_and_searches_removals(page: Any, report: str, picture: Any) -> None:
    visit(page, f"{report}#/removals")
    everything = page.inner_text(".found span >> nth=0")
    page.get_by_label("Category").select_option("crosslink")
    playwright.expect(page).to_have_url(re.compile("category=crosslink"))
    playwright.expect(page.locator(".card .chip").first).to_have_text("crosslink")

    assert set(page.locator(".card .chip").all_inner_texts()) == {"crosslink"}
    assert page.inner_text(".found span >> nth=0") != everything

    page.get_by_label("Category").select_option("")
    page.get_by_label("Rule").select_option("fr/read-also")
    page.wait_for_selector(".about h2")
    assert page.inner_text(".about h2") == "fr/read-also"

    page.get_by_label("Rule").select_option("")
    page.get_by_label("Search in the text").fill("PRIVACY")
    page.wait_for_selector(".nothing")
    page.get_by_label("Search in the text").fill("boite MAIL")
    page.wait_for_selector(".card mark")
    assert page.inner_text(".card mark >> nth=0") == "boîte mail"
    for card in page.locator(".card").all():  # what was found is seen
        assert card.locator("mark").count() > 0
    assert page.evaluate("document.activeElement.id") == "search"
    picture(page, "report-removals")


def test_goes_from_a_removal_to_its_document_and_shows_every_edit(page: Any, report: str, picture: Any) -> None:
    visit(page, f"{report}#/removals?rule=fr%2Fread-also")
    page.locator(".card").first.get_by_role("link", name="In its document").click()
    page.wait_for_selector(".reader del.now")

    assert page.inner_text(".reader del.now").startswith("Lire aussi")
    assert page.evaluate("document.activeElement.classList.contains('now')")
    assert "fr/read-also" in page.inner_text(".detail")
    assert page.locator(".reader ins").count() == 0
    page.get_by_label("Normalisation").check()
    assert page.locator(".reader ins").count() > 0
    assert page.locator(".reader .edit-old", has_text="’").count() == 1
    assert page.locator(".reader .blank[title*='U+0020']").count() > 0
    picture(page, "report-document")
    page.get_by_label("Cleaned").check()
    assert "Lire aussi" not in page.inner_text(".reader .text")
    assert "n'avons rien vu" in page.inner_text(".reader .text")


def test_marks_are_kept_and_exported(page: Any, report: str, picture: Any) -> None:
    visit(page, f"{report}#/removals?rule=fr%2Fread-also")
    page.locator(".card").first.get_by_role("button", name="Wrong removal").click()
    assert page.locator(".card [aria-pressed=true]").count() == 1
    visit(page, f"{report}#/document/7")
    page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.querySelector(".reader .text"), NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf("Une crue de plus");
            if (at >= 0) { getSelection().setBaseAndExtent(node, at, node, at + 16); return; }
          }
        }"""
    )
    page.get_by_role("button", name="Mark selection as missed").click()
    page.get_by_label("Category").select_option("nav")
    page.get_by_label("Rule that should find it").fill("fr/read-also")
    page.get_by_role("button", name="Mark as missed").click()
    page.wait_for_selector("text=Marked as missed")
    page.reload()
    page.click("#tabs a:has-text('Marks')")
    page.wait_for_selector("#export")
    picture(page, "report-marks")
    with page.expect_download() as download:
        page.click("#export")
    lines = Path(download.value.path()).read_text("utf-8").splitlines()
    wrong, missed = map(json.loads, lines)

    assert (wrong["kind"], wrong["rule"], wrong["text"].strip()) == ("wrong", "fr/read-also", NOTICES[0])
    assert (missed["kind"], missed["document"], missed["category"]) == ("missed", "page-7", "nav")
    text = corpus()[7]["text"]
    assert text[missed["start"] : missed["end"]] == missed["text"] == "Une crue de plus"
    source = next(d["text"] for d in corpus() if d["id"] == wrong["document"])
    assert source[wrong["start"] : wrong["end"]] == wrong["text"]
    assert source[: wrong["start"]].endswith(wrong["before"])


def test_the_keyboard_is_enough(page: Any, report: str) -> None:
    visit(page, report)
    page.keyboard.press("2")
    page.wait_for_selector("h1:text('Removals')")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("w")
    assert page.locator(".card >> nth=1").locator("[aria-pressed=true]").count() == 1
    page.keyboard.press("o")
    page.wait_for_selector(".reader del.wrong.now")
    before = page.inner_text("h1")
    page.keyboard.press("n")
    playwright.expect(page.locator("h1")).not_to_have_text(before)
    page.keyboard.press("j")
    assert page.locator("del.now").count() == 1
    page.keyboard.press("s")
    assert page.locator(".reader .blank").count() > 0
    page.keyboard.press("4")
    page.wait_for_selector("h1:text('Documents')")
    page.keyboard.press("/")
    page.keyboard.type("épisode 119")
    playwright.expect(page.locator(".rows tbody tr")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.get_by_role("dialog").count() == 1


def test_searches_the_full_texts(page: Any, report: str) -> None:
    visit(page, f"{report}#/documents")
    page.get_by_label("Search in titles and names").fill("fonction (d, s")
    page.wait_for_selector(".nothing")
    page.get_by_role("button", name="Search the full texts").click()
    page.wait_for_selector("text=36 documents with")
    assert page.locator(".rows tbody tr").count() == 36


def test_hostile_documents_do_nothing(driver: Any, tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "x.jsonl", hostile_documents())
    write_report(source, tmp_path / "x.html", title=" ".join(ATTACKS))
    url = f"file://{tmp_path}/x.html"
    with fresh(driver) as page:
        for view in (*VIEWS, *(f"#/document/{n}?at=0" for n in range(1, len(ATTACKS)))):
            visit(page, url + view)
            for name in ("edits", "blanks"):
                if page.locator(f"#show-{name}").count():
                    page.check(f"#show-{name}")
            for element in page.locator("button.wrong-button").all()[:3]:
                element.hover()
                element.click()
            assert page.evaluate("[typeof pwned, document.querySelectorAll('img, iframe, svg').length]") == [
                "undefined",
                0,
            ]
            assert page.evaluate("getComputedStyle(document.body).display") == "block"
        assert page.locator("script").count() == page.evaluate("document.scripts.length")
        visit(page, url + "#/document/1")
        for name in ("edits", "blanks"):
            page.uncheck(f"#show-{name}")
        assert ATTACKS[1] in page.inner_text(".reader .text")
        assert ATTACKS[0] in page.title()
        assert {request.partition("#")[0] for request in page.requested} == {url}


def test_an_address_that_somebody_made_up_does_nothing(page: Any, report: str) -> None:
    attack = "%3Cimg src=x onerror=window.pwned=1%3E"
    for place in (f"#/document/{attack}", f"#/removals?q={attack}&rule={attack}&category={attack}", f"#/{attack}"):
        visit(page, report + place)
        assert page.evaluate("typeof pwned") == "undefined"
    assert page.locator("img").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_has_contrast(driver: Any, report: str, scheme: str, picture: Any) -> None:
    with fresh(driver, color_scheme=scheme, viewport={"width": 1280, "height": 900}) as page:
        for view in VIEWS:
            visit(page, report + view)
            assert poor_contrast(page) == {}, view
            picture(page, f"report-{scheme}-{VIEWS.index(view)}")
        visit(page, report)
        page.evaluate(CHIPS)
        assert poor_contrast(page) == {}


def test_fits_a_phone(driver: Any, report: str, picture: Any) -> None:
    phone = {"viewport": {"width": 360, "height": 780}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
    with fresh(driver, **phone) as page:
        for view in VIEWS:
            visit(page, report + view)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view
            small = page.evaluate(
                "[...document.querySelectorAll('main button, main select')].filter((e) => e.offsetParent"
                " && e.getBoundingClientRect().height < 24 && !e.closest('th')).length"
            )
            assert small == 0
            picture(page, f"report-phone-{VIEWS.index(view)}")


def test_prints_text_and_no_controls(page: Any, report: str, picture: Any) -> None:
    visit(page, f"{report}#/document/3")
    page.emulate_media(media="print")

    assert not page.locator(".toolbar").is_visible()
    assert not page.locator("#tabs").is_visible()
    assert page.locator(".reader del").first.is_visible()
    picture(page, "report-print")
    visit(page, report)
    assert len(page.pdf()) > 10_000


def test_names_and_roles_are_there(page: Any, report: str) -> None:
    for view in VIEWS:
        visit(page, report + view)
        unnamed = page.evaluate(
            """() => [...document.querySelectorAll("button, a, input, select")].filter((e) => e.offsetParent
              && !(e.textContent.trim() || e.getAttribute("aria-label") || e.labels?.length)).map((e) => e.outerHTML)"""
        )
        assert unnamed == [], view
        assert page.locator("h1").count() == 1
        assert page.get_by_role("navigation", name="Views").count() == 1
        assert page.get_by_role("status").count() == 1


def test_ten_thousand_documents_do_not_freeze_it(driver: Any, tmp_path: Path) -> None:
    story = "La rivière est sortie de son lit."
    lines = (f"{story} {n}\n\nLire aussi : Le dossier {n}\n\n{story}" for n in range(10_000))
    source = write_jsonl(tmp_path / "a.jsonl", [{"id": str(n), "text": text} for n, text in enumerate(lines)])
    quick = Pipeline([StripBoilerplate(level="safe", categories=("crosslink",), lang="fr", zones=False)])
    write_report(source, tmp_path / "r.html", pipeline=quick, sample=10_000)
    with fresh(driver) as page:
        page.add_init_script(WATCH)
        visit(page, f"file://{tmp_path}/r.html")
        page.keyboard.press("4")
        page.wait_for_selector("text=10,000 documents")
        page.get_by_label("Search in titles and names").fill("lit. 9999")
        playwright.expect(page.locator(".rows tbody tr")).to_have_count(1)
        page.locator(".rows a").click()
        page.wait_for_selector(".reader del")
        page.keyboard.press("2")
        page.wait_for_selector(".card")
        assert page.evaluate("longest") < 1500  # milliseconds, on a machine that is busy with other tests
