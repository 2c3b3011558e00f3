"""What the page shows of training images is what the networks see of them."""

import jax
import numpy as np

from optim_core.network import datasets as images
from optim_core.network.images import Images
from optim_core.network.seen_images import ImageAmounts, ImageChanges, see
from optim_core.network.split import Split
from pages.ui.lab import link as lab_link
from tests.helpers.wire import opened
from tests.pages.test_lab_api import get

LINK = "dataset=digits&layers=16&batch_size=32&epochs=2&1=adam&2=adam&2.shift=1&2.elastic=0.5"
LINK += "&3=adam&3.mixup=1&4=adam&4.pooling=fractional&v=2"


def test_the_images_shown_are_the_first_of_those_that_a_step_sees():
    header, body = opened(get(f"/api/seen_images?{LINK}&_step=3").body)
    training, data = lab_link.read(LINK)[0], images.load("digits")
    batch = Split.of(data, 0.1, 60_000, 32).batches(0, 2, 1)[0]
    assert header["step"] == 3
    assert [each["lane"] for each in header["lanes"]] == [1, 2, 3]  # the first changes nothing
    begin = 0
    for told in header["lanes"]:
        assert told["at"] == batch[:8].tolist()
        assert told["true"] == told["labels"] == data.labels[batch[:8]].tolist()
        settings = training.settings(training.lanes[told["lane"]])
        whole, labels = see(
            ImageChanges.of(settings, (8, 8)),
            ImageAmounts.of(settings),
            Images(data.images, data.labels, np.float32(1 / 16)),
            batch,
            0,
            3,
        )
        size = 8 * told["rows"] * told["columns"]
        pixels = np.frombuffer(body[begin : begin + size], np.uint8)
        begin += size
        np.testing.assert_allclose(pixels, 255 * np.asarray(whole)[:8].ravel(), atol=0.6)
        if "share" in told:
            assert told["share"] == float(labels.share)
            assert told["labels"] + told["others"][-1:] == data.labels[batch[:9]].tolist()
    assert begin == len(body)
    assert header["lanes"][2]["rows"] == 6
    assert jax.config.jax_threefry_partitionable, "or what an image becomes depends on all others"


def test_of_a_training_that_changes_no_image_there_is_nothing_and_nonsense_is_the_first_step():
    header, body = opened(get("/api/seen_images?dataset=digits&1=adam&v=2&_step=x").body)
    assert header["lanes"] == [] and len(body) == 0 and header["step"] == 1
    header, _ = opened(get(f"/api/seen_images?{LINK}&_step=99999999").body)
    assert header["step"] == 80
