"""What the gallery of many dimensions says to observe is what its very links do."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from optim_core.dimensions.bowl import descents
from optim_core.dimensions.random_hessians import counts, histogram, log10_minimum
from optim_core.dimensions.settings import ManyDimensions
from pages.ui.dimensions.gallery import MANY_DIMENSIONS, PRESETS
from tests.helpers.claims import quoted, rounded

CLAIMS: dict[str, Callable[[ManyDimensions], list[float]]] = {}


def claim(computed):
    """Of the preset of that name: asserts its words, returns its numbers in their order."""
    CLAIMS[computed.__name__] = computed
    return computed


@claim
def random_saddles(of):
    seen = [counts(of, n) for n in range(1, 6)]
    numbers = [seen[0].minima, 1]
    for each in seen[1:]:
        numbers += [each.minima, each.n]
    for each in seen:
        assert each.minima + each.saddles + each.maxima == of.draws
        assert abs(each.minima - each.maxima) < 0.06 * of.draws, "maxima are as rare"
    return [of.draws, *numbers]


@claim
def hundred_dimensions(of):
    chance = log10_minimum(of.dimensions)
    few = counts(of, 4).minima / of.draws
    assert few == pytest.approx(10 ** log10_minimum(4), abs=0.001)
    zeros = -int(chance)
    share = 100 * histogram(of).negative
    return [of.dimensions, share, zeros, 4, 10 ** log10_minimum(4)]


@claim
def low_points(of):
    lifted = [counts(replace(of, lift=lift), of.dimensions).minima for lift in (0.9, 1, 1.1)]
    assert lifted[2] == of.draws
    return [of.dimensions, lifted[0], of.draws, 0.9, lifted[1], 1, 1.1]


@claim
def spread_of_progress(of):
    (lane,) = descents(of)
    assert lane.left[-1] < 1e-12
    slow = (lane.left > 0.5).sum()
    return [of.kappa, of.steps, 100 * lane.left[0], slow, of.dimensions]


@claim
def many_to_learn(of):
    def steps(n, lane):
        losses = descents(replace(of, dimensions=n))[lane].loss
        return int((losses > 1e-6).sum())

    assert {steps(n, 0) for n in (2, 10, 100)} == {1}
    return [1, *(each for n in (2, 10, 100) for each in (steps(n, 1), n))]


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_what_a_preset_says_is_computed_from_its_link(preset):
    of, _, notices = MANY_DIMENSIONS.codec.read(preset.query)
    assert not notices
    said = quoted(preset.observe)
    assert [
        rounded(number, like) for number, like in zip(CLAIMS[preset.name](of), said, strict=True)
    ] == said
