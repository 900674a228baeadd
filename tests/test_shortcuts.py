"""Shortcuts: whatever is remembered, skipped or told in a quicker way, what comes out is the same; and work is counted.

Nothing here looks at a clock: calls of functions, Python's and C's, are counted, and are the same on every machine.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsclean
from newsclean import Pipeline, language
from newsclean.cleaners.boilerplate import _engine
from newsclean.code import scripts
from newsclean.document import Document
from newsclean.normalize import french
from newsclean.normalize.gates import scan
from newsclean.normalize.manner import manner
from newsclean.rules import engine
from newsclean.rules.engine import RuleSet
from newsclean.rules.load import builtin_rules
from newsclean.zones import decide
from newsclean.zones.model import weights
from strategies import NOTICES, anything, news, roughened

RULES = _engine((), ())
PROSE = "Le maire a traversé la place du marché, et la pluie n'a pas cessé depuis lundi matin."


def calls(run: Callable[[str], object], text: str) -> int:
    """Return how many functions ``run(text)`` calls; asked twice, so that what is made at first use is not counted."""
    count = 0

    def note(frame: object, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    run(text)
    sys.setprofile(note)
    try:
        run(text)
    finally:
        sys.setprofile(None)
    return count


# -- work, counted -------------------------------------------------------------------------------

HOSTILE = [
    *(" ", "\n", "a\n", "a ", "A. ", "(", "[a b=", "{", "{{", "<", "<a ", "<script>", "<?php ", "<!--", "&", '"', "« "),
    *("Lire aussi : ", "Lire aussi : Un titre\n", "(Photo AFP) ", "Partager\n", "Abonnez-vous ", PROSE, f"{PROSE}\n\n"),
    *("l’", "l’eau : ", "1 234 ", "e\u0301", "\ud800", "\u00a0", f"{PROSE}\nPartager\n", f"« {PROSE} » (AFP)\n"),
]


@pytest.mark.parametrize("shape", HOSTILE, ids=ascii)
def test_twice_the_text_is_no_more_than_twice_the_work(shape: str) -> None:
    small = calls(newsclean.clean, shape * (8_000 // len(shape)))
    large = calls(newsclean.clean, shape * (16_000 // len(shape)))

    assert large <= 2.3 * small + 400


def test_clean_prose_costs_little() -> None:
    """A paragraph has about forty calls: no loop over its characters, no rule of many tried on it."""
    text = "\n\n".join(f"{PROSE} {PROSE} {PROSE} {PROSE}" for _ in range(12))

    assert newsclean.clean(text) == text
    assert calls(newsclean.clean, text) < 100 * 12


def test_a_notice_that_was_seen_before_is_not_matched_again() -> None:
    text = "\n\n".join(NOTICES[:20])
    rules = RuleSet(builtin_rules())
    first = rules.matches(Document(text))
    tries = 0

    def note(frame: object, event: str, arg: object) -> None:
        nonlocal tries
        tries += event == "c_call" and getattr(arg, "__name__", "") in ("fullmatch", "search")

    sys.setprofile(note)
    try:
        again = rules.matches(Document(text))
    finally:
        sys.setprofile(None)

    assert again == first
    assert tries == 0


# -- the same, quicker ---------------------------------------------------------------------------


@settings(max_examples=60)
@given(st.one_of(news(), anything))
def test_what_rules_find_depends_on_the_text_alone(text: str) -> None:
    known = [(m.start, m.end, m.line, m.rule.id) for m in RULES.matches(Document(text))]
    fresh = RuleSet(RULES.rules)
    fresh.__dict__["_patterns"] = RULES._patterns  # compiled once
    fresh.__dict__["_all"], fresh.__dict__["_far"] = RULES._all, RULES._far

    assert [(m.start, m.end, m.line, m.rule.id) for m in fresh.matches(Document(text))] == known


@settings(max_examples=60)
@given(st.data())
def test_apostrophes_and_no_break_spaces_are_read_as_their_plain_kin(data: st.DataObject) -> None:
    notice = data.draw(st.sampled_from(NOTICES))
    text = data.draw(roughened(f"{PROSE} {notice}\n{notice}\n« {PROSE} » (AFP)\n{notice} : {PROSE}"))
    straight = text.replace("\u2019", "'").replace("\u00a0", " ").replace("\u202f", " ")

    assert [m[:3] for m in RULES.matches(Document(text))] == [m[:3] for m in RULES.matches(Document(straight))]


def test_no_more_lines_are_remembered_than_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_NOTICES", 10)
    monkeypatch.setattr(decide, "_NOTICES", 10)
    weights().looks.clear()
    rules = RuleSet(RULES.rules[:3])
    for number in range(50):
        rules.matches(Document(f"Ligne {number}"))
        newsclean.clean(f"{PROSE}\n\nPartager\n\nAbonnés {number}")

    assert len(rules._notices) <= 10
    assert len(weights().looks) <= 10


@settings(max_examples=100)
@given(st.one_of(anything, news()))
def test_words_as_bytes_tell_french_as_words_do(text: str) -> None:
    ours, theirs = language._telling()
    words = set(language._WORD.findall(text.lower()))
    own = len(words & ours)

    assert language._is_plainly_french(text) == (own > 2 and own > 2 * len(words & theirs))


@settings(max_examples=100)
@given(st.one_of(anything, news()), st.sampled_from(["plain", "ascii", "typographic"]))
def test_lines_with_nothing_but_apostrophes_are_typeset_alike(text: str, style: str) -> None:
    text = text.replace("'", "’") + "\nl’eau, d’abord\nÀ l’aube : l’eau\na@b’c.fr l’eau\n`l’eau` l’eau\nl’été"
    how = manner(style, "fr-FR")
    found = scan(text, how, "T")
    quick = french.edits(text, found.typed, how, "fr", found.beside)
    slow = french.edits(text, found.typed, how, "fr")

    assert quick == slow


@settings(max_examples=100)
@given(
    st.lists(
        st.one_of(
            st.sampled_from([PROSE, f"  {PROSE} {PROSE} ", f"{PROSE},", "var a = 1;", "}", "", "  ", "f(", "«"]),
            st.sampled_from(
                ["= 1", "=", ") ;", "||", ",", "var", ".x", '"a"', ": 1,", "key:", "12", "//", "{a}", "@media"]
            ),
        ),
        max_size=8,
    ),
    st.sampled_from(["\n", "\n\n", " ", "", "\n  "]),
)
def test_code_is_looked_for_where_it_may_stand_and_found_there(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    quick = list(scripts._regions(text, []))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scripts, "_stretches", lambda text: [(0, len(text))])
        assert list(scripts._regions(text, [])) == quick


def test_what_reads_the_same_is_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    matches = RuleSet.matches
    monkeypatch.setattr(
        RuleSet, "matches", lambda rules, document: asked.append(document.text) or matches(rules, document)
    )
    straight = f"{PROSE}\n\nUn cookie oublié sur la table.\n\n{PROSE}"

    assert newsclean.clean(straight.replace("'", "\u2019").replace("la p", "la\u00a0p")) == straight
    assert len(asked) == 1
    assert newsclean.clean(straight.replace("'", "\u2019 ")) == straight
    assert len(asked) == 3


# -- one pipeline, many threads ------------------------------------------------------------------


def test_threads_share_one_pipeline() -> None:
    texts = [f"{PROSE} {number}\n\n{NOTICES[number % len(NOTICES)]}\n\nL’eau monte : {PROSE}" for number in range(40)]
    pipeline = Pipeline.default()
    wanted = [Pipeline.default()(text) for text in texts]
    found: list[list[str]] = [[], [], [], []]

    def work(out: list[str]) -> None:
        out.extend(pipeline(text) for text in texts)

    threads = [threading.Thread(target=work, args=(out,)) for out in found]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [wanted] * 4
