"""Marks of a report become examples of the rules they name; nothing else in the file changes."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from newsclean.cli import cli
from newsclean.errors import NewscleanError, RuleError
from newsclean.rules.load import load_file
from newsclean.rules.marks import KNOWN, Mark, add_examples, read_marks

pytest.importorskip("tomlkit")

RULES = """# ours
category = "crosslink"

[[rule]]
id      = "fr/my-see-also"   # a name
level   = "safe"
scope   = "line"
at      = "line"
anchors = ["voir aussi"]
pattern = 'voir aussi ?: ?.{1,80}'
why     = "A link."
source  = "made up"
since   = "1"
remove  = [
  "Voir aussi : Notre dossier",   # this one
]
keep    = ["Voir aussi tard."]

# ---- end
"""
WRONG = Mark("wrong", "fr/my-see-also", "Voir aussi : roman de la nuit.\n", "Le livre :\n", "Il a paru en mai.\nFin")
MISSED = Mark("missed", "fr/my-see-also", "À voir aussi", "Il pleut. ", "\nFin")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(RULES, "utf-8")
    return path


def test_a_wrong_removal_becomes_a_keep_example_that_does_not_hold_yet(file: Path) -> None:
    (outcome,) = add_examples([WRONG], [file])

    assert outcome.added
    assert "does not hold yet" in outcome.said
    assert load_file(file)[0].keep == ("Voir aussi tard.", "Voir aussi : roman de la nuit.")


def test_a_miss_becomes_a_missed_example_that_marks_what_should_go(file: Path) -> None:
    add_examples([MISSED], [file])

    assert load_file(file)[0].missed == ("Il pleut. ⟦À voir aussi⟧",)


def test_nothing_else_in_the_file_changes(file: Path) -> None:
    add_examples([WRONG, MISSED], [file])
    before, after = RULES.splitlines(), file.read_text("utf-8").splitlines()

    assert [line for line in before if line not in after] == ['keep    = ["Voir aussi tard."]']
    assert [line for line in after if line not in before] == [
        'keep    = ["Voir aussi tard.", "Voir aussi : roman de la nuit."]',
        'missed = ["Il pleut. ⟦À voir aussi⟧"]',
    ]


def test_the_same_mark_is_added_once(file: Path) -> None:
    outcomes = add_examples([WRONG, WRONG], [file])

    assert [(o.added, o.said == KNOWN) for o in outcomes] == [(True, False), (False, True)]
    assert add_examples([WRONG], [file])[0].said == KNOWN


def test_a_mark_that_the_rule_finds_where_it_stands_alone_is_no_miss(file: Path) -> None:
    (outcome,) = add_examples([Mark("missed", "fr/my-see-also", "Voir aussi : Le port")], [file])

    assert not outcome.added
    assert file.read_text("utf-8") == RULES


def test_a_wrong_removal_that_needs_its_neighbours_is_shown_with_them(file: Path) -> None:
    source = RULES.replace(
        "pattern = 'voir aussi ?: ?.{1,80}'", "pattern = 'voir aussi ?: ?.{1,80}'\nneeds = [\"run\"]"
    )
    file.write_text(source, "utf-8")
    before = "Fin de la page.\nPartager sur Facebook\nLire aussi : Les crues\n"
    add_examples([Mark("wrong", "fr/my-see-also", "Voir aussi : le roman", before, "\nFin")], [file])

    assert (
        load_file(file)[0].keep[-1].startswith("Partager sur Facebook\nLire aussi : Les crues\nVoir aussi : le roman")
    )


@pytest.mark.parametrize(
    "rule, said",
    [
        ("", "names no rule"),
        ("zone/end:fr/read-also", "not by a rule"),
        ("fr/read-also", "newsclean itself"),
        ("fr/nobody-knows", "none of the files"),
    ],
)
def test_says_why_a_mark_is_left(file: Path, rule: str, said: str) -> None:
    (outcome,) = add_examples([Mark("wrong", rule, "Texte")], [file])

    assert not outcome.added
    assert said in outcome.said


def test_a_mark_under_two_rules_goes_to_the_one_that_is_there(file: Path) -> None:
    (outcome,) = add_examples([Mark("wrong", "fr/apostrophe + fr/my-see-also", WRONG.text)], [file])

    assert outcome.added


@pytest.mark.parametrize(
    "line, said",
    [("nothing", ":2: is no JSON object"), ("[]", ":2: is no JSON"), ('{"kind": "new"}', ":2: is no mark")],
)
def test_a_line_that_is_no_mark_is_refused_with_its_place(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "marks.jsonl"
    path.write_text('{"kind": "wrong", "rule": "fr/x", "text": "a"}\n' + line)

    with pytest.raises(NewscleanError, match=said):
        read_marks(path)


def test_a_file_that_is_no_rule_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="cannot be read"):
        add_examples([WRONG], [tmp_path / "none.toml"])


def test_the_command_tells_what_became_of_each_mark(file: Path, tmp_path: Path) -> None:
    marks = tmp_path / "marks.jsonl"
    data = {"kind": "wrong", "rule": WRONG.rule, "text": WRONG.text, "before": WRONG.before, "after": WRONG.after}
    marks.write_text(json.dumps(data) + "\n")
    run = CliRunner().invoke

    dry = run(cli, ["rules", "add-example", str(marks), str(file), "--dry-run"])
    assert (dry.exit_code, "1 of 1 marks would be added" in dry.output) == (0, True)
    assert file.read_text("utf-8") == RULES
    done = run(cli, ["rules", "add-example", str(marks), str(file)])
    assert (done.exit_code, "does not hold yet" in done.output) == (0, True)
    assert len(tomllib.loads(file.read_text("utf-8"))["rule"][0]["keep"]) == 2
    assert run(cli, ["rules", "add-example", str(marks), str(file)]).exit_code == 0
    marks.write_text(json.dumps({**data, "rule": "fr/other"}))
    assert run(cli, ["rules", "add-example", str(marks), str(file)]).exit_code == 1
