"""What travels of networks that answer together, over all test images: live, and at the end."""

import json
from dataclasses import replace

import numpy as np

from optim_core import train
from optim_core.network.datasets import load
from pages.ui.training_service.ensemble import MAX_ASKING, Ensemble, summary
from pages.ui.training_service.queue import TrainingQueue
from tests.helpers.training_queue import ADAM, SMALL

LANES = ADAM, replace(ADAM, settings={"hidden": (8,)})
KINDS = [("seeds", 0), ("seeds", 1), ("all", None)]


def kinds(found):
    return [(team["kind"], team["lane"]) for team in found["teams"]]


def test_seeds_and_all_networks_are_put_together():
    *_, last = train(replace(SMALL, lanes=LANES, seeds=(0, 1)))
    found = summary(last, load("digits"))
    json.dumps(found, allow_nan=False)
    assert kinds(found) == KINDS
    ends = [float(run.test_accuracy[-1]) for lane in last.lanes for run in lane.runs]
    np.testing.assert_allclose(found["teams"][2]["members"], ends, atol=1e-6)
    for team in found["teams"]:
        mean = 360 * np.mean(team["members"])
        right = mean + team["mended"] - team["spoiled"]
        np.testing.assert_allclose(right, 360 * team["accuracy"], atol=0.02)
        np.testing.assert_allclose(team["mistakes"], 360 - mean, atol=0.02)
        assert team["epochs"] == [SMALL.epochs, SMALL.epochs]


def test_while_it_goes_on_those_answer_that_have_learned():
    """In little of the time: one network at a time, and each as often as there is something new."""
    live, now, told = Ensemble(), 0.0, []

    def clock():  # asking takes a hundredth of a second
        nonlocal now
        now += 0.01
        return now

    for progress in train(replace(SMALL, lanes=LANES, seeds=(0, 1), epochs=6)):
        now += 0.05
        before = live.found
        live.update(progress, load("digits"), clock)
        if live.found is not before:
            told.append((now, live.found))
            own = [[run.test_accuracy.tolist() for run in lane.runs] for lane in progress.lanes]
            for team in live.found["teams"]:
                some = own if team["lane"] is None else [own[team["lane"]]]
                known = {round(each, 6) for lane in some for run in lane for each in run[1:]}
                assert set(team["members"]) <= known, "none before its first step"
                assert 0 < team["epochs"][0] <= team["epochs"][1] <= 6
                assert len(team["members"]) <= team["of"]
    assert len(told) > 2 and kinds(told[0][1]) == [("all", None)], "at first one seed of each lane"
    sizes = [len(found["teams"][-1]["members"]) for _, found in told]
    assert sizes[0] == 2 and sizes == sorted(sizes)
    seldom = np.diff([at for at, _ in told[2:]])
    assert (seldom > 0.01 / MAX_ASKING).all(), "the training is hardly slower"


def test_one_network_has_nobody_and_a_job_tells_of_several():
    *_, last = train(SMALL)
    assert summary(last, load("digits")) is None
    queue = TrainingQueue(synchronous=True)
    job = queue.train(replace(SMALL, seeds=(0, 1)))
    queue.subscribe(job)
    while job.active:
        queue.advance()
    (team,) = job.ensemble.found["teams"]
    assert team["kind"] == "seeds" and team["epochs"] == [SMALL.epochs, SMALL.epochs]
