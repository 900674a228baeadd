"""A rule file is loaded as a whole or refused with the line that is wrong."""

from __future__ import annotations

import pickle
import time
from importlib import metadata
from pathlib import Path

import pytest

from newsclean import Pipeline, PipelineError, RuleError
from newsclean import toml as limits
from newsclean.rules.load import builtin_rules, builtin_version, installed_packs, load_file, load_text, merge
from newsclean.rules.model import CATEGORIES, LEVELS
from small_rules import rule, toml

#: Six slots that name the next one ten times over: a pattern of twenty million letters.
BOMB = (
    "[slots]\n"
    + "".join(f's{n} = "{"".join(f"{{s{n + 1}}}" for _ in range(10))}"\n' for n in range(6))
    + 's6 = "aaaaaaaa"\n'
)


def refused(text: str) -> str:
    """Return the message with which a rule file is refused."""
    with pytest.raises(RuleError) as caught:
        load_text(text, "mine.toml")
    return str(caught.value)


def line_of(text: str, key: str) -> int:
    return next(n for n, line in enumerate(text.split("\n"), 1) if line.startswith(key))


def test_a_rule_says_what_the_file_says() -> None:
    loaded = rule(anchors=["Zorglub", "ZORGLUB", "été"], needs=["head", "run"], width=30, glue=True)

    assert loaded.id == "fr/zorglub"
    assert loaded.language == "fr"
    assert loaded.anchors == ("zorglub", "ete")
    assert loaded.needs == ("head", "run")
    assert (loaded.width, loaded.glue, loaded.missed) == (30, True, ())


def test_vetoes_depend_on_the_place_unless_they_are_said() -> None:
    inline = ("quotation", "attribution", "governed", "continues", "narrated")
    assert rule(at="line", category="credit").vetoes == ("quotation", "said")
    assert rule(at="line", category="crosslink").vetoes == ("quotation",)
    assert rule(at="start", category="credit").vetoes == ("quotation",)
    assert rule(at="anywhere").vetoes == inline
    assert rule(at="anywhere", vetoes=[]).vetoes == ()


def test_category_and_slots_may_be_said_once_for_the_file() -> None:
    text = 'category = "nav"\n[slots]\nz = ["zorglub"]\n' + toml(category=None, pattern="{z}")
    both = load_text(text + toml(id="fr/other", category="ads", pattern="{z}s"), "mine.toml")

    assert [r.category for r in both] == ["nav", "ads"]
    assert both[0].pattern == "(?:zorglub)"


def test_rules_survive_pickling_and_are_compared_by_what_they_say() -> None:
    assert pickle.loads(pickle.dumps(rule())) == rule()
    assert rule() != rule(width=9)
    assert len({rule(), rule()}) == 1


