"""Progress is told as it is, and a training stops when it is told to."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest

from optim_core import OPTIMIZERS, Choice, Lane, Training, train
from optim_core.declare import optimizer
from optim_core.network import dataset_specs
from optim_core.network import datasets as images
from optim_core.optimizers.hyperparameters import LearningRate
from tests.helpers import idx_files
from tests.helpers.idx_files import REAL, WHICH, served
from tests.helpers.trainings import ADAM, DESCENT, SMALL, result


@pytest.mark.alone
def test_progress_is_told_at_least_four_times_a_second_and_holds_still():
    training = replace(SMALL, lanes=(ADAM, DESCENT), epochs=30, batch_size=4)
    result(replace(training, epochs=1))  # compiles
    times, shares, kept = [time.monotonic()], [], []
    for progress in train(training):
        times.append(time.monotonic())
        shares.append(progress.share)
        kept.append((progress, [len(each.training_loss) for each in progress.lanes]))
    assert shares == sorted(shares) and shares[0] == 0 and shares[-1] == 1
    assert np.quantile(np.diff(times), 0.9) < 0.25
    for progress, lengths in kept:
        assert [len(each.training_loss) for each in progress.lanes] == lengths
    apart = [abs(np.diff([len(each.training_loss) for each in p.lanes])[0]) for p, _ in kept]
    assert max(apart) < progress.lanes[0].runs[0].steps / 2  # side by side, not one after another


def threads():
    return [thread for thread in threading.enumerate() if thread.name.startswith("training")]


@pytest.mark.alone
def test_closing_stops_it_at_once_and_keeps_what_is_there():
    running = train(replace(SMALL, epochs=10_000))
    for progress in running:
        if len(progress.lanes[0].test_accuracy) > 3:
            break
    began = time.monotonic()
    running.close()
    assert time.monotonic() - began < 0.25
    until = time.monotonic() + 5
    while threads() and time.monotonic() < until:
        time.sleep(0.01)
    assert not threads() and time.monotonic() - began < 2
    assert not progress.finished and len(progress.lanes[0].training_loss) > 0


def test_trainings_in_one_pool_have_no_threads_of_their_own():
    pool, before = ThreadPoolExecutor(1, "shared"), threads()
    for width in range(5, 9):  # each compiles, which nothing can interrupt
        with closing(train(replace(SMALL, hidden=(width,)), pool=pool)) as running:
            next(running)
        assert set(threads()) <= set(before), "none of its own"
    assert result(SMALL, pool=pool).finished, "a pool that was left is still of use"
    pool.shutdown()


def test_a_fault_in_a_lane_is_raised():
    def fails(f, x, state, t, *, lr: LearningRate = 1.0):
        raise ArithmeticError("on purpose")

    faulty = optimizer("Faulty", source="-", init=lambda x: x)(fails)
    with pytest.raises(ArithmeticError, match="on purpose"):
        result(replace(SMALL, lanes=(Lane(Choice.of(faulty)),)))


def test_images_that_cannot_be_had_are_told(monkeypatch, tmp_path):
    source = replace(images.DATASET_SPECS["fashion_mnist"], mirrors=())
    monkeypatch.setitem(images.DATASET_SPECS, "fashion_mnist", source)
    monkeypatch.setattr(dataset_specs, "user_cache_path", lambda _: tmp_path)
    monkeypatch.delenv("FASHION_MNIST_DIR", raising=False)
    with pytest.raises(images.Unavailable):
        next(train(replace(SMALL, dataset="fashion_mnist")))


# --- the real set


@pytest.mark.parametrize("which", WHICH)
def test_the_notebooks_example(which, monkeypatch, tmp_path):
    """From the files to the accuracy; also from the real ones where they are at hand."""
    monkeypatch.setattr(idx_files, "which", which)
    packed, files = served()
    for name, content in packed.items():
        (tmp_path / f"{name}.gz").write_bytes(content)
    monkeypatch.setenv("MNIST_DIR", str(tmp_path))
    monkeypatch.setitem(
        images.DATASET_SPECS, "mnist", replace(images.DATASET_SPECS["mnist"], files=files)
    )
    monkeypatch.delitem(images._loaded, "mnist", raising=False)
    training = Training(
        (Lane(Choice.of(OPTIMIZERS["adam"], lr=1e-3)),),
        dataset="mnist", hidden=(128,), activation="relu", init="he", batch_size=128,
        epochs=1 if which == REAL else 20, seeds=(0,),
    )  # fmt: skip
    *_, progress = train(training)
    monkeypatch.delitem(images._loaded, "mnist")
    assert progress.lanes[0].test_accuracy[-1] > 0.93
    assert progress.lanes[0].steps_per_epoch == {"real files": 421, "small files": 14}[which]
