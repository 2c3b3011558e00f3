"""What trainings claim of mini-batches, computed from their own runs."""

import numpy as np

from tests.gallery.lab_claims import (
    alike,
    below,
    claim,
    ends,
    losses,
    names,
    rates,
    rights,
    settings,
)


@claim
def batch_noise(progress):
    alike(progress, "batch_size")
    (rate,) = set(rates(progress))
    sizes = [lane.batch_size for lane in progress.lanes]
    assert sizes[:3] == [1, 64, 512] and progress.lanes[3].steps_per_epoch == 1
    rises = [float((np.diff(run.training_loss) > 0).mean()) for run in ends(progress)]
    assert 0.4 < rises[0] < 0.6 and rises[3] == 0
    assert np.argmin(losses(progress)) == 0
    return [rate, 1, 4, ends(progress)[3].steps]


@claim
def time_to_95(progress):
    assert set(names(progress)) == {"adam"}
    seconds = []  # as the steps take of which most are like: others use this machine, too
    for run in ends(progress)[:2]:
        first = run.evaluated[np.argmax(run.test_accuracy >= 0.95)]
        assert first
        seconds.append(float(np.median(np.diff(run.seconds))) * first)
    assert seconds[1] < seconds[0] / 5
    sizes = settings(progress, "batch_size")
    right = rights(progress)
    return [sizes[1], 2, 95, 1, 4, below(90, right[3]), ends(progress)[3].steps]


@claim
def small_set(progress):
    mini, full = progress.lanes
    assert names(progress) == ["momentum"] * 2 and rates(progress)[1] > rates(progress)[0]
    (steps,) = {run.steps for run in full.runs}
    assert full.steps_per_epoch == 1 and (np.diff(full.runs[0].training_loss) < 0).all()
    right = rights(progress)
    apart = below(3, abs(right[0] - right[1]))
    return [full.batch_size, 2, steps, apart, 1, mini.runs[0].steps // steps]


@claim
def rate_with_batch(progress):
    small, same, more = rates(progress)
    small_size, *large = settings(progress, "batch_size")
    assert names(progress) == ["gradient_descent"] * 3 and small == same
    assert losses(progress)[1] > 2 * losses(progress)[0]
    times = round(more / small, 9)
    assert {times} == {size / small_size for size in large}
    right = rights(progress)
    assert ends(progress)[2].steps < ends(progress)[0].steps
    return [large[0], small_size, 2, times, 3, below(3, abs(right[2] - right[0])), 1]
