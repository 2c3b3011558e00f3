"""What the gallery says to observe is what the very runs of its links do."""

import re
from dataclasses import replace

import numpy as np
import pytest

from optim_core import solve
from optim_core.plane.evaluations import OF_A_HESSIAN, gradient_evaluations
from optim_core.plane.landscape import lowest, minima
from pages.ui.gallery import Preset
from pages.ui.race import link
from pages.ui.race.gallery import PRESETS, RACES
from tests.gallery.claims import claim, first, lengths, off, rates, scored
from tests.gallery.rule_claims import CLAIMS
from tests.helpers.claims import quoted, rounded

every_preset = pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)

# Lanes, from 1, for which leaving the box is the lesson; and those of them that overflow.
LEAVES: dict[str, set[int]] = {
    "rate_limit": {3},
    "warm_up": {1},
    "forms_part": {2},
    "rmsprop_rate": {1},
    "classic_saddle": {1, 2, 3, 4},
    "nesterov_limit": {2},
    "typed_slip": {2},
    "newton_leap": {1},
}
OVERFLOWS: dict[str, set[int]] = {"warm_up": {1}, "typed_hole": {2}}


@claim
def zigzag(race, runs):
    jumps = [int((run.x[1:, 1] * run.x[:-1, 1] < 0).sum()) for run in runs]
    descent, momentum = scored(race, runs)
    assert jumps[0] == race.steps
    assert jumps[1] < jumps[0] / 2
    assert lengths(np.diff(runs[0].x, axis=0)[:20]).min() > 0.2  # wide enough to be seen
    return [jumps[0], descent.steps_to_tolerance, momentum.steps_to_tolerance]


@claim
def rate_limit(race, runs):
    below, at, above = scored(race, runs)
    assert (below.outcome.kind, at.outcome.kind) == ("converged", "oscillating")
    assert above.outcome.kind == "diverged"
    y = runs[1].x[:, 1]
    np.testing.assert_allclose(y[1:], -y[:-1], atol=1e-9)
    kappa = race.surface.numbers["kappa"]
    assert rates(race)[1] == 2 / kappa
    return [2 / kappa, kappa, *rates(race)[:2], abs(y[-1]), rates(race)[2], above.left_box]


@claim
def saddle(race, runs):
    descent, momentum, adam = scored(race, runs)
    assert descent.outcome.kind == "held_at_saddle" and descent.outcome.point == (0, 0)
    assert momentum.outcome.kind == adam.outcome.kind == "converged"
    assert lengths(runs[1].x).min() < 0.05  # momentum was there too
    assert set(rates(race)) == {race.shared_lr}
    near = momentum.steps_to_tolerance, adam.steps_to_tolerance
    return [race.shared_lr, race.steps, *near]


@claim
def forms_of_momentum(race, runs):
    forms = [lane.optimizer.values["form"] for lane in race.lanes]
    assert forms == ["classic", "velocity", "average", "average"]
    for other in (runs[1], runs[3]):
        np.testing.assert_allclose(other.x, runs[0].x, atol=1e-12)
    assert (lengths(runs[2].x - runs[0].x)[5:30] > 0.1).all()  # lane 3 is another path,
    distances = [score.distance for score in scored(race, runs)]
    assert distances[2] > 50 * distances[0]  # and behind at the end
    lr = rates(race)
    assert lr[0] == lr[1] == lr[2]
    return [1, 2, 4, lr[3] / lr[0], 3]


@claim
def nesterov(race, runs):
    assert [lane.optimizer.entry.name for lane in race.lanes] == ["momentum", "nesterov"]
    assert rates(race)[0] == rates(race)[1] and minima(race.surface).tolist() == [[0, 0]]
    assert {score.outcome.kind for score in scored(race, runs)} == {"converged"}
    return [edge for run in runs for edge in (run.x[:, 0].max(), run.x[:, 1].min())]


@claim
def local_minima(race, runs):
    descent, momentum, adam = (score.outcome for score in scored(race, runs))
    assert descent.kind == adam.kind == "local_minimum"
    np.testing.assert_allclose(descent.point, adam.point, atol=1e-6)
    assert momentum.kind == "converged" and momentum.value == lowest(race.surface)
    dents = {tuple(dent) for dent in np.rint(runs[1].x).tolist()}
    assert len(dents - {tuple(np.rint(descent.point)), momentum.point}) >= 2
    return [*descent.point, *momentum.point]


