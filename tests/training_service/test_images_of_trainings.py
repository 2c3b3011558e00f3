"""Images come in the background, and are replaced where they cannot be had."""

import threading
from dataclasses import replace

from optim_core.network import datasets as images
from optim_core.network.datasets import Unavailable
from pages.ui.training_service import dataset_loader
from pages.ui.training_service.queue import TrainingQueue
from tests.helpers.training_queue import OTHERS, SMALL, advance, ended


def test_images_that_cannot_be_had_are_replaced_and_asked_for_again_later(trained, clock, caplog):
    asked, there = [], []

    def load(name, report):
        asked.append(name)
        if name == "mnist" and not there:
            raise Unavailable("no network")
        return images.load("digits")

    queue = TrainingQueue(train=trained, load=load, clock=clock, synchronous=True)
    wanted = [replace(training, dataset="mnist") for training in OTHERS[:3]]
    for training in wanted[:2]:
        queue.subscribe(queue.train(training))
        advance(queue, 40)
        job = queue.find(training)
        assert job.state == "finished" and job.actual == replace(training, dataset="digits")
    assert asked == ["mnist", "digits"], "no class waits for each try"
    assert queue.train(wanted[0]) is queue.find(wanted[0]), "for a while it is the answer"
    clock.now += dataset_loader.RETRY_AFTER
    there.append("mnist")
    job = queue.train(wanted[0])
    queue.subscribe(job)
    advance(queue, 40)
    assert job.state == "finished" and job.actual == wanted[0] and asked[-1] == "mnist"


def test_images_that_go_away_are_replaced(trained, clock, caplog):
    def gone(training):
        if training.dataset == "mnist":
            raise Unavailable("deleted")
        yield from trained(training)

    queue = TrainingQueue(
        train=gone, load=lambda *_: images.load("digits"), clock=clock, synchronous=True
    )
    job = queue.train(replace(SMALL, dataset="mnist"))
    queue.subscribe(job)
    advance(queue, 40)
    assert job.state == "finished" and job.actual == SMALL


def test_images_that_come_hold_nobody_up(trained):
    there = threading.Event()

    def load(name, report):
        report(0.25, "what comes")
        if name == "mnist":
            there.wait(20)
        return images.load("digits")

    queue = TrainingQueue(train=trained, load=load)
    coming = queue.train(replace(SMALL, dataset="mnist"))
    queue.subscribe(coming)
    job = queue.train(SMALL)
    queue.subscribe(job)
    assert ended(job) == "finished"
    assert coming.state == "loading" and queue.datasets.progress("mnist") == (0.25, "what comes")
    there.set()
    assert ended(coming) == "finished"
    queue.stop_all()


def test_images_that_are_broken_are_a_fault(trained, clock, caplog):
    def load(name, report):
        raise OSError("on purpose")

    queue = TrainingQueue(train=trained, load=load, clock=clock, synchronous=True)
    job = queue.train(SMALL)
    advance(queue, 2)
    assert job.state == "failed" and "on purpose" in caplog.text
    assert queue.train(SMALL) is not job
