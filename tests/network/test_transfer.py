"""Transfer: what is frozen stays to the bit, examples are few and fair, one program serves all."""

from collections import deque
from dataclasses import replace

import jax
import numpy as np
import pytest

from optim_core import OPTIMIZERS, Choice, Lane
from optim_core.network import transfer_runs
from optim_core.network.dataset_specs import DATASET_SPECS
from optim_core.network.datasets import load, load_at_hand
from optim_core.network.mlp import unravel
from optim_core.network.transfer import BATCH_SIZE, WAYS, Transfer
from optim_core.network.transfer_loop import TransferProgress, transfer
from optim_core.network.transfer_outcome import Standing, transfer_outcome
from optim_core.network.transfer_runs import FewExamples, FirstTrainings, FixedRun
from optim_core.network.transfer_tasks import two_tasks

SMALL = Transfer(dataset="digits", sizes=(5, 20), seeds=(0, 1), hidden=(16,), epochs=2, steps=30)


@pytest.fixture(scope="module")
def tasks():
    return two_tasks(load("digits"))


@pytest.fixture(scope="module")
def done():
    (progress,) = deque(transfer(SMALL, first_trainings=FirstTrainings()), maxlen=1)
    return progress


def to_its_end(run: FixedRun) -> np.ndarray:
    while not run.run.ended:
        run.run = run.advance()
    return np.asarray(run.run.checkpoint.x)


def learnt(study: Transfer, tasks):
    first = FirstTrainings().of(study, tasks)
    while first.weights is None:
        first.advance()
    return first


# some move weights that have no gradient: by decay, or by what they remember
@pytest.mark.optimized
@pytest.mark.parametrize("rule", ["momentum", "adamw"])
def test_frozen_weights_do_not_move_by_a_bit(tasks, rule):
    begun = FewExamples(SMALL, tasks, learnt(SMALL, tasks), ("last_layer", 5, 3)).start()
    split, weights, frozen = begun.split, begun._weights, int(begun.traced.frozen)
    assert 0 < frozen < weights.size
    lane = Lane(Choice.of(OPTIMIZERS[rule], lr=0.1))
    settings = SMALL.network_settings
    run = FixedRun(tasks.dataset, split, lane, settings, 3, 40, frozen, weights)
    after = to_its_end(run)
    assert after[:frozen].tobytes() == weights[:frozen].tobytes()
    assert (after[frozen:] != weights[frozen:]).mean() > 0.5


def test_the_last_layer_alone_is_softmax_regression_on_what_was_learnt(tasks):
    """Gradient descent on it, written down once more in NumPy."""
    study = replace(SMALL, rule="gradient_descent", lr=0.2, steps=12)
    run = FewExamples(study, tasks, learnt(study, tasks), ("last_layer", 20, 1)).start()
    w1, b1, w2, b2 = (
        np.asarray(a, float) for a in unravel(run._weights, run.static.network.shapes)
    )
    images = np.asarray(tasks.dataset.images) / tasks.dataset.white
    labels = np.asarray(tasks.dataset.labels)
    for batch in run.split.batches(1, 0, study.steps):
        features = np.maximum(images[batch] @ w1 + b1, 0)
        scores = np.exp(features @ w2 + b2)
        wrong = scores / scores.sum(axis=1, keepdims=True) - np.eye(5)[labels[batch]]
        w2 = w2 - study.lr * features.T @ wrong / BATCH_SIZE
        b2 = b2 - study.lr * wrong.mean(axis=0)
    after = unravel(jax.numpy.asarray(to_its_end(run)), run.static.network.shapes)
    np.testing.assert_allclose(after[2], w2, atol=2e-5)
    np.testing.assert_allclose(after[3], b2, atol=2e-5)


def test_each_way_begins_with_what_it_says(tasks):
    first = learnt(SMALL, tasks)
    runs = {way: FewExamples(SMALL, tasks, first, (way, 5, 7)).start() for way in WAYS}
    body = int(runs["last_layer"].traced.frozen)
    assert [int(run.traced.frozen) for run in runs.values()] == [body, 0, 0]
    for way in ("last_layer", "fine_tuning"):
        np.testing.assert_array_equal(runs[way]._weights[:body], first.weights[:body])
        np.testing.assert_array_equal(runs[way]._weights[body:], runs["scratch"]._weights[body:])
    assert (runs["scratch"]._weights[:body] != first.weights[:body]).any()
    rates = {way: float(run.rates[0]) for way, run in runs.items()}
    assert rates == pytest.approx({"last_layer": 0.03, "fine_tuning": 0.01, "scratch": 0.03})


def test_examples_are_as_many_of_each_class_and_fewer_are_among_more(tasks):
    labels = np.asarray(load("digits").labels)
    few, more = (tasks.second.examples(size, 4) for size in (5, 20))
    for size, of in ((5, few), (20, more)):
        assert np.bincount(labels[of], minlength=10).tolist() == [0] * 5 + [size] * 5
    assert set(few) < set(more) < set(tasks.second.training)
    assert set(few) != set(tasks.second.examples(5, 5))
    assert not set(tasks.second.test) & set(tasks.second.training)
    run = FewExamples(SMALL, tasks, learnt(SMALL, tasks), ("scratch", 5, 4)).start()
    assert set(run.split.batches(4, 0, 3).ravel()) == set(few)


