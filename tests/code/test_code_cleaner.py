# ruff: noqa: E501
"""What holds for ``StripCode`` as a whole: promises, placements, gaps, controls, cost."""

import random
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import code_families as families
import code_generator as generator
from newsclean.cleaners.base import Cleaner
from newsclean.cleaners.code import StripCode
from newsclean.code import find, gate
from newsclean.document import Document
from newsclean.edits import apply

PIECES = [
    *families.SCRIPTS.values(), *families.STYLES.values(), *families.DATA.values(), *families.MARKUP.values(), *generator.PROSE,
    "(", ")", "{", "}", "[", "]", "<", ">", "<!--", "-->", "/*", "*/", "//", ";", "=", "'", '"', "«", "»", "’", "\n", "\n\n", " ", "\t",
    "\u00a0", "\u202f", "\u2028", "\r\n", "\ud800", "\x00", "<b>", "</b>", "[b]", "[/b]", "{{", "}}", "{%", "%}", "<script>", "</script>",
    "&lt;p&gt;", "e\u0301", "var ", "si (", "undefined", "]]>", "<![CDATA[", "<?php ", "?>", "%%A%%", "${a}", "\\u003cp\\u003e", "@media ",
]  # fmt: skip


def strip(text, level="standard"):
    return apply(text, StripCode(level=level).edits(Document(text)))


def hard_text():
    return st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=12).map("".join)


def test_is_a_cleaner():
    assert isinstance(StripCode(), Cleaner)
    assert StripCode().name == "code"
    with pytest.raises(ValueError, match="'strict'"):
        StripCode(level="strict")


@settings(max_examples=250, deadline=None)
@given(hard_text(), st.sampled_from(["safe", "standard", "aggressive"]))
def test_takes_any_text_and_leaves_nothing_to_do(text, level):
    once = strip(text, level)

    assert strip(once, level) == once


@settings(max_examples=200, deadline=None)
@given(hard_text())
def test_the_gate_is_exact(text):
    if not gate.suspects(text):
        assert find.find_all(Document(text), "aggressive") == []


@settings(max_examples=150, deadline=None)
@given(hard_text())
def test_invents_no_character(text):
    remaining = iter(text)
    assert all(any(c == d for d in remaining) for c in strip(text) if not c.isspace())


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6))
def test_prose_around_code_is_prose_without_it(seed):
    rng = random.Random(seed)
    family = rng.choice([n for n in generator.names(None) if n not in families.PAIRS])
    code = (
        generator.snippet(family, rng)
        if rng.random() < 0.5
        else {**families.SCRIPTS, **families.STYLES, **families.DATA, **families.MARKUP}[family]
    )
    before, after = rng.sample(generator.PROSE, 2)

    assert generator.squeeze(strip(f"{before}\n\n{code}\n\n{after}")) == generator.squeeze(f"{before}\n\n{after}")


@pytest.mark.parametrize("held_out", [False, True])
def test_made_documents_come_out_exact(held_out):
    rng = random.Random(11)
    names = generator.names(held_out)
    made = [generator.make(rng, names) for _ in range(400)]
    exact = sum(generator.squeeze(strip(case.text)) == generator.squeeze(case.wanted) for case in made)
    lost = sum((generator.words(case.wanted) - generator.words(strip(case.text))).total() for case in made)

    assert exact >= 0.95 * len(made)
    assert lost <= 4


@pytest.mark.parametrize("text", families.KEEP)
def test_leaves_prose_and_code_that_prose_is_about(text):
    assert strip(text) == text
    assert strip(text, "safe") == text


@pytest.mark.parametrize("text", generator.PROSE)
def test_leaves_plain_prose(text):
    assert strip(text, "aggressive") == text


def test_each_piece_of_code_is_judged_on_its_own():
    listing = "Voici la fonction JavaScript :\n\nfunction f(n) {\n  return n + 1;\n}\n\nElle ajoute un."
    injected = families.SCRIPTS["googletag"]

    assert strip(f"{listing}\n\n{injected}\n\nLa suite demain.") == f"{listing}\n\nLa suite demain."


@pytest.mark.parametrize("text, left", families.BESIDE)
def test_removes_code_from_articles_about_code_too(text, left):
    assert strip(text) == left


@pytest.mark.parametrize(
    "text, left",
    [
        ("Un.\n\nvar a = b || []; a.push({c: 1});\n\nDeux.", "Un.\n\nDeux."),
        ("Un.\nvar a = b || []; a.push({c: 1});\n\nDeux.", "Un.\n\nDeux."),
        ("Un.\n\nvar a = b || []; a.push({c: 1});\nDeux.", "Un.\n\nDeux."),
        ("Un.\nvar a = b || []; a.push({c: 1});\nDeux.", "Un.\nDeux."),
        ("var a = b || []; a.push({c: 1});\n\nDeux.", "Deux."),
        ("Un.\n\nvar a = b || []; a.push({c: 1});", "Un."),
        ("Un <b>, deux.", "Un, deux."),
        ("Un <b>mot</b>, deux <i>mots</i>.", "Un mot, deux mots."),
        ("Un mot<b>gras</b>.", "Un motgras."),
        ("Un.</p><p>Deux.", "Un. Deux."),
        ("Un<br>deux", "Un deux"),
    ],
)
def test_closes_the_gap(text, left):
    assert strip(text) == left


@pytest.mark.parametrize("family", sorted(families.PAIRS))
def test_text_between_two_tags_stays(family):
    before, after = families.PAIRS[family]

    assert (
        re.sub(r"\s+", " ", strip(f"Avant. {before}Le texte reste ici{after} Après.")).strip()
        == "Avant. Le texte reste ici Après."
    )


@pytest.mark.parametrize(
    "piece",
    ["(", "<", "[", ";", "{", '{"a":{"a":', "/*/", "<!--", "<script>", "</a>", "='", "}\n", "{{", "[b]", "<![CDATA["],
)
def test_hostile_text_takes_linear_time(piece):
    def seconds(size):
        text = piece * (size // len(piece))
        taken = []
        for _ in range(3):  # the least of three: the machine may be busy
            start = time.process_time()
            StripCode().edits(Document(text))
            taken.append(time.process_time() - start)
        return min(taken)

    seconds(2_000)
    assert seconds(60_000) < 6 * seconds(20_000) + 0.05
