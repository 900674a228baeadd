"""Pipelines: run, composed, taken apart, shown, pickled; what is fused gives what is not."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsclean
from newsclean import (
    Document,
    Edit,
    NormalizeFrench,
    OptionError,
    Pipeline,
    PipelineError,
    RuleError,
    Span,
    StripAds,
    StripBoilerplate,
    StripCode,
    StripCredits,
    StripCrossLinks,
    StripNewsletterPrompts,
    StripVideoNotices,
)
from newsclean.cleaners.boilerplate import CATEGORY_CLEANERS, fused_edits
from newsclean.edits import apply
from newsclean.rules.cuts import cut_edits
from newsclean.rules.decide import LEVEL_RANK, decided
from newsclean.rules.engine import RuleSet
from newsclean.rules.load import builtin_rules
from small_rules import rule, toml
from strategies import news, paragraphs

LINK = "Lire aussi : Notre dossier sur l'eau"
RAIN = "La pluie tombe sur le village depuis lundi, et personne ne sort."


@dataclass(frozen=True)
class Shout:
    """A cleaner of the tests' own, whose edits come one by one."""

    name: str = "shout"

    def edits(self, document: Document) -> Iterator[Edit]:
        for k, c in enumerate(document.text):
            if c == "!":
                yield Edit(Span(k, k + 1), "!", ".", "test/shout")


# -- running -------------------------------------------------------------------------------------


def test_runs_its_steps_in_order() -> None:
    assert Pipeline([lambda t: t + "a", str.upper, lambda t: t + "b"])("x") == "XAb"
    assert Pipeline([])("x") == "x"


def test_a_cleaner_may_yield_its_edits() -> None:
    result = Pipeline([Shout()]).explain("Oui ! Non !")

    assert result.text == "Oui . Non ."
    assert [e.span for e in result.edits] == [(4, 5), (10, 11)]
    assert result.undo() == "Oui ! Non !"


def test_edits_of_a_plain_function_are_found_by_alignment() -> None:
    result = Pipeline([lambda text: text.replace("chat", "chien")]).explain("Un chat, deux chats, un chat.")

    assert [(e.span.start, e.old, e.new) for e in result.edits] == [
        (3, "chat", "chien"),
        (14, "chats", "chiens"),
        (24, "chat", "chien"),
    ]
    assert result.edits[0].rule.startswith("function/")
    assert Pipeline([str.strip]).explain(" a ").edits[0].rule == "function/str.strip"


def test_a_function_that_returns_no_str_is_named() -> None:
    with pytest.raises(TypeError, match=r"step str\.split returned list, not str"):
        Pipeline([str.split])("a b")  # type: ignore[list-item]


def test_stops_as_soon_as_a_round_changes_nothing() -> None:
    calls = []

    def once_less(text: str) -> str:
        calls.append(text)
        return text.replace("aa", "a")

    assert Pipeline([once_less], rounds=8)("aaaa") == "a"
    assert len(calls) == 3
    assert Pipeline([once_less])("aaaa") == "aa"


def test_edits_of_several_rounds_are_one_list_against_the_original() -> None:
    text = f"{LINK}\n\nL’été ! L’été !"
    result = Pipeline([Shout(), StripBoilerplate(lang="fr"), NormalizeFrench(lang="fr")], rounds=4).explain(text)

    assert apply(text, result.edits) == result.text == "L'été. L'été."


@pytest.mark.parametrize("value", [None, b"a", 3])
def test_takes_str_only(value: object) -> None:
    for call in (Pipeline([]), Pipeline([]).explain, Pipeline([]).annotate):
        with pytest.raises(TypeError, match="takes str, not"):
            call(value)  # type: ignore[operator]


def test_annotate_gives_what_would_go_and_changes_nothing() -> None:
    text = f"{RAIN}\n\n{LINK}\n\nL’été."
    (found,) = Pipeline.default().annotate(text)

    assert (found.rule, found.category) == ("fr/read-also", "crosslink")
    assert LINK in text[found.span.start : found.span.end] == found.text


def test_the_cut_of_a_zone_has_the_category_of_its_marker() -> None:
    pipeline = Pipeline([StripBoilerplate()])

    assert pipeline._category("zone/tail:fr/read-also") == "crosslink"
    assert pipeline._category("zone/head") == "nav"
    assert pipeline._category("zone/tail") == "other"
    assert pipeline._category("unicode/nfc") is None


