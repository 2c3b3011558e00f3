"""What travels of networks that answer together: at the end, over all test images."""

import json
from dataclasses import replace

import numpy as np

from optim_core import train
from optim_core.network.datasets import load
from pages.ui.training_service import together
from pages.ui.training_service.queue import TrainingQueue
from tests.helpers.training_queue import ADAM, SMALL


def test_seeds_and_all_networks_are_put_together():
    lanes = ADAM, replace(ADAM, settings={"hidden": (8,)})
    *_, last = train(replace(SMALL, lanes=lanes, seeds=(0, 1)))
    found = together.summary(last, load("digits"))
    json.dumps(found, allow_nan=False)
    assert [(team["kind"], team["lane"]) for team in found["teams"]] == [
        ("seeds", 0), ("seeds", 1), ("all", None)
    ]  # fmt: skip
    ends = [float(run.test_accuracy[-1]) for lane in last.lanes for run in lane.runs]
    np.testing.assert_allclose(found["teams"][2]["members"], ends, atol=1e-6)
    for team in found["teams"]:
        mean = 360 * np.mean(team["members"])
        right = mean + team["mended"] - team["spoiled"]
        np.testing.assert_allclose(right, 360 * team["accuracy"], atol=0.02)
        np.testing.assert_allclose(team["mistakes"], 360 - mean, atol=0.02)


def test_one_network_has_nobody_and_a_job_tells_it_at_the_end():
    *_, last = train(SMALL)
    assert together.summary(last, load("digits")) is None
    queue = TrainingQueue(synchronous=True)
    job = queue.train(replace(SMALL, seeds=(0, 1)))
    queue.subscribe(job)
    while job.active:
        assert job.together is None
        queue.advance()
    assert [team["kind"] for team in job.together["teams"]] == ["seeds"]
