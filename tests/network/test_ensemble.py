"""Several networks for one answer: counted by hand, and the snapshots of a run that restarts."""

from dataclasses import replace

import numpy as np
import pytest

from optim_core.network.ensemble import MAX_SNAPSHOTS, snapshot_steps, soft_vote
from tests.helpers.trainings import SMALL, lane, result


def test_an_average_mends_and_spoils_as_counted_by_hand():
    """Three networks, four images of two classes, whose labels are 0."""
    first_class = np.array([[0.9, 0.4, 0.4, 0.6], [0.8, 0.4, 0.9, 0.6], [0.7, 0.9, 0.1, 0.1]])
    found = soft_vote(np.stack([first_class, 1 - first_class], axis=-1), np.zeros(4, int))
    np.testing.assert_array_equal(found.members, [2 / 4, 3 / 4, 2 / 4])
    assert found.accuracy == 2 / 4  # averages 0.8, 0.567, 0.467, 0.433
    assert np.isclose(found.mistakes, 5 / 3)  # 2, 1 and 2
    assert np.isclose(found.mended, 2 / 3)  # the second image, of the first two
    assert np.isclose(found.spoiled, 3 / 3)  # the fourth of those two, the third of the second
    right = found.members.mean() * 4 + found.mended - found.spoiled
    assert np.isclose(right, found.accuracy * 4)


def test_a_network_alone_mends_nothing():
    said = np.random.RandomState(0).dirichlet(np.ones(10), (1, 50))
    found = soft_vote(said, np.random.RandomState(1).randint(0, 10, 50))
    assert found.mended == found.spoiled == 0 and found.accuracy == found.members[0]


def test_snapshots_are_where_a_cycle_ends_and_at_the_end():
    cosine = (1 + np.cos(np.pi * np.arange(1, 21) / 20)) / 2
    assert snapshot_steps(np.tile(cosine, 3)) == (20, 40, 60)
    assert snapshot_steps(cosine) == () == snapshot_steps(np.ones(50))
    assert snapshot_steps(np.concatenate([np.linspace(0, 1, 5), cosine])) == (), "a warm-up"
    assert len(snapshot_steps(np.tile(cosine, 20))) == MAX_SNAPSHOTS


@pytest.mark.optimized
def test_the_snapshots_of_a_run_are_the_networks_of_shorter_runs():
    training = replace(SMALL, epochs=2, lanes=(_restarting(),))
    run = result(training).lanes[0].runs[0]
    first = result(replace(training, epochs=1)).lanes[0].runs[0]
    assert len(run.snapshots) == 2 and first.snapshots == ()
    np.testing.assert_array_equal(run.snapshots[0].x, first.checkpoint.x)
    np.testing.assert_array_equal(run.snapshots[1].x, run.checkpoint.x)
    assert result(SMALL).lanes[0].runs[0].snapshots == ()


def _restarting():
    plain = lane("momentum", schedule="cosine_restarts", lr=0.1)
    return replace(plain, schedule=plain.schedule.but(every=1.0))
