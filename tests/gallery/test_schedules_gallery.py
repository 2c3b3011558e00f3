"""What the gallery of schedules says to observe is what its very links do."""

from collections.abc import Callable

import numpy as np
import pytest

from optim_core.plane.noisy_descents import Comparison, Descents, descents, floor
from pages.ui.schedules.gallery import COMPARISONS, PRESETS
from tests.helpers.claims import quoted, rounded

Claim = Callable[[Comparison, tuple[Descents, ...]], list[float]]
CLAIMS: dict[str, Claim] = {}


def claim(computed: Claim) -> Claim:
    """Of the preset of that name: asserts what its sentence says in words.

    It returns the numbers that the sentence quotes, in their order.
    """
    CLAIMS[computed.__name__] = computed
    return computed


def last(of: Comparison, runs: tuple[Descents, ...]) -> list[float]:
    return [run.last_epoch(of.steps_per_epoch) for run in runs]


@claim
def why_decay(of, runs):
    constant, step, inverse, cosine = last(of, runs)
    assert constant == pytest.approx(floor(of), rel=0.1)
    assert max(step, inverse, cosine) < constant / 10
    return [of.lr, constant, step, 1, inverse, cosine]  # the 1 is that of 1/t


@claim
def course_rates(of, runs):
    (run,) = runs
    by_epoch = run.rates.reshape(of.epochs, of.steps_per_epoch)
    assert (by_epoch == by_epoch[:, :1]).all()
    told = [number for n in range(4) for number in (by_epoch[n, 0], n + 1)]
    return [of.lanes[0].numbers["decay"], of.lr, *told]


@claim
def inverse_sqrt(of, runs):
    ends = [run.rates[-1] for run in runs]
    t = np.arange(1, of.steps + 1)
    np.testing.assert_allclose(runs[1].rates, of.lr / np.sqrt(t))
    epoch, step, inverse = last(of, runs)
    return [of.epochs, of.lr, *ends[:2], 1, ends[2], epoch, step, inverse]


@claim
def ends(of, runs):
    assert [run.rates[-1] < 0.01 * of.lr for run in runs] == [True, False, True, True]
    np.testing.assert_allclose(runs[1].rates[-1], of.lr / 10, rtol=0.05)
    assert of.lanes[2].numbers["power"] == 2
    zero, tenth, parabola, cosine = last(of, runs)
    return [0, zero, tenth, parabola, cosine]


@claim
def exponential_95(of, runs):
    constant, falling = last(of, runs)
    left = runs[1].rates[:: of.steps_per_epoch] / of.lr  # in epochs 1, 2, ...
    np.testing.assert_allclose(left, 0.95 ** np.arange(1, of.epochs + 1), rtol=1e-6)
    half, tenth = (int((left < share).argmax()) + 1 for share in (0.5, 0.1))
    return [of.lr, half, tenth, falling, constant]


@claim
def too_soon(of, runs):
    losses = last(of, runs)
    gammas = [lane.numbers["gamma"] for lane in of.lanes]
    assert runs[0].rates[of.steps // 2] < 1e-5 * of.lr
    return [gammas[0], losses[0], gammas[1], losses[1], gammas[2], losses[2]]


@claim
def where_to_decay(of, runs):
    constant, soon, good, late = last(of, runs)
    every = [lane.numbers["every"] for lane in of.lanes[1:]]
    assert {lane.numbers["gamma"] for lane in of.lanes[1:]} == {0.1}
    return [of.lr, constant, every[0], soon, every[1], good, every[2], late]


@claim
def no_noise(of, runs):
    constant, inverse, cosine = last(of, runs)
    assert of.noise == 0 and constant * 1_000_000 < cosine < inverse
    return [1_000_000]


@claim
def warm_up(of, runs):
    peaks = [int(np.argmax(run.rates >= of.lr * (1 - 1e-12))) + 1 for run in runs]
    assert peaks[0] == peaks[1]
    return [of.lr, peaks[0], peaks[2], *last(of, runs)]


@claim
def restarts(of, runs):
    mean, ends = runs[1].mean, (100, 200, 300)
    assert all(runs[1].rates[end - 1] < 1e-12 for end in ends)
    assert all(runs[1].rates[end] > 0.99 * of.lr for end in ends[:2])
    return [len(ends), *mean[list(ends)], 10, *mean[[110, 210]]]


@claim
def adam_decays(of, runs):
    assert of.rule == "adam"
    return [of.lr, *last(of, runs)]


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
@pytest.mark.parametrize("nudge", [0, 1e-7], ids=["exactly", "nudged"])
def test_what_is_to_be_observed_is_so(preset, nudge):
    of, _, notices = COMPARISONS.codec.read(preset.query)
    of = Comparison(**{**vars(of), "noise": of.noise * (1 + nudge)})
    computed, said = CLAIMS[preset.name](of, descents(of)), quoted(preset.observe)
    assert not notices and len(computed) == len(said)
    assert [rounded(*pair) for pair in zip(computed, said, strict=True)] == said


def test_every_claim_is_of_a_preset():
    assert list(CLAIMS) == [preset.name for preset in PRESETS]