@claim
def adagrad(race, runs):
    slow, fast, rmsprop = scored(race, runs)
    for run, lr in zip(runs[:2], rates(race), strict=False):
        divisor = np.sqrt(run.state.s)
        assert (np.diff(divisor, axis=0) >= 0).all()
        assert lengths(np.diff(run.x, axis=0)[-100:]).sum() < lr / 5  # hardly a step's length
    assert (np.diff(runs[2].state.s, axis=0) < 0).any()
    assert slow.outcome.kind == "stalled"
    assert slow.steps_to_tolerance is fast.steps_to_tolerance is None
    assert rmsprop.outcome.kind == "hovering" and rmsprop.steps_to_tolerance
    return [race.steps, slow.distance, rates(race)[0], fast.distance, rates(race)[1]]


@claim
def bias_correction(race, runs):
    assert [lane.optimizer.values["bias_correction"] for lane in race.lanes] == [True, False]
    steps = [lengths(np.diff(run.x, axis=0)) for run in runs]
    assert runs[0].x[:, 0].max() < 0.4
    first_ten = [path[:10].sum() for path in steps]
    return [2, steps[1][0] / steps[0][0], first_ten[1] / first_ten[0], runs[1].x[:, 0].max()]


@claim
def turned_bowl(race, runs):
    upright = replace(race, surface=race.surface.but(theta=0))
    turned = [score.steps_to_tolerance for score in scored(race, runs)]
    straight = [score.steps_to_tolerance for score in scored(upright, solve(upright))]
    assert turned[:2] == straight[:2]
    return [turned[2], 0, straight[2], *turned[:2]]


@claim
def valley(race, runs):
    descent, nesterov, adam = scored(race, runs)
    x, y = runs[0].x.T
    above_floor = np.abs(y - x**2)
    down = first(above_floor < 0.1)
    assert (above_floor[down:] < 0.1).all()
    assert nesterov.outcome.kind == adam.outcome.kind == "converged"
    near = nesterov.steps_to_tolerance, adam.steps_to_tolerance
    return [down, race.steps, descent.distance, *near]


@claim
def four_minima(race, runs):
    ends = [score.outcome for score in scored(race, runs)]
    assert {end.kind for end in ends} == {"converged"}
    assert len({end.point for end in ends}) == len(ends)
    return [len(minima(race.surface)), *(coordinate for end in ends for coordinate in end.point)]


@claim
def noise(race, runs):
    fast, slow, cosine = (off(race, run)[-50:].mean() for run in runs)
    shown = [lane.learning_rates(race.steps) for lane in race.effective_lanes]
    assert (shown[0] == shown[0][0]).all() and (shown[1] == shown[1][0]).all()
    assert shown[2][0] == pytest.approx(shown[0][0], rel=1e-4) and shown[2][-1] == 0
    return [50, fast, shown[0][0], slow, shown[1][0], cosine, shown[0][0], 0]


@claim
def warm_up(race, runs):
    at_once, warmed, decayed = scored(race, runs)
    assert at_once.outcome.kind == "diverged"
    assert {score.left_box for score in (warmed, decayed)} == {None}
    assert len(set(rates(race))) == 1
    warmups = [lane.schedule.numbers["warmup"] for lane in race.lanes]
    assert warmups[0] == 0 and warmups[1] == warmups[2]
    late = [off(race, run)[-50:].mean() for run in runs[1:]]
    return [rates(race)[0], at_once.outcome.step, warmups[1], 50, *late]


@claim
def narrow_and_wide(race, runs):
    small, large = (score.outcome for score in scored(race, runs))
    narrow, wide = (-1.6, -0.7), (1.4, 0.6)
    assert (small.kind, large.kind) == ("converged", "local_minimum")
    assert lengths(np.subtract(small.point, narrow)) < 0.05
    assert lengths(np.subtract(large.point, wide)) < 0.2
    sizes = race.surface.numbers
    assert sizes["narrow_width"] < sizes["wide_width"] and small.value < large.value
    inside = first(lengths(runs[1].x - narrow) < sizes["narrow_width"] / 2)
    assert (lengths(runs[1].x[inside + 5 :] - narrow) > 1).all()
    return [*rates(race), inside]


@claim
def newton_one_step(race, runs):
    newton, descent = scored(race, runs)
    np.testing.assert_allclose(runs[0].x[1:], 0, atol=1e-12)
    limit = 2 / race.surface.numbers["kappa"]
    assert 0.9 * limit < rates(race)[1] < limit
    return [newton.steps_to_tolerance, limit, descent.steps_to_tolerance]


