"""The probabilities are those of all ways through the zones, added up one by one."""

from __future__ import annotations

import math
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.zones.features import Observation
from newsclean.zones.model import ZONES, Weights, probabilities, weights

NEVER = -1e9
WEIGHT = st.floats(-3, 3).map(lambda w: round(w, 2))
ROW = st.tuples(WEIGHT, WEIGHT, WEIGHT, WEIGHT)
LEVELS = {"standard": 0.5}


def say(*names: str) -> list[str]:
    return list(names)


@st.composite
def models(draw: st.DrawFn) -> Weights:
    """A model of three features; some steps never happen, but one may always stay where one is."""
    steps = [list(draw(ROW)) for _ in ZONES]
    for here, there in draw(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=6)):
        if here != there:
            steps[here][there] = NEVER
    start = list(draw(ROW))
    if draw(st.booleans()):
        start[draw(st.integers(0, 3))] = NEVER
    return Weights({name: draw(ROW) for name in "abc"}, tuple(map(tuple, steps)), tuple(start), LEVELS, LEVELS)


LINES = st.lists(
    st.lists(st.lists(st.sampled_from("abcd"), max_size=3).map(lambda names: (say, *names)), min_size=1, max_size=3),
    min_size=1,
    max_size=4,
)


def one_by_one(lines: list[list[Observation]], model: Weights) -> list[tuple[float, ...]]:
    sums = [[0.0] * 4 for _ in lines]
    for path in product(range(4), repeat=len(lines)):
        log = model.start[path[0]] + sum(model.steps[a][b] for a, b in pairwise(path))
        for zone, line in zip(path, lines, strict=True):
            log += sum(model.features[name][zone] for _, *names in line for name in names if name in model.features)
        for zone, line_sums in zip(path, sums, strict=True):
            line_sums[zone] += math.exp(log) if log > NEVER / 2 else 0.0
    return [tuple(value / sum(line_sums) for value in line_sums) for line_sums in sums]


@settings(max_examples=60)
@given(models(), LINES)
def test_the_probability_of_a_zone_is_the_share_of_the_ways_that_pass_it(
    model: Weights, lines: list[list[Observation]]
) -> None:
    wanted = one_by_one(lines, model)

    for _ in range(2):  # the second time from what is remembered
        assert [pytest.approx(line, abs=1e-9) for line in wanted] == probabilities(lines, model)


def test_no_lines_have_no_probabilities() -> None:
    assert probabilities([], weights()) == []


def flat(**changes: object) -> Weights:
    zero = (0.0, 0.0, 0.0, 0.0)
    fields = {"features": {}, "steps": (zero,) * 4, "start": zero, "thresholds": LEVELS, "prose_thresholds": LEVELS}
    return Weights(**{**fields, **changes})  # type: ignore[arg-type]


def test_where_nothing_is_possible_all_is_the_article() -> None:
    lines: list[list[Observation]] = [[(say, "a")], [(say, "a")], [(say, "a")]]
    stays = tuple(tuple(0.0 if here == there else NEVER for there in range(4)) for here in range(4))

    assert probabilities(lines, flat(start=(NEVER,) * 4, steps=stays)) == [(0.0, 1.0, 0.0, 0.0)] * 3
    assert probabilities(lines, flat(steps=((NEVER,) * 4,) * 4))[1:] == [(0.0, 1.0, 0.0, 0.0)] * 2


def test_weights_too_large_for_a_float_do_no_harm() -> None:
    loud = flat(features={"a": (800.0, 0.0, 0.0, 0.0), "b": (0.0, 0.0, 0.0, -800.0)})
    first, second = probabilities([[(say, "a", "a")], [(say, "b")]], loud)

    assert first == pytest.approx((1.0, 0.0, 0.0, 0.0))
    assert second == pytest.approx((1 / 3, 1 / 3, 1 / 3, 0.0))


def test_the_sum_of_a_look_counts_as_if_it_was_seen() -> None:
    model = flat(features={"a": (1.0, 0.5, 0.0, 0.0), "b": (0.0, 0.0, 2.0, 1.0)})
    apart = probabilities([[(say, "b")], []], model, [model.sum(say, "a"), (0.0, 0.0, 0.0, 0.0)])

    assert apart == probabilities([[(say, "a"), (say, "b")], []], model)


def test_the_package_has_weights_for_every_zone_and_level() -> None:
    model = weights()

    assert {len(values) for values in model.features.values()} == {len(ZONES)} == {len(model.start)}
    assert [len(row) for row in model.steps] == [len(ZONES)] * len(ZONES)
    assert model.thresholds.keys() == model.prose_thresholds.keys() >= {"standard", "aggressive"}