@pytest.mark.parametrize("name", DATASET_SPECS)
def test_how_many_examples_there_are_is_known_before_they_are_loaded(name):
    dataset = load_at_hand(name)
    if dataset is None:
        pytest.skip(f"{name} is not at hand")
    assert two_tasks(dataset).second.most == DATASET_SPECS[name].rarest


def test_more_examples_than_there_are_are_all_of_them(tasks):
    study = replace(SMALL, sizes=(20, 500, 1000), ways=("scratch",), seeds=(0,), steps=10)
    (progress,) = deque(transfer(study), maxlen=1)
    assert study.runs == 2
    assert progress.sizes == (20, tasks.second.most) and progress.accuracies.shape == (1, 2, 1)


def test_points_come_one_by_one_seed_by_seed_and_are_the_same_again(done):
    seen = [p.accuracies for p in transfer(SMALL, first_trainings=FirstTrainings())]
    known = [np.isfinite(each).sum() for each in seen]
    assert known == sorted(known) and known[0] == 0 and known[-1] == 12
    assert all(
        np.isfinite(each[:, :, 0]).all() for each in seen if np.isfinite(each[:, :, 1]).any()
    )
    np.testing.assert_array_equal(seen[-1], done.accuracies)
    assert done.finished and done.share == 1 and done.first_accuracy > 0.5


def test_one_program_serves_all_ways_sizes_and_seeds_and_the_first_training(done, compilations):
    other = replace(SMALL, sizes=(7, 50), seeds=(5,), lr=0.02, fine_tuning_lr=0.002, steps=20)
    deque(transfer(other), maxlen=0)
    assert not compilations


def test_the_first_training_is_done_once_for_all(monkeypatch):
    taken = []
    advance = transfer_runs.FirstTraining.advance
    monkeypatch.setattr(
        transfer_runs.FirstTraining, "advance", lambda self: (taken.append(self), advance(self))
    )
    known = FirstTrainings()
    one = replace(SMALL, seeds=(0,), steps=10)
    deque(transfer(one, first_trainings=known), maxlen=0)
    assert len(set(taken)) == 1
    count = len(taken)
    deque(transfer(replace(one, sizes=(10,), fine_tuning_lr=0.1), first_trainings=known), maxlen=0)
    assert len(taken) == count
    deque(transfer(replace(one, epochs=1), first_trainings=known), maxlen=0)
    assert len(taken) > count and len(set(taken)) == 2


def test_without_a_first_training_its_weights_are_random(tasks):
    study = replace(SMALL, epochs=0)
    first = learnt(study, tasks)
    np.testing.assert_array_equal(first.weights, FixedRun(
        tasks.dataset, tasks.first.split(tasks.first.training, BATCH_SIZE), study.lane("scratch"),
        study.network_settings, 0, 0,
    )._begin().x)  # fmt: skip


def made_up(accuracies, sizes=(5, 100, 1000), ways=WAYS) -> TransferProgress:
    study = replace(SMALL, sizes=sizes, ways=ways)
    known = np.array(accuracies, float)
    classes = tuple("01234"), tuple("56789")
    return TransferProgress(study, sizes, classes, 1, 1, 0.9, known, 1.0, 1.0, None, None)


def test_an_outcome_says_who_leads_by_how_much_and_since_when():
    last_layer = [[0.75, 0.71], [0.8, 0.8], [0.8, 0.8]]
    fine_tuning = [[0.7, 0.7], [0.9, 0.9], [0.91, 0.93]]
    scratch = [[0.6, 0.6], [0.91, 0.85], [0.94, 0.92]]
    few, many, since = transfer_outcome(made_up([last_layer, fine_tuning, scratch]))
    assert few == Standing(
        5, "last_layer", pytest.approx(0.73), "fine_tuning", pytest.approx(0.03), True
    )
    assert many == Standing(
        1000, "scratch", pytest.approx(0.93), "fine_tuning", pytest.approx(0.01), False
    )
    assert since == 1000
    scratch[1] = [0.95, 0.95]
    assert transfer_outcome(made_up([last_layer, fine_tuning, scratch])).since == 100
    assert transfer_outcome(made_up([last_layer, last_layer, last_layer])).since is None


def test_an_outcome_is_of_what_is_known():
    unknown = [[[0.5, np.nan], [0.7, 0.8], [np.nan, np.nan]]]
    outcome = transfer_outcome(made_up(unknown, ways=("scratch",)))
    assert outcome.few == outcome.many == Standing(100, "scratch", 0.75, None, 0.0, False)
    assert outcome.since is None
    assert transfer_outcome(made_up(np.full((1, 3, 2), np.nan), ways=("scratch",))) is None


@pytest.mark.parametrize(
    "wrong",
    [{"sizes": ()}, {"sizes": (5, 5)}, {"ways": ()}, {"seeds": (-1,)}, {"hidden": ()},
     {"steps": 0.5}, {"lr": float("nan")}, {"dataset": "faces"}, {"rule": "sorcery"}],
    ids=lambda wrong: "-".join(wrong),
)  # fmt: skip
def test_what_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError):
        replace(SMALL, **wrong)