@pytest.mark.parametrize(
    "key, changes, message",
    [
        (
            "patern",
            {"patern": "x"},
            "rule 'fr/zorglub' has no key 'patern': unknown key 'patern'; did you mean 'pattern'?",
        ),
        ("category", {"category": "adds"}, "rule 'fr/zorglub': unknown category 'adds'; did you mean 'ads'?"),
        ("level", {"level": "saf"}, "unknown level 'saf'; did you mean 'safe'?"),
        ("scope", {"scope": "lines"}, "unknown scope 'lines'; did you mean 'line'?"),
        ("at", {"at": "beginning"}, "unknown place ('at') 'beginning'"),
        ("leaves", {"leaves": "nothing"}, "unknown value of 'leaves' 'nothing'"),
        ("needs", {"needs": ["heads"]}, "unknown context ('needs') 'heads'; did you mean 'head'?"),
        ("vetoes", {"vetoes": ["quote"]}, "unknown veto 'quote'"),
        ("anchors", {"anchors": []}, "anchors must be at least one literal of two characters or more"),
        ("anchors", {"anchors": ["z"]}, "anchors must be at least one literal of two characters or more"),
        ("anchors", {"anchors": "zorglub"}, "'anchors' must be a list of strings"),
        ("anchors", {"anchors": [1]}, "'anchors' must be a list of strings"),
        ("width", {"width": 0}, "width 0 is not between 1 and 2000"),
        ("width", {"width": "9"}, "'width' must be int, not '9'"),
        ("width", {"width": True}, "'width' must be int, not True"),
        ("takes", {"takes": -1}, "takes -1 is not a number of lines"),
        ("glue", {"glue": 1}, "'glue' must be bool, not 1"),
        ("id", {"id": 3}, "'id' must be str, not 3"),
        ("id", {"id": "zorglub"}, "an id is a language, a slash and small words"),
        ("id", {"id": "fr/a + b"}, "an id is a language, a slash and small words"),
        ("keep", {"keep": []}, "needs at least one example in 'keep'"),
        ("remove", {"remove": []}, "needs at least one example in 'remove'"),
        ("pattern", {"pattern": "zor("}, "pattern does not compile"),
        ("pattern", {"pattern": "zor.*"}, "repeats without a bound"),
        ("pattern", {"pattern": "(?:z{0,40}o?){0,40}"}, "repeats up to 40 times"),
        ("pattern", {"pattern": "{abbreviatoin}"}, "unknown slot 'abbreviatoin'; did you mean 'abbreviation'?"),
        ("pattern", {"pattern": "(?:zor){e<=1}"}, "neither a slot nor a repeat"),
    ],
    ids=str,
)
def test_says_the_line_the_rule_and_what_is_wrong(key: str, changes: dict[str, object], message: str) -> None:
    text = "# mine\n" + toml(id="fr/first") + "\n" + toml(**changes)
    where = line_of(text.partition("\n\n")[2], key) + text.partition("\n\n")[0].count("\n") + 2
    said = refused(text)

    assert said.startswith(f"mine.toml:{where}: rule {changes.get('id', 'fr/zorglub')!r}")
    assert message in said


@pytest.mark.parametrize(
    "key", ["id", "category", "level", "scope", "at", "anchors", "pattern", "why", "source", "since", "remove", "keep"]
)
def test_says_which_key_is_missing(key: str) -> None:
    said = refused("\n" + toml(**{key: None}))

    assert said == f"mine.toml:2: rule {'number 1' if key == 'id' else 'fr/zorglub'!r} lacks {key!r}"


@pytest.mark.parametrize(
    "text, message",
    [
        ("[[rule]]\nid = ", "mine.toml:2: not valid TOML"),
        ("a = 1\na = 2\n", "not valid TOML"),
        ("", "mine.toml:1: no [[rule]] in this file"),
        ("rule = 3", "mine.toml:1: no [[rule]] in this file"),
        ("rule = [3]", "mine.toml:1: 'rule' must be a list of tables"),
        ("\nrules = 3\n" + toml(), "mine.toml:2: unknown key 'rules'; did you mean 'rule'?"),
        ("language = 3\n" + toml(), "mine.toml:1: language must be a string such as 'fr'"),
        ("\n[slots]\nA = []\n" + toml(), "mine.toml:2: slot 'A'"),
        ("category = 'adds'\n" + toml(category=None), "mine.toml:1: rule 'fr/zorglub': unknown category 'adds'"),
        (toml() + "\n" + toml(), "mine.toml:16: rule 'fr/zorglub' stands twice in this file"),
        ("a = " + "[" * 5000, "mine.toml:1: not valid TOML: Nested too deeply"),
        ("b = 1\n" + ".".join("a" * 20_000) + " = 1", "mine.toml:2: not valid TOML: A key of more than 64 parts"),
        ("k" * 1_000_000 + " = 1", "mine.toml:1: unknown key 'kkk"),
        (toml(takes=[1] * 100_000), "mine.toml:14: rule 'fr/zorglub': 'takes' must be int, not [1, 1"),
        (toml(id="fr/" + "x" * 1_000_000 + "!"), "mine.toml:2: rule 'fr/xxx"),
        (toml(pattern="a" * 300_000), "mine.toml:8: rule 'fr/zorglub': pattern 'aaa"),
        (
            BOMB + toml(pattern="{s0}"),
            "mine.toml:16: rule 'fr/zorglub': pattern '{s0}' is longer than 200,000 characters",
        ),
    ],
)
def test_says_what_is_wrong_with_the_file(text: str, message: str) -> None:
    assert refused(text).startswith(message) or message in refused(text)
    assert refused(text).startswith("mine.toml:")
    assert len(refused(text)) < 2_000


