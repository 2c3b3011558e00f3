"""What the texts say of other libraries' conventions: each number in them is computed here."""

from dataclasses import replace

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from optim_core import OPTIMIZERS, Choice
from optim_core.lane import SHARED_LR
from optim_core.network import datasets
from optim_core.network.mlp import BN_MEMORY, DEVIATIONS, Network
from optim_core.network.objective import Penalty, objective
from optim_core.network.run_in_progress import RunInProgress
from optim_core.network.settings import SETTINGS
from optim_core.network.split import Split
from tests.helpers.trainings import SMALL, lane, result


def first_step(optimizer, x=None, g=1.0, **values):
    """The first step from `x [n]` along a slope of `g` in each coordinate."""
    choice = Choice.of(OPTIMIZERS[optimizer], **values)
    x = jnp.ones(2) if x is None else x
    state = choice.entry.init(x, **choice.values)
    after, _ = choice.entry.function(
        lambda p: g * p.sum(), x, state, jnp.array(1.0), **choice.values
    )
    return np.asarray(x - after)


def nadam_of_pytorch(beta1=0.9, decay=0.004):
    """torch.optim.NAdam's first step in units of its rate; its gradient is one everywhere.

    mu_t = beta1 (1 - 0.96^(t decay) / 2); the step is (1 - mu_1) g / (1 - mu_1)
    + mu_2 m / (1 - mu_1 mu_2), both by the root of the corrected v, which is g.
    """
    mu_1, mu_2 = (beta1 * (1 - 0.5 * 0.96 ** (t * decay)) for t in (1, 2))
    return (1 - mu_1) / (1 - mu_1) + mu_2 * (1 - beta1) / (1 - mu_1 * mu_2)


def test_the_first_step_of_nadam_and_that_of_pytorch():
    remarks = OPTIMIZERS["nadam"].remarks
    ours = first_step("nadam", lr=0.01, beta1=0.9)[0] / 0.01
    assert ours == pytest.approx(1 + 0.9 / 1.9, rel=1e-6)
    assert f"{ours:.2f} times at 0.9" in remarks
    assert f"PyTorch's is {nadam_of_pytorch():.2f} times" in remarks


def test_the_neutral_rate_of_adadelta():
    assert "is neutral" in OPTIMIZERS["adadelta"].remarks
    assert Choice.of(OPTIMIZERS["adadelta"]).values["lr"] == 1
    assert SHARED_LR.help.endswith("AdaDelta's neutral one is 1")
    np.testing.assert_allclose(
        first_step("adadelta", lr=1e-3), 1e-3 * first_step("adadelta"), rtol=1e-9
    )


def test_weight_decay_takes_every_weight_and_l2_the_matrices():
    x = jnp.array([1.0, -2.0, 3.0])
    np.testing.assert_allclose(
        first_step("adamw", x, g=0.0, lr=0.1, weight_decay=0.5), 0.1 * 0.5 * x
    )
    assert "biases, scales and shifts" in OPTIMIZERS["adamw"].remarks
    network = Network((4, 3, 2), "relu", True)
    arrays = tuple(jnp.ones(shape) for shape in network.shapes)
    images, labels = jnp.ones((5, 4)), jnp.zeros(5, int)

    @jax.jit
    @jax.grad
    def slopes(arrays, l2):
        return objective(arrays, network, images, labels, 0.0, Penalty(0.0, l2), None)[0]

    with_l2, without = (slopes(arrays, l2) for l2 in (0.5, 0.0))
    for array, more, less in zip(arrays, with_l2, without, strict=True):
        np.testing.assert_allclose(more - less, 0.5 * array * (array.ndim == 2), atol=1e-6)


def test_the_initial_weights_of_pytorch_are_less_than_half_of_xaviers():
    """nn.Linear: uniform within one over the root of the inputs, so of deviation 1 / sqrt(3 n)."""
    for inputs, outputs in ((784, 128), (128, 10)):
        assert 1 / np.sqrt(3 * inputs) < 0.5 * DEVIATIONS["xavier"](inputs, outputs)
    assert "for 784-128-10, less than half of Xavier's" in SETTINGS["init"].help


def test_the_running_statistics_are_the_biased_ones_and_keep_what_is_said():
    digits = datasets.load("digits")
    training = replace(SMALL, lanes=(lane("gradient_descent", lr=1e-30),), batch_norm=True)
    split = Split.of(digits, 0.1, 60_000, 32)
    going = RunInProgress(digits, split, training.lanes[0], training, 0, 1, 1)
    while going.done < 1:
        going.advance()
    mean, variance = np.asarray(going.train_state.statistics)
    weights = np.asarray(going.train_state.x)[: 64 * 16].reshape(64, 16)
    batches = split.batches(0, 0, going.done)
    expected = np.zeros(16), np.ones(16)
    for batch in batches:
        h = np.asarray(digits.images)[batch] / 16 @ weights
        now = h.mean(axis=0), h.var(axis=0)
        expected = [0.9 * old + 0.1 * new for old, new in zip(expected, now, strict=True)]
    np.testing.assert_allclose(mean, expected[0], rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(variance, expected[1], rtol=1e-4)
    assert f"keep {BN_MEMORY} at a step (PyTorch's momentum {1 - BN_MEMORY:.1f})" in (
        SETTINGS["batch_norm"].help
    )


def test_the_drawn_training_loss_is_neither_smoothed_nor_penalized_and_has_dropout_on():
    def first(**settings):
        return result(replace(SMALL, epochs=1, **settings)).lanes[0].runs[0].training_loss[0]

    plain = first()
    assert first(label_smoothing=0.2) == first(l2=0.1) == first(l1=0.01) == plain
    assert abs(first(dropout=0.5) - plain) > 0.01
