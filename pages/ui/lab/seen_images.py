"""Some training images beside what the networks of a training see of them at a step."""

from typing import Any

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from optim_core import Training
from optim_core.network import seen_images as seeing
from optim_core.network.datasets import Dataset
from optim_core.network.images import Images
from optim_core.network.label_noise import noisy_labels
from optim_core.network.mixup import MixedLabels
from optim_core.network.seen_images import UNCHANGED, ImageAmounts, ImageChanges
from optim_core.network.settings import Settings
from optim_core.network.split import Split

SHOWN = 8  # images


def seen_images(training: Training, dataset: Dataset, step: int) -> tuple[dict[str, Any], bytes]:
    """The first images of each lane's mini-batch `step`, by the very function that the steps call.

    A header with the step and, of each lane that changes its images, which these are, their labels,
    and what it makes of them; then a byte for each pixel, lane by lane. Of the first seed.
    """
    seed = training.seeds[0]
    per_epoch = [training.sizes_of(lane).steps_per_epoch for lane in training.lanes]
    step = min(max(step, 1), training.epochs * min(per_epoch))
    lanes, pictures = [], []
    for index, lane in enumerate(training.lanes):
        settings = training.settings(lane)
        if ImageChanges.of(settings, dataset.shape) == UNCHANGED:
            continue
        split = Split.of(dataset, training.validation, training.examples, settings.batch_size)
        # one more, for the last to be mixed with
        some = split.batches(seed, step - 1, 1)[0][: SHOWN + 1]
        labels = np.asarray(dataset.labels)
        if settings.label_noise:
            labels = noisy_labels(
                labels, split.training, settings.label_noise, len(dataset.classes), seed
            )
        data = Images(dataset.images, jnp.asarray(labels), np.float32(1 / dataset.white))
        header, pixels = _of_lane(settings, dataset.shape, data, some, seed, step)
        true = np.asarray(dataset.labels)[some[:SHOWN]]
        lanes.append({"lane": index, "at": some[:SHOWN].tolist(), "true": true.tolist(), **header})
        pictures.append(pixels.tobytes())
    return {"step": step, "classes": list(dataset.classes), "lanes": lanes}, b"".join(pictures)


def _of_lane(
    settings: Settings,
    shape: tuple[int, int],
    data: Images,
    some: NDArray,
    seed: int,
    step: int,
) -> tuple[dict[str, Any], NDArray[np.uint8]]:
    """What the network of a lane sees of the images at the indices `some`, and is told of them."""
    changes = ImageChanges.of(settings, shape)
    images, labels = seeing.see(
        changes, ImageAmounts.of(settings), data, some, np.uint32(seed), np.int32(step)
    )
    rows, columns = changes.pooling.shape if changes.pooling else shape
    header: dict[str, Any] = {"rows": rows, "columns": columns}
    if isinstance(labels, MixedLabels):
        header["others"] = np.asarray(labels.others)[:SHOWN].tolist()
        header["share"] = float(labels.share)
        labels = labels.labels
    header["labels"] = np.asarray(labels)[:SHOWN].tolist()
    return header, np.round(255 * np.asarray(images)[:SHOWN]).astype(np.uint8)