def test_nothing_is_loaded_of_a_file_with_one_wrong_rule(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(toml() + toml(id="fr/two", level="saf"))
    pipeline = Pipeline.default()
    with pytest.raises(RuleError, match=r"mine\.toml:\d+: "):
        pipeline.with_rules(path)

    assert pipeline == Pipeline.default()


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"none\.toml:0: cannot be read: No such file"):
        load_file(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes("# été".encode("latin-1"))
    with pytest.raises(RuleError, match=r"latin\.toml:0: is not UTF-8 \(byte 2\)"):
        load_file(tmp_path / "latin.toml")
    with pytest.raises(RuleError, match="cannot be read: Is a directory"):
        load_file(tmp_path)


def test_an_id_of_the_package_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(toml() + toml(id="fr/read-also"))

    with pytest.raises(RuleError, match=r"mine\.toml:15: newsclean itself has a rule 'fr/read-also'"):
        load_file(path)


def test_merging_refuses_two_rules_with_one_id_unless_they_are_the_same() -> None:
    assert merge([rule()], [rule()]) == (rule(),)
    with pytest.raises(RuleError, match="two rules have the id 'fr/zorglub'"):
        merge([rule()], [rule(width=9)])


def test_the_rules_of_the_package_are_loaded_once_and_carry_a_version() -> None:
    assert builtin_rules() is builtin_rules()
    assert builtin_version()
    assert {r.category for r in builtin_rules()} <= set(CATEGORIES)
    assert {r.level for r in builtin_rules()} <= {*LEVELS, "hint"}


class Point:
    def __init__(self, name: str, value: object) -> None:
        self.name = name
        self._value = value

    def load(self) -> object:
        return self._value


def test_other_packages_offer_packs_through_an_entry_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    one.write_text(toml())
    two.write_text(toml(id="fr/two"))
    points = [
        Point("path", one),
        Point("text", str(one)),
        Point("list", [one, str(two)]),
        Point("function", lambda: [two]),
    ]
    asked = []

    def entry_points(*, group: str) -> list[Point]:
        asked.append(group)
        return points

    monkeypatch.setattr(metadata, "entry_points", entry_points)
    packs = installed_packs()

    assert asked == ["newsclean.rules"]
    assert {name: [r.id for r in rules] for name, rules in packs.items()} == {
        "path": ["fr/zorglub"],
        "text": ["fr/zorglub"],
        "list": ["fr/zorglub", "fr/two"],
        "function": ["fr/two"],
    }
    assert Pipeline.default(lang="fr").with_rules(*packs["list"])("Zorglub\n\nIl pleut.") == "Il pleut."


def test_without_packs_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "entry_points", lambda *, group: [])

    assert installed_packs() == {}


def test_a_file_that_is_far_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_LARGEST", 1 << 20)
    path = tmp_path / "large.toml"
    path.write_text("#" * (1 << 20) + toml())

    with pytest.raises(RuleError, match=r"large\.toml:0: is larger than 1 MiB; cut it into several files"):
        load_file(path)
    with pytest.raises(PipelineError, match=r"large\.toml: is larger than 1 MiB"):
        Pipeline.from_toml(path)


def test_many_rules_take_time_in_proportion() -> None:
    text = "".join(toml(id=f"fr/r{n}", anchors=[f"zor{n}"], pattern=f"zor{n} a") for n in range(2_000))
    began = time.process_time()
    rules = load_text(text, "mine.toml")

    assert len(rules) == 2_000
    assert time.process_time() - began < 5
