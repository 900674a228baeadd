"""The report: what it counts, what it lists first, and that its file holds data and nothing that runs."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from hostile import ATTACKS, STORY, hostile_documents, write_jsonl
from newsclean import Pipeline
from newsclean.cli import cli
from newsclean.edits import Edit, Span, apply
from newsclean.report.digest import LONGEST, Digester, digest
from newsclean.report.pack import inline_json, packed
from newsclean.report.page import SCRIPTS, asset
from newsclean.report.risk import LONG, MIDDLE, PROSE, ZONE, risk_of
from newsclean.report.write import write_report
from newsclean.result import Result

BYLINE = "Par Jeanne Ollivier\nPublié le 12 mai 2024 à 14h52"
PAGE = [
    {"id": "crue", "text": f"{BYLINE}\n\n{STORY}\n\nLire aussi : Notre dossier\n\n{STORY}"},
    {"id": "plain", "text": STORY},
    {"id": "void", "text": "Lire aussi : Notre dossier sur les crues"},
]


def unpack(block: str) -> Any:
    return json.loads(gzip.decompress(base64.b64decode(block)))


def blocks(html: str) -> dict[str, str]:
    return dict(re.findall(r'<script type="[^"]+" id="([\w-]+)">(.*?)</script>', html, re.S))


@pytest.fixture
def written(tmp_path: Path) -> tuple[dict[str, Any], dict[str, str], str]:
    source = write_jsonl(tmp_path / "a.jsonl", PAGE)
    write_report(source, tmp_path / "r.html")
    html = (tmp_path / "r.html").read_text("utf-8")
    found = blocks(html)
    return json.loads(found["head"]), found, html


def test_counts_what_was_removed(written: tuple[dict[str, Any], dict[str, str], str]) -> None:
    head, _, _ = written
    documents, characters, removed, emptied = head["total"]

    assert (documents, head["read"], head["pieces"], head["untouched"]) == (3, 3, 4, 1)
    assert characters == sum(len(d["text"]) for d in PAGE)
    assert removed == sum(rule["characters"] for rule in head["rules"])
    assert emptied == 1
    assert {rule["id"] for rule in head["rules"]} == {"fr/by-someone", "fr/published-when", "fr/read-also"}
    assert sum(n for _, _, n in head["shares"]) == sum(row[2] for row in head["lengths"]) == 3
    assert sum(row[1] for row in head["languages"]) == 3


def test_holds_every_document_in_full(written: tuple[dict[str, Any], dict[str, str], str]) -> None:
    _, found, _ = written
    texts = ["".join(p if isinstance(p, str) else p[1] for p in parts) for parts in unpack(found["shelf-0"])]

    assert texts == [d["text"] for d in PAGE]


def test_names_every_rule_that_it_counts_and_says_what_it_is_for(
    written: tuple[dict[str, Any], dict[str, str], str],
) -> None:
    head, found, _ = written
    rule = next(rule for rule in head["rules"] if rule["id"] == "fr/read-also")

    assert rule["category"] == "crosslink"
    assert rule["why"]
    assert rule["keep"]
    assert {piece[2] for piece in unpack(found["pieces"])} == set(range(len(head["rules"])))


def test_the_same_corpus_gives_the_same_bytes(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", PAGE * 40)
    for name, workers in (("one", 1), ("two", 2)):
        write_report(source, tmp_path / name, sample=50, seed=3, workers=workers)

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_lets_nothing_in_its_file_be_read_as_html(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "<b>a & b.jsonl", hostile_documents())
    write_report(source, tmp_path / "r.html", title="".join(ATTACKS))
    html = (tmp_path / "r.html").read_text("utf-8")

    assert len(re.findall(r"<script", html)) == len(re.findall(r"</script>", html)) == len(blocks(html)) + 1
    assert "<img" not in html
    assert "\u2028" not in html.replace(html[html.index("<title>") : html.index("</title>")], "")
    for block in blocks(html).values():
        assert re.fullmatch(r"[^<>&']*", block)


def test_allows_its_own_script_and_style_and_no_network(
    written: tuple[dict[str, Any], dict[str, str], str],
) -> None:
    html = written[2]
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    for kind in ("script", "style"):
        code = re.search(rf"<{kind}>(.*?)</{kind}>", html, re.S)
        assert code is not None
        assert base64.b64encode(hashlib.sha256(code[1].encode()).digest()).decode() in policy[1]
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    assert not re.search(r'(?:src|href)="?https?:', html)


def test_its_scripts_never_parse_text_as_html() -> None:
    for name in SCRIPTS:
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|Function\(", asset(name))


@given(st.text(), st.lists(st.text(max_size=20)))
def test_json_in_the_page_is_safe_and_the_same(text: str, more: list[str]) -> None:
    value = {"text": text, text[:5]: more}
    inline = inline_json(value)

    assert inline.isascii()
    assert not set(inline) & set("<>&'")
    assert json.loads(inline) == json.loads(json.dumps(value)) == unpack(packed(value))


def explained(text: str, *pieces: str, rule: str = "fr/x") -> Result:
    edits = []
    for piece in pieces:
        start = text.index(piece)
        edits.append(Edit(Span(start, start + len(piece)), piece, "", rule))
    return Result(text, apply(text, edits), tuple(edits), categories={rule: "other"})


def test_long_prose_in_the_middle_is_riskier_than_a_label_at_the_end() -> None:
    prose = "Le conseil municipal a voté mardi soir la réfection de la digue, après trois heures de débat. " * 3
    result = explained(f"{STORY}\n\n{prose}\n\n{STORY}\n\nPartager", prose, "Partager")
    middle, end = (risk_of(result, piece, "standard") for piece in result.removed)

    assert middle.score > 60 > 20 > end.score
    assert {LONG, PROSE, MIDDLE} <= set(middle.reasons)
    assert not end.reasons


def test_a_cut_by_a_zone_is_riskier_than_the_same_by_a_rule() -> None:
    text = f"{STORY}\n\nNos partenaires\n\n{STORY}"
    by_rule, by_zone = (explained(text, "Nos partenaires", rule=rule) for rule in ("fr/x", "zone/end:fr/x"))
    risks = [risk_of(result, result.removed[0], None) for result in (by_rule, by_zone)]

    assert risks[0].score < risks[1].score
    assert ZONE in risks[1].reasons


@settings(max_examples=40)
@given(st.text(alphabet=st.sampled_from([*"Lire aussi :\n.’«», é\u00a0", "\ud83d", "\ude00", "\x00"]), max_size=80))
def test_a_digest_holds_the_text_whatever_it_is(text: str) -> None:
    made = Digester(Pipeline.default(), {})(f"{text}\nLire aussi : Notre dossier\n{STORY}")

    assert "".join(p if isinstance(p, str) else p[1] for p in made.parts).startswith(text)
    assert made.characters == sum(len(p if isinstance(p, str) else p[1]) for p in made.parts)


def test_of_a_giant_document_the_middle_is_left_out() -> None:
    text = f"Lire aussi : Notre dossier\n\n{(STORY + chr(10)) * (LONGEST // 50)}"
    made = digest(Pipeline.default().explain(text), {})

    assert len(json.dumps(made.parts)) < LONGEST
    assert [p[0] for p in made.parts if not isinstance(p, str)][:2] == [1, 2]


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, list(arguments))
    return done.exit_code, done.output


def test_the_command_writes_the_file_and_says_so(tmp_path: Path) -> None:
    source = str(write_jsonl(tmp_path / "a.jsonl", PAGE))
    target = str(tmp_path / "r.html")

    assert run("report", source, "-o", target)[0] == 0
    status, told = run("report", source, "-o", target)
    assert status == 2
    assert "--overwrite" in told
    status, told = run("report", source, "-o", target, "--overwrite", "--level", "safe", "--sample", "2")
    assert status == 0
    assert "2 documents" in told


def test_an_input_without_documents_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\n")
    status, told = run("report", str(tmp_path / "a.jsonl"), "-o", str(tmp_path / "r.html"))

    assert status == 1
    assert "no document" in told
