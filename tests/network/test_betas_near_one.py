"""Betas near one lose nothing: weights are float32, 1 - beta and 1 - beta^t are not."""

from dataclasses import replace

import numpy as np
import pytest

from optim_core.network import datasets as images
from optim_core.network.mlp import Network, initial_weights
from optim_core.network.split import Split
from tests.helpers.references import REFERENCES
from tests.helpers.trainings import ADAM, SMALL, lane, result

STEPS = 200
NETWORK = Network((64, 16, 10), "relu", False)
LANES = {
    "rmsprop, 0.999": lane("rmsprop", lr=1e-3, decay=0.999),
    "rmsprop, 0.9999": lane("rmsprop", lr=1e-4, decay=0.9999),
    "adadelta": lane("adadelta", decay=0.999),
    "adam": lane("adam", lr=1e-3, beta1=0.99, beta2=0.9999),
    "adam, not corrected": lane("adam", lr=1e-3, beta2=0.9999, bias_correction=False),
    "adamw": lane("adamw", lr=1e-3, beta2=0.9999),
    "amsgrad": lane("amsgrad", lr=1e-3, beta2=0.9999),
    "nadam": lane("nadam", lr=1e-3, beta2=0.9999),
    "lion": lane("lion", lr=1e-4, beta1=0.999, beta2=0.9999),
}


def losses_by_hand(choice, dtype):
    """The losses before each step `[STEPS]` of the rule as its source has it, in NumPy.

    With float32 this is what PyTorch computes: its numbers are doubles, and so are the numbers made
    of them alone, as in `exp_avg_sq.mul_(beta2).addcmul_(grad, grad, value=1 - beta2)`; each is
    rounded where it meets a tensor. NumPy has the same rule.
    """
    digits, losses = images.load("digits"), []
    batches = Split.of(digits, SMALL.validation, SMALL.examples, 32).batches(0, 0, STEPS)
    pixels = np.asarray(digits.images)[batches].astype(dtype) / dtype(digits.white)
    labels, row = np.asarray(digits.labels)[batches].astype(int), np.arange(32)
    ends = np.cumsum([int(np.prod(shape)) for shape in NETWORK.shapes])[:-1]

    def gradient(x, t):
        parts = zip(np.split(x, ends), NETWORK.shapes, strict=True)
        w1, b1, w2, b2 = (part.reshape(shape) for part, shape in parts)
        x, y = pixels[t - 1], labels[t - 1]
        h = np.maximum(x @ w1 + b1, 0)
        logits = h @ w2 + b2
        logits -= logits.max(axis=1, keepdims=True)
        p = np.exp(logits)
        total = p.sum(axis=1, keepdims=True)
        losses.append(float((np.log(total[:, 0]) - logits[row, y]).mean()))
        p /= total
        p[row, y] -= 1
        p /= dtype(len(y))
        to_h = (p @ w2.T) * (h > 0)
        return np.concatenate(
            [(x.T @ to_h).ravel(), to_h.sum(axis=0), (h.T @ p).ravel(), p.sum(axis=0)]
        )

    numbers = {name: value for name, value in choice.values.items() if name != "lr"}
    start = initial_weights(NETWORK, "he", 0).astype(dtype)
    rates = [choice.values["lr"]] * STEPS
    for x in REFERENCES[choice.entry.name](gradient, start, rates, **numbers):
        assert x.dtype == dtype
    return np.array(losses)


@pytest.mark.parametrize("of", LANES.values(), ids=LANES)
def test_a_training_is_as_exact_as_that_of_pytorch(of):
    ours = result(replace(SMALL, lanes=(of,), epochs=5)).lanes[0].runs[0].training_loss
    exact, pytorch = (losses_by_hand(of.optimizer, dtype) for dtype in (np.float64, np.float32))
    error = np.abs(pytorch - exact).max()
    assert len(ours) == STEPS and 0 < error < 1e-5
    assert np.abs(ours - exact).max() < 5 * error


def test_a_number_that_float32_cannot_hold_is_infinite_and_is_seen():
    far = replace(ADAM, optimizer=ADAM.optimizer.but(eps=1e60))
    run = result(replace(SMALL, lanes=(far,), epochs=1)).lanes[0].runs[0]
    assert np.ptp(run.test_accuracy) == 0
