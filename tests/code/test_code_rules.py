"""The examples of ``data/code/rules.toml``: what must go goes to the character, what must stay is not touched."""

import re
import tomllib
from importlib.resources import files

import pytest

from newsclean.cleaners.code import StripCode
from newsclean.document import Document
from newsclean.edits import apply

RULES = tomllib.loads((files("newsclean") / "data/code/rules.toml").read_text(encoding="utf-8"))["rule"]


def cases(kind):
    return [
        pytest.param(rule["id"], text, id=f"{rule['id']}-{i}")
        for rule in RULES
        for i, text in enumerate(rule.get(kind, []))
    ]


def strip(text, level="standard"):
    return apply(text, StripCode(level=level).edits(Document(text)))


def squeeze(text):
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"[^\S\n]+", " ", text)).strip()


@pytest.mark.parametrize("rule, text", cases("remove"))
def test_removes_what_is_marked(rule, text):
    raw = text.replace("⟦", "").replace("⟧", "")
    edits = StripCode().edits(Document(raw))

    assert squeeze(apply(raw, edits)) == squeeze(re.sub(r"⟦.*?⟧", "", text, flags=re.S))
    assert rule in {edit.rule for edit in edits}


@pytest.mark.parametrize("rule, text", cases("keep"))
def test_leaves_what_only_looks_like_it(rule, text):
    assert StripCode().edits(Document(text)) == []


def test_every_rule_is_described():
    for rule in RULES:
        assert rule["why"]
        assert rule["source"]
        assert rule["remove"]
        assert rule["keep"]
    assert len({rule["id"] for rule in RULES}) == len(RULES)
