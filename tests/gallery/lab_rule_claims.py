"""What trainings claim that compare rules and rates, computed from their own runs."""

import numpy as np

from tests.gallery.lab_claims import (
    above,
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
def hidden_layer(progress):
    alike(progress, "hidden")
    assert settings(progress, "hidden") == [(), (128,)]
    linear, network = losses(progress)
    assert linear > 2 * network
    right = rights(progress)
    assert right[0] < right[1]
    return [1]


@claim
def learning_rate(progress):
    assert set(names(progress)) == {"gradient_descent"}
    creeping, good, larger, _ = losses(progress)
    assert creeping > 2 * good and good > larger
    creeps, *_ = ends(progress)
    assert (np.diff(creeps.validation_loss) < 0).all()  # it gets there, in time
    return [*rates(progress), below(20, rights(progress)[3])]


@claim
def same_rate(progress):
    assert names(progress) == ["gradient_descent", "momentum", "adam"]
    descent, momentum, adam = losses(progress)
    assert momentum < descent / 2 and adam < momentum / 2
    (rate,) = set(rates(progress))
    return [rate]


@claim
def own_rates(progress):
    assert names(progress) == ["gradient_descent", "momentum", "adam"]
    right = rights(progress)
    return [*rates(progress), above(90, *right), below(5, max(right) - min(right))]


@claim
def tenfold(progress):
    assert names(progress) == ["gradient_descent", "momentum", "gradient_descent"]
    descent, momentum, faster = rights(progress)
    slow, _, fast = losses(progress)
    assert slow > 2 * fast
    kept = progress.lanes[1].lane.optimizer.numbers["momentum"]
    times = round(1 / (1 - kept), 9)
    small, same, large = rates(progress)
    assert small == same and large == small * times
    return [kept, times, same, below(4, abs(momentum - faster)), large, small]


@claim
def bias_correction(progress):
    corrected, raw = (lane.lane.optimizer for lane in progress.lanes)
    assert raw == corrected.but(bias_correction=False) and corrected.values["bias_correction"]
    with_it, without = ends(progress)
    assert without.training_loss[:10].max() > 1.5 * with_it.training_loss[:10].max()
    assert without.training_loss[:10].max() > 2 * without.training_loss[0]
    first = (1 - raw.numbers["beta1"]) / np.sqrt(1 - raw.numbers["beta2"])
    right = rights(progress)
    return [raw.numbers["lr"], above(80, right[0]), 2, round(first, 2), below(75, right[1])]


@claim
def settling(progress):
    assert set(names(progress)) == {"rmsprop"} and settings(progress, "ema_decay")[2] > 0
    schedules = [lane.lane.schedule.entry.name for lane in progress.lanes]
    assert schedules == ["constant", "cosine", "constant"]
    constant, cosine, _ = losses(progress)
    assert cosine < constant / 2
    late = [run.validation_loss[len(run.validation_loss) // 2 :] for run in ends(progress)]
    jumping, _, averaged = (np.abs(np.diff(loss)).mean() for loss in late)
    assert averaged < jumping / 2
    assert ends(progress)[1].learning_rate[-1] == 0
    (rate,) = set(rates(progress))
    return [rate, 0, 3]


@claim
def seeds(progress):
    assert names(progress) == ["momentum", "nesterov"] and len(set(rates(progress))) == 1
    momentum, nesterov = (
        [float(run.test_accuracy[-1]) for run in lane.runs] for lane in progress.lanes
    )
    assert min(momentum) < max(nesterov) and min(nesterov) < max(momentum)
    apart = abs(np.mean(momentum) - np.mean(nesterov))
    assert min(np.ptp(momentum), np.ptp(nesterov)) > apart
    return [len(progress.training.seeds)]


@claim
def muon(progress):
    assert names(progress) == ["adam", "muon"]
    steps, again = ends(progress)
    assert steps.steps == again.steps
    adam, of_muon = losses(progress)
    assert of_muon < adam
    return [rates(progress)[1], rates(progress)[0]]
