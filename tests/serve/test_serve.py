"""The server: what it answers, what it refuses and why, and that a slow request harms nobody."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("fastapi", reason='pip install "newsclean[serve]"')

from starlette.testclient import TestClient

import newsclean
from newsclean.rules.load import builtin_rules, load_text
from newsclean.serve import Limits, create_app
from newsclean.serve.jobs import do
from newsclean.serve.rules import rule_source
from newsclean.serve.workers import SlowError, Workers

TEXT = "Lire aussi : Notre dossier\n\nL’été \U0001f30d arrive."
JSON = {"content-type": "application/json"}
MINE = """category = "other"
[[rule]]
id = "fr/my-weather"
level = "safe"
scope = "line"
at = "line"
anchors = ["meteo du jour"]
pattern = 'meteo du jour'
why = "x"
source = "x"
since = "1"
remove = ["Météo du jour"]
keep = ["La météo du jour est bonne."]
"""


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    app = create_app(Limits(body=100_000, seconds=10, workers=1))
    with TestClient(app, base_url="http://localhost:8799") as made:
        yield made


def test_cleans_as_the_library_does(client: TestClient) -> None:
    for options in ({}, {"level": "safe"}, {"style": "typographic", "locale": "fr-CH"}, {"lang": "en"}):
        answer = client.post("/clean", json={"text": TEXT, **options})

        assert answer.status_code == 200
        assert answer.json()["text"] == newsclean.clean(TEXT, **options)


def test_explains_with_offsets_in_code_points_of_what_was_sent(client: TestClient) -> None:
    answer = client.post("/explain", json={"text": TEXT}).json()

    assert answer["language"] == "fr"
    assert [(e["rule"], e["category"]) for e in answer["edits"]] == [
        ("fr/read-also", "crosslink"),
        ("fr/apostrophe", None),
    ]
    assert all(TEXT[e["start"] : e["end"]] == e["old"] for e in answer["edits"])


@pytest.mark.parametrize("text", ["", "\x00", "a\ud83d", "\ude00\ud83d", "</script>\u2028"])
def test_takes_any_text(client: TestClient, text: str) -> None:
    answer = client.post("/explain", content=json.dumps({"text": text}), headers=JSON)

    assert answer.status_code == 200
    assert json.loads(answer.content)["text"] == newsclean.clean(text)


def test_categories_and_names_can_be_left_out(client: TestClient) -> None:
    text = "Lire aussi : Notre dossier\n\nLa pluie tombe.\n\n(Photo : AFP)"
    tail = "\n\n(Photo : AFP)"

    def cleaned(**options: Any) -> str:
        return str(client.post("/clean", json={"text": text, **options}).json()["text"])

    assert cleaned(categories=["credit"]) == text.removesuffix(tail)
    assert cleaned(without=["credit", "fr/read-also"]) == text
    assert cleaned(categories=[]) == cleaned(without=["credit", "crosslink"])


def test_a_rule_can_come_with_the_request(client: TestClient) -> None:
    answer = client.post("/explain", json={"text": "Météo du jour\nIl pleut.", "rules": MINE}).json()

    assert answer["text"] == "Il pleut."
    assert answer["edits"][0]["rule"] == "fr/my-weather"
    assert client.post("/clean", json={"text": "Météo du jour"}).json()["text"] == "Météo du jour"


def test_an_edited_rule_of_the_package_replaces_it(client: TestClient) -> None:
    edited = rule_source("fr/read-also").replace('level   = "safe"', 'level   = "aggressive"')
    for level, rules in (("safe", []), ("aggressive", ["fr/read-also.edited"])):
        answer = client.post("/explain", json={"text": TEXT, "rules": edited, "level": level}).json()
        assert [e["rule"] for e in answer["edits"] if e["category"]] == rules


def test_the_examples_of_rules_are_run(client: TestClient) -> None:
    fine = client.post("/rules/check", json={"rules": MINE}).json()
    wrong = client.post("/rules/check", json={"rules": MINE.replace("est bonne.", "").replace("La météo", "météo")})

    assert fine == {"rules": 1, "examples": 2, "wrong": []}
    assert wrong.status_code == 422 or wrong.json()["wrong"][0]["kind"] == "keep"


@pytest.mark.parametrize(
    "body, status, reason",
    [
        (b"{", 422, "is not JSON"),
        (b"\xff\xfe", 422, "JSON"),
        (b"[]", 422, "the body"),
        (b"[" * 50_000, 400, "parsing the body"),
        (b"{}", 422, "text: Field required"),
        (b'{"text": 3}', 422, "text: must be a string, not int"),
        (b'{"text": "a", "levle": "safe"}', 422, "unknown field 'levle'; the fields are: text, level"),
        (b'{"text": "a", "level": "sure"}', 422, "unknown level 'sure'"),
        (b'{"text": "a", "lang": "klingon!"}', 422, "unknown language"),
        (b'{"text": "a", "without": ["video", "fr/nothing"]}', 422, "fr/nothing"),
        (b'{"text": "a", "categories": ["vidoe"]}', 422, "vidoe"),
        (b'{"text": "a", "rules": "[[rule]]"}', 422, "rules:1: rule 'number 1' lacks 'id'"),
        (b'{"text": "' + b"a" * 100_000 + b'"}', 413, "larger than 100,000 bytes"),
    ],
)
def test_refuses_bad_input_with_a_reason(client: TestClient, body: bytes, status: int, reason: str) -> None:
    answer = client.post("/clean", content=body, headers=JSON)

    assert answer.status_code == status
    assert reason in answer.json()["error"]


def test_a_body_that_does_not_say_how_long_it_is_is_measured(client: TestClient) -> None:
    answer = client.post("/clean", content=(b" " * 1000 for _ in range(200)), headers=JSON)

    assert answer.status_code == 413


def test_takes_json_only_and_knows_its_own_name_only(client: TestClient) -> None:
    assert client.post("/clean", content=b'{"text": "a"}', headers={"content-type": "text/plain"}).status_code == 415
    assert client.get("/", headers={"host": "rebound.example"}).status_code == 421
    assert client.get("/health", headers={"host": "127.0.0.1:8799"}).status_code == 200
    assert client.get("/health", headers={"host": "[::1]:8799"}).status_code == 200
    assert client.get("/nowhere").status_code == 404
    assert client.get("/clean").status_code == 405
    assert all("error" in client.get(path).json() for path in ("/nowhere", "/clean", "/rules/fr/none", "/rule/fr/none"))


def test_is_described_by_openapi(client: TestClient) -> None:
    described = client.get("/openapi.json").json()

    assert {"/clean", "/explain", "/health", "/rules", "/rules/check"} <= set(described["paths"])
    answers = described["paths"]["/clean"]["post"]["responses"]
    assert {"200", "413", "415", "422", "503"} <= set(answers)
    assert set(described["components"]["schemas"]["Request"]["properties"]) == {
        "text", "level", "style", "locale", "lang", "categories", "without", "rules",
    }  # fmt: skip


def test_tells_that_it_runs(client: TestClient) -> None:
    assert client.get("/health").json() == {
        "status": "ok",
        "newsclean": newsclean.__version__,
        "rules": newsclean.explain("").rules,
    }


def test_every_page_allows_itself_and_nothing_else(client: TestClient) -> None:
    for path in ("/", "/rule/fr/read-also"):
        answer = client.get(path)
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "http://" not in answer.text
        assert "https://" not in answer.text.replace("https://github.com", "")


def test_every_rule_has_a_source_that_loads_and_means_the_same() -> None:
    assert len(builtin_rules()) > 100
    for rule in builtin_rules():
        (loaded,) = load_text(rule_source(rule.id), rule.id, trusted=True)
        assert loaded == rule


def test_every_rule_has_a_page(client: TestClient) -> None:
    for rule in builtin_rules()[::40]:
        answer = client.get(f"/rule/{rule.id}")
        assert answer.status_code == 200
        assert "<script" not in answer.text


def test_a_request_that_takes_too_long_is_stopped_and_the_next_one_is_answered() -> None:
    app = create_app(Limits(seconds=0.3, workers=1, body=50_000_000))
    long = "Lire aussi : Notre dossier (Photo : AFP)\n\nLa pluie tombe sur la ville, dit-il.\n\n" * 60_000
    with TestClient(app, base_url="http://localhost") as client:
        start = time.monotonic()
        answer = client.post("/clean", json={"text": long})
        assert (answer.status_code, "longer than 0.3 seconds" in answer.json()["error"]) == (503, True)
        assert time.monotonic() - start < 30
        assert client.get("/health").status_code == 200
        again = client.post("/clean", json={"text": "Lire aussi : Notre dossier"})
        assert again.status_code in (200, 503)  # 503: this machine is slow today, and says so


async def _die(workers: Workers) -> None:
    (worker,) = workers._all
    worker._process.kill()
    with pytest.raises(SlowError, match="died"):
        await workers.do("clean", {"text": "a"})
    fine, answer = await workers.do(
        "clean", {"text": "a", "level": "safe", "style": "plain", "locale": "fr-FR", "lang": None}
    )
    assert (fine, answer["text"]) == (True, "a")


def test_a_worker_that_died_is_replaced() -> None:
    async def run() -> None:
        workers = Workers(1, 20)
        try:
            await _die(workers)
        finally:
            workers.end()

    asyncio.run(run())


def test_a_job_says_what_is_wrong() -> None:
    assert do("check", {"rules": "x ="})[0] is False


def test_without_the_extra_the_command_says_what_to_install() -> None:
    program = "import sys; sys.modules['uvicorn'] = None; from newsclean.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", program, "serve"], capture_output=True, text=True, timeout=60)

    assert done.returncode == 2
    assert 'pip install "newsclean[serve]"' in done.stderr