# -- building ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "build, message",
    [
        (lambda: Pipeline([3]), "step 1 is 3, neither a cleaner nor a function"),
        (lambda: Pipeline([str.strip, StripCode]), r"step 2 is <class .*make one: StripCode\(\)"),
        (lambda: Pipeline("abc"), "step 1 is 'a'"),
        (lambda: Pipeline([], rounds=0), "rounds=0: must be at least 1"),
        (lambda: Pipeline([], keep=["(a"]), r"keep pattern '\(a' does not compile"),
        (lambda: Pipeline.default(keep="(a"), r"keep pattern '\(a' does not compile"),
    ],
)
def test_what_is_no_pipeline_is_refused_when_it_is_built(build: object, message: str) -> None:
    with pytest.raises(PipelineError, match=message):
        build()  # type: ignore[operator]


@pytest.mark.parametrize("lang", ["french", "", "f", "fr-", "fr FR"])
def test_a_language_is_a_code(lang: str) -> None:
    with pytest.raises(OptionError, match="give a code of ISO 639, such as 'fr'"):
        Pipeline.default(lang=lang)


@pytest.mark.parametrize("lang", ["fr", "FR", "fr_FR", "fr-CA"])
def test_a_language_may_be_written_in_several_ways(lang: str) -> None:
    assert newsclean.clean(f"{LINK}\n\nL’été.", lang=lang) == "L'été."


# -- composing -----------------------------------------------------------------------------------


def test_pipelines_are_joined_and_given_steps_with_a_bar() -> None:
    def tail(text: str) -> str:
        return text + "."

    both = Pipeline([str.strip]) | str.upper | Pipeline([tail])

    assert both == Pipeline([str.strip, str.upper, tail])
    assert both(" a ") == "A."
    assert (tail | Pipeline([str.upper])).steps == (tail, str.upper)


def test_a_pipeline_with_rounds_or_keep_of_its_own_stays_whole_behind_a_bar() -> None:
    inner = Pipeline([str.strip], rounds=2)

    assert (Pipeline([str.upper]) | inner).steps == (str.upper, inner)
    assert (inner | str.upper).rounds == 2


def test_has_slices_length_and_an_order() -> None:
    pipeline = Pipeline([str.strip, StripCode(), str.upper], rounds=2)

    assert len(pipeline) == 3
    assert list(pipeline) == [str.strip, StripCode(), str.upper]
    assert pipeline[1] == StripCode()
    assert pipeline[:2] == Pipeline([str.strip, StripCode()], rounds=2)
    assert pipeline[::-1].steps[0] is str.upper


def test_a_pipeline_in_a_pipeline_is_a_step() -> None:
    inner = Pipeline([str.upper, Shout()])
    nested = Pipeline([str.strip, inner, lambda t: t + "!"])

    assert nested(" oui !") == "OUI .!"
    assert nested.explain(" oui !").text == "OUI .!"
    assert Pipeline([Pipeline.default()])(f"{LINK}\n\nL’été.") == "L'été."
    assert Pipeline([Pipeline.default()]).annotate(f"{LINK}\n\nL’été.")[0].category == "crosslink"


def test_is_immutable_hashable_and_compared_by_value() -> None:
    assert Pipeline.default() == Pipeline.default()
    assert hash(Pipeline.default()) == hash(Pipeline.default())
    assert Pipeline.default() != Pipeline.default(level="safe")
    with pytest.raises(AttributeError):
        Pipeline([]).rounds = 3  # type: ignore[misc]


# -- without -------------------------------------------------------------------------------------


def test_without_takes_cleaners_categories_and_rules() -> None:
    pipeline = Pipeline.default(lang="fr")
    text = f"{LINK}\n\n{RAIN}"

    assert pipeline.without("boilerplate")(text) == text
    assert pipeline.without("crosslink")(text) == text
    assert "fr/read-also" not in pipeline.without("fr/read-also").explain(text).rule_counts
    assert pipeline(text) == RAIN


def test_without_reaches_category_cleaners_and_nested_pipelines() -> None:
    pipeline = Pipeline([Pipeline([StripCrossLinks(), str.strip]), StripCredits()])

    assert pipeline.without("crosslink").steps == (Pipeline([str.strip]), StripCredits())
    assert pipeline.without("credit", "str.strip").steps == (Pipeline([StripCrossLinks()]),)
    inner = pipeline.without("fr/read-also").steps[0]
    assert inner == Pipeline([StripCrossLinks(without=("fr/read-also",)), str.strip])