@claim
def newton_saddle(race, runs):
    held, absolute, bfgs = scored(race, runs)
    assert held.outcome.kind == "held_at_saddle" and held.outcome.point == (0, 0)
    assert [lane.optimizer.values.get("absolute") for lane in race.lanes] == [False, True, None]
    assert absolute.outcome.kind == bfgs.outcome.kind == "converged"
    return [held.outcome.step, 2, absolute.steps_to_tolerance, bfgs.steps_to_tolerance]


@claim
def bfgs_condition(race, runs):
    bfgs, lbfgs, momentum = (score.steps_to_tolerance for score in scored(race, runs))
    gradients = runs[0].state.evaluations[bfgs], runs[1].state.evaluations[lbfgs]
    kappa = race.surface.numbers["kappa"]
    return [kappa, bfgs, gradients[0], lbfgs, gradients[1], momentum]


@claim
def bfgs_noise(race, runs):
    newton, bfgs, descent = (off(race, run)[-50:].mean() for run in runs)
    assert bfgs > 2 * descent
    return [50, descent, newton]


def gradients_to(race, runs, steps):
    """How many gradients each lane has evaluated by its step."""
    lanes = zip(race.effective_lanes, runs, steps, strict=True)
    return [gradient_evaluations(lane.optimizer.entry, run)[step] for lane, run, step in lanes]


@claim
def gradients_counted(race, runs):
    near = [score.steps_to_tolerance for score in scored(race, runs)]
    spent = gradients_to(race, runs, near)
    assert near[0] < near[1] and spent[0] > spent[1]
    return [*near, *spent]


@claim
def hessians_counted(race, runs):
    near = [score.steps_to_tolerance for score in scored(race, runs)]
    newton, bfgs, adam = gradients_to(race, runs, near)
    assert near[0] < near[1] and newton > bfgs
    assert adam == near[2]
    return [*near, OF_A_HESSIAN, newton, bfgs]


@every_preset
@pytest.mark.parametrize("nudge", [0, 1e-7], ids=["exactly", "nudged"])
def test_what_is_to_be_observed_is_so(preset, nudge):
    """It does not hang on the last bits either, which differ from one processor to the next."""
    race, _, _ = link.read(preset.query)
    x, y = race.start
    race = replace(race, start=(x * (1 + nudge), y * (1 - nudge)))
    computed, said = CLAIMS[preset.name](race, solve(race)), quoted(preset.observe)
    assert len(computed) == len(said)
    assert [rounded(*pair) for pair in zip(computed, said, strict=True)] == said


def test_every_claim_is_of_a_preset():
    assert set(CLAIMS) == {preset.name for preset in PRESETS}
    assert set(LEAVES) | set(OVERFLOWS) <= set(CLAIMS)


def test_names_titles_races_and_sentences_are_each_used_once():
    for each in ("name", "title", "query", "observe"):
        assert len({getattr(preset, each) for preset in PRESETS}) == len(PRESETS)
    assert all(preset.name.isidentifier() for preset in PRESETS)
    assert len(set(RACES.values)) == len(PRESETS)


@every_preset
def test_a_link_of_the_gallery_is_as_it_would_be_written(preset):
    race, view, notices = link.read(preset.query)
    assert not notices
    assert link.write(race, view) == preset.query
    assert len(preset.query) < 300
    assert link.read(preset.query_params.items()) == (race, view, ())
    assert RACES.of(race) == RACES.named(preset.name) == preset


@every_preset
def test_a_race_of_the_gallery_is_short_and_of_few_lanes(preset):
    race, view, _ = link.read(preset.query)
    assert 2 <= len(race.lanes) <= 4 and 100 <= race.steps <= 600
    assert not view.hidden and view.step is None


@every_preset
def test_only_where_that_is_the_lesson_does_a_lane_leave_the_picture(preset):
    race, _, _ = link.read(preset.query)
    runs = solve(race)
    gone = [n for n, score in enumerate(scored(race, runs), 1) if score.left_box is not None]
    endless = [n for n, run in enumerate(runs, 1) if not np.isfinite(run.value).all()]
    assert set(gone) == LEAVES.get(preset.name, set())
    assert set(endless) == OVERFLOWS.get(preset.name, set())
    assert not gone or re.search("diverges|leaves the box", preset.observe)


@every_preset
def test_what_is_written_is_short_and_speaks_of_every_lane(preset: Preset):
    race, _, _ = link.read(preset.query)
    for text in (preset.title, preset.observe):
        assert len(text) < 170 and text.isprintable() and not set("*_$`[<") & set(text)
    assert preset.observe.endswith(".") and len(preset.title) < 50
    words = f"{preset.title} {preset.observe}".lower()
    for lane in race.lanes:
        assert lane.optimizer.entry.label.lower() in words
