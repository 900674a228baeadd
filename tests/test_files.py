"""A pipeline is saved to TOML and comes back equal; a file that says something else is refused by name."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean import (
    NormalizeFrench,
    Pipeline,
    PipelineError,
    StripBoilerplate,
    StripCode,
    StripCrossLinks,
    TidyUnicode,
)
from newsclean.cleaners import CLEANERS
from newsclean.rules.load import builtin_version
from small_rules import rule, toml


def there_and_back(pipeline: Pipeline, folder: Path) -> Pipeline:
    path = folder / "pipeline.toml"
    path.write_text(pipeline.to_toml(), "utf-8")
    return Pipeline.from_toml(path)


OWN = (
    rule(
        pattern="zorglub {2}\\{x\\} (?:à|\"'\\\\)", why='Guillemets "droits"\net \x7f une ligne.', width=30, glue=True
    ),
    rule(id="fr/two", needs=["head", "tail"], vetoes=[], remove=[], missed=["zorglub"]),
)


@pytest.mark.parametrize(
    "pipeline",
    [
        Pipeline([]),
        Pipeline.default(),
        Pipeline.default(level="safe", style="typographic", locale="fr-CA", lang="fr", keep=["vert", r"\d{2}\"'é"]),
        Pipeline.default().without("credit", "fr/read-also"),
        Pipeline.default().with_rules(*OWN),
        Pipeline([StripCrossLinks(rules=OWN, level="aggressive", zones=False), TidyUnicode()], rounds=3),
        Pipeline([cleaner() for cleaner in CLEANERS.values()]),
        Pipeline([StripBoilerplate(categories=())]),
    ],
    ids=range(8),
)
def test_comes_back_equal(pipeline: Pipeline, tmp_path: Path) -> None:
    assert there_and_back(pipeline, tmp_path) == pipeline


@given(
    keep=st.lists(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=8).map(lambda t: t.replace("\\", "")), max_size=3
    )
)
def test_any_text_can_stand_in_the_file(keep: list[str]) -> None:
    import regex

    escaped = [regex.escape(pattern) for pattern in keep]
    assert tomllib.loads(Pipeline([], keep=escaped).to_toml()).get("keep", []) == escaped


def test_the_file_says_only_what_is_not_the_default_and_pins_the_rules() -> None:
    text = Pipeline([StripCode(), NormalizeFrench(style="ascii")]).to_toml()

    assert tomllib.loads(text) == {
        "rules": builtin_version(),
        "step": [{"use": "code"}, {"use": "normalize", "style": "ascii"}],
    }


@pytest.mark.parametrize("step", [str.strip, Pipeline([])], ids=["function", "pipeline"])
def test_a_step_that_a_file_cannot_hold_is_named(step: object) -> None:
    with pytest.raises(PipelineError, match="is not one of newsclean's cleaners; a file cannot hold it"):
        Pipeline([step]).to_toml()  # type: ignore[list-item]


RULE = toml(id="fr/z", anchors=["zz"], pattern="zz").partition("\n")[2]


@pytest.mark.parametrize(
    "text, message",
    [
        ("step = ", "not valid TOML"),
        ("steps = []", "unknown key 'steps'; did you mean 'step'?"),
        ('rules = "1999.1"', "made for rules '1999.1', this is .*install the version it names, or change the line"),
        ("rules = 3", "made for rules 3"),
        ("[[step]]", "step 1: says no cleaner; add: use = 'boilerplate'"),
        ('[[step]]\nuse = "code"\n[[step]]\nuse = "cod"', "step 2: unknown cleaner .*'cod'; did you mean 'code'?"),
        ("[[step]]\nuse = 3", "step 1: unknown cleaner"),
        (
            '[[step]]\nuse = "boilerplate"\nlevle = "safe"',
            "step 1: 'boilerplate': unknown option 'levle'; did you mean 'level'?",
        ),
        ('[[step]]\nuse = "boilerplate"\nlevel = "saf"', "step 1: unknown level 'saf'; did you mean 'safe'?"),
        ('[[step]]\nuse = "boilerplate"\nwithout = ["fr/non"]', "step 1: unknown rule 'fr/non'"),
        ('[[step]]\nuse = "crosslink"\ncategories = ["ads"]', "step 1: 'crosslink': unknown option 'categories'"),
        ("step = 3", r"'step' must be a list of tables: \[\[step\]\]"),
        ('[step]\nuse = "code"', r"'step' must be a list of tables: \[\[step\]\]"),
        ('[[step]]\nuse = "ads"\nrule = 3', r"step 1: 'rule' must be a list of tables: \[\[step\.rule\]\]"),
        (
            '[[step]]\nuse = "ads"\n[[step.rule]]\n' + RULE.replace('"safe"', '"saf"'),
            "step 1: .*rule 'fr/z': unknown level 'saf'",
        ),
        (
            '[[step]]\nuse = "ads"\n[[step.rule]]\n' + RULE.replace('pattern = "zz"', 'pattern = "z*"'),
            "step 1: .*repeats without a bound",
        ),
        ("rounds = 0", "rounds=0: must be at least 1"),
        ('rounds = "a"', "'<' not supported|rounds"),
        ("a = " + "[" * 5000, "not valid TOML: Nested too deeply"),
        (".".join("a" * 20_000) + " = 1", "not valid TOML: A key of more than 64 parts"),
        ('keep = ["(a"]', r"keep pattern '\(a' does not compile"),
    ],
)
def test_what_is_wrong_is_said_with_the_path(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text(text)
    with pytest.raises(PipelineError, match=rf"^{path}: {message}"):
        Pipeline.from_toml(path)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match=r"none\.toml: cannot be read: No such file"):
        Pipeline.from_toml(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"# \xe9")
    with pytest.raises(PipelineError, match=r"latin\.toml: not valid TOML"):
        Pipeline.from_toml(tmp_path / "latin.toml")


def test_every_cleaner_has_the_name_that_files_use() -> None:
    for name, cleaner in CLEANERS.items():
        assert cleaner().name == name