@pytest.mark.parametrize(
    "name, message",
    [
        ("crosslnk", "unknown cleaner or category 'crosslnk'; did you mean 'crosslink'"),
        ("fr/read-alsoo", "unknown rule 'fr/read-alsoo'; did you mean 'fr/read-also'"),
        ("fr/zorglu", "did you mean 'fr/zorglub'"),
        ("", "unknown cleaner or category ''"),
    ],
)
def test_without_names_the_valid_ones_and_the_nearest(name: str, message: str) -> None:
    for pipeline in (Pipeline.default().with_rules(rule()), Pipeline([Pipeline.default().with_rules(rule())])):
        with pytest.raises(OptionError, match=message):
            pipeline.without(name)


def test_without_everything_is_still_a_pipeline() -> None:
    assert Pipeline([str.strip]).without("str.strip") == Pipeline([])
    everything = Pipeline([StripBoilerplate()]).without(*newsclean.CATEGORIES)
    assert everything(f"{LINK}\n\n{RAIN}") == f"{LINK}\n\n{RAIN}"


# -- with_rules ----------------------------------------------------------------------------------


def test_with_rules_takes_paths_and_rules(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(toml(id="fr/bulgroz", anchors=["bulgroz"], pattern="bulgroz"))
    pipeline = Pipeline.default(lang="fr").with_rules(path, str(path), rule())

    assert pipeline(f"Bulgroz\n\n{RAIN}\n\nZorglub") == RAIN
    assert pipeline.annotate("Zorglub")[0].category == "ads"
    assert pipeline.without("fr/zorglub")(f"{RAIN}\n\nZorglub et Bulgroz") == f"{RAIN}\n\nZorglub et Bulgroz"


def test_rules_join_every_rule_cleaner_which_stay_fused() -> None:
    pipeline = Pipeline([StripVideoNotices(), Pipeline([StripAds()]), StripCrossLinks()]).with_rules(rule())

    assert pipeline(f"Zorglub\n\n{RAIN}") == RAIN
    assert len(Pipeline([StripAds(), StripCrossLinks()]).with_rules(rule())._stages) == 1


def test_rules_that_no_cleaner_would_heed_are_refused() -> None:
    with pytest.raises(
        PipelineError, match=r"category 'ads', which no cleaner of this pipeline removes; add StripAds\(\)"
    ):
        Pipeline([StripCrossLinks()]).with_rules(rule())
    with pytest.raises(PipelineError, match="no cleaner of this pipeline"):
        Pipeline([str.strip]).with_rules(rule())


def test_two_rules_with_one_id_are_refused_when_the_pipeline_is_built() -> None:
    with pytest.raises(RuleError, match="two rules have the id 'fr/zorglub'"):
        Pipeline.default().with_rules(rule(), rule(width=9))
    with pytest.raises(RuleError, match="two rules have the id 'fr/read-also'"):
        Pipeline.default().with_rules(rule(id="fr/read-also"))


# -- keep ----------------------------------------------------------------------------------------


def test_keep_holds_back_the_removals_that_touch_it_and_no_others() -> None:
    text = f"{RAIN}\n\n{LINK}\n\nLire aussi : Notre dossier vert\n\nL’été."

    assert newsclean.clean(text, keep="dossier vert") == f"{RAIN}\n\nLire aussi : Notre dossier vert\n\nL'été."


@pytest.mark.parametrize(
    "lines", [["{rouge}", "{vert}"], ["{vert}", "{rouge}"], ["{rouge}", "{vert}", "{rouge}"]], ids=str
)
@pytest.mark.parametrize("before", [RAIN, ""])
@pytest.mark.parametrize("after", [RAIN, ""])
def test_kept_text_is_never_glued_to_what_stands_beside_it(lines: list[str], before: str, after: str) -> None:
    notices = {"rouge": "Lire aussi : Notre dossier rouge", "vert": "Lire aussi : Notre dossier vert"}
    blocks = [block for block in (before, *(line.format(**notices) for line in lines), after) if block]
    bare = Pipeline([StripBoilerplate(lang="fr", zones=False)], keep=["dossier vert"])

    left = [line for line in bare("\n\n".join(blocks)).split("\n") if line]
    assert left == [block for block in blocks if "rouge" not in block]


def test_keep_lets_normalisation_through_but_no_mark_go() -> None:
    assert newsclean.clean("L’été arrive.", keep=["L’été"]) == "L'été arrive."
    dots = Pipeline([lambda text: text.replace("***", "")], keep=[r"\*{3}"])
    assert dots("Un *** deux") == "Un *** deux"


# -- fused ---------------------------------------------------------------------------------------

ONE_EACH = tuple(cleaner(lang="fr", zones=False) for cleaner in CATEGORY_CLEANERS.values())
EVERY_RULE = RuleSet(builtin_rules())


@settings(max_examples=60)
@given(text=news(), level=st.sampled_from(newsclean.LEVELS))
def test_fused_cleaners_give_the_edits_of_one_category_at_a_time(text: str, level: str) -> None:
    document = Document(text)
    matches = EVERY_RULE.matches(document)
    rank = LEVEL_RANK[level]
    cuts = [cut for category in newsclean.CATEGORIES for cut in decided(document, matches, {category: rank})]
    fused = Pipeline([type(cleaner)(lang="fr", zones=False, level=level) for cleaner in ONE_EACH])

    assert len(fused._stages) == 1
    assert list(fused.edits(document)) == cut_edits(document, cuts)
    assert fused.edits(document) == StripBoilerplate(lang="fr", zones=False, level=level).edits(document)


@settings(max_examples=40)
@given(blocks=st.lists(paragraphs(), min_size=2, max_size=4))
def test_fused_and_unfused_pipelines_leave_the_same_text(blocks: list[str]) -> None:
    text = "\n\n".join([blocks[0], LINK, *blocks[1:], "Inscrivez-vous à notre newsletter"])
    fused = Pipeline(ONE_EACH)
    unfused = Pipeline([step for cleaner in ONE_EACH for step in (cleaner, lambda text: text)])

    assert len(unfused._stages) == 2 * len(ONE_EACH)
    assert fused(text) == unfused(text)


def test_levels_are_those_of_each_cleaner_when_fused() -> None:
    own = (
        rule(level="aggressive"),
        rule(id="fr/b", category="nav", anchors=["bulgroz"], pattern="bulgroz", level="aggressive"),
    )
    ads, nav = StripAds(level="aggressive", lang="fr", rules=own), CATEGORY_CLEANERS["nav"](lang="fr", rules=own)

    edits = fused_edits((ads, nav), Document(f"Zorglub\n\n{RAIN}\n\nBulgroz\n\n{RAIN}"))
    assert [e.rule for e in edits] == ["fr/zorglub"]


def test_cleaners_with_other_options_or_steps_between_are_not_fused() -> None:
    assert len(Pipeline([StripAds(), StripCrossLinks()])._stages) == 1
    assert len(Pipeline([StripAds(), StripCrossLinks(lang="fr")])._stages) == 2
    assert len(Pipeline([StripAds(), StripCode(), StripCrossLinks()])._stages) == 3


def test_a_rule_cleaner_with_edits_of_its_own_is_asked_for_them() -> None:
    class Idle(StripBoilerplate):
        def edits(self, document: Document) -> list[Edit]:
            return []

    assert Pipeline([Idle()])(LINK) == LINK
    assert Pipeline([StripBoilerplate(), Idle()])(f"{LINK}\n\n{RAIN}") == RAIN


# -- shown and sent ------------------------------------------------------------------------------


def test_repr_is_the_call_that_makes_it() -> None:
    pipeline = Pipeline([str.strip, Pipeline([StripCode(level="safe")]), StripCrossLinks(rules=(rule(),))], rounds=2)

    assert repr(pipeline) == (
        "Pipeline([\n    str.strip,\n    Pipeline([\n        StripCode(level='safe'),\n    ]),\n"
        "    StripCrossLinks(rules=<1 rules>),\n], rounds=2)"
    )
    assert repr(Pipeline([], keep="a")) == "Pipeline([], keep=('a',))"
    made = eval(
        repr(Pipeline.default(level="safe", style="ascii")),
        {name: getattr(newsclean, name) for name in newsclean.__all__},
    )
    assert made == Pipeline.default(level="safe", style="ascii")


def test_survives_pickling_after_it_ran() -> None:
    pipeline = Pipeline.default(lang="fr", keep=["vert"]).with_rules(rule()).without("credit")
    text = f"{LINK}\n\nZorglub\n\nL’été."
    before = pipeline(text)
    again = pickle.loads(pickle.dumps(pipeline))

    assert again == pipeline
    assert again(text) == before == "L'été."


def test_the_example_of_the_docstring_is_true() -> None:
    pipeline = Pipeline([StripCrossLinks(), str.strip])

    assert pipeline("Lire aussi : Notre dossier\n\nLa pluie tombe. ") == "La pluie tombe."


def test_named_cleaners_remove_their_category_only() -> None:
    text = f"{LINK}\n\n{RAIN}"

    assert Pipeline([StripCrossLinks()])(text) == RAIN
    assert Pipeline([StripNewsletterPrompts(), StripVideoNotices(), StripCredits()])(text) == text
