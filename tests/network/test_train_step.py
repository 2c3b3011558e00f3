"""What is computed in a training is what its settings say, whatever the company."""

from dataclasses import replace

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest

from optim_core import SCHEDULES, Choice, Lane
from optim_core.network import datasets as images
from optim_core.network import train_step
from optim_core.network.images import Images
from optim_core.network.mlp import Network, initial_weights, outputs, unravel
from optim_core.network.settings import Settings
from optim_core.network.split import Split
from optim_core.network.train_state import StaticConfig, TracedConfig, begin
from optim_core.optimizers import optimizers_for
from tests.helpers.optimizers import EVERY
from tests.helpers.trainings import ADAM, DESCENT, SMALL, lane, result, same


@pytest.mark.parametrize(
    "name, rule",
    [
        ("adam", optax.adam(1e-3)),
        ("momentum", optax.sgd(0.02, 0.9)),
        ("gradient_descent", optax.sgd(0.1)),
    ],
)
def test_200_steps_agree_with_the_same_written_with_optax(name, rule):
    ours = {"adam": ADAM, "momentum": lane("momentum", lr=0.02), "gradient_descent": DESCENT}[name]
    training = replace(SMALL, lanes=(ours,), hidden=(32, 16), epochs=5)
    progress = result(training)
    run = progress.lanes[0].runs[0]
    assert run.steps == 200

    data = images.load("digits")
    network = Network((64, 32, 16, 10), "relu", False)
    weights = unravel(jnp.asarray(initial_weights(network, "he", 0)), network.shapes)

    def loss(weights, x, y):
        w1, b1, w2, b2, w3, b3 = weights
        h = jax.nn.relu(jax.nn.relu(x @ w1 + b1) @ w2 + b2)
        logits = h @ w3 + b3
        right = (logits.argmax(axis=1) == y).sum()
        return optax.softmax_cross_entropy_with_integer_labels(logits, y).mean(), right

    @jax.jit
    def step(weights, state, x, y):
        (value, right), gradient = jax.value_and_grad(loss, has_aux=True)(weights, x, y)
        updates, state = rule.update(gradient, state, weights)
        norm = optax.tree.norm(gradient)
        return optax.apply_updates(weights, updates), state, value, norm, right

    state, losses, norms, rights = rule.init(weights), [], [], []
    for batch in Split.of(data, 0.1, 60_000, 32).batches(0, 0, 200):
        x = np.asarray(data.images)[batch].astype(np.float32) / np.float32(16)
        y = np.asarray(data.labels)[batch].astype(np.int32)
        weights, state, value, norm, right = step(weights, state, x, y)
        rights.append(int(right))
        losses.append(value)
        norms.append(norm)
    np.testing.assert_allclose(run.training_loss, losses, atol=1e-5)
    np.testing.assert_allclose(run.gradient_norm, norms, rtol=1e-3, atol=1e-4)
    np.testing.assert_allclose(32 * run.training_accuracy, rights, rtol=1e-6)
    for mine, theirs in zip(unravel(run.checkpoint.x, network.shapes), weights, strict=True):
        np.testing.assert_allclose(mine, theirs, atol=1e-5)


def test_every_optimizer_trains_in_float32():
    every = optimizers_for("network") | EVERY
    lanes = tuple(Lane(Choice.of(each)) for each in every.values() if "network" in each.scope)
    small = {"epochs": 1, "evaluations": 1, "shared_lr": 1e-3}
    progress = result(replace(SMALL, lanes=lanes, **small))
    for each in progress.lanes:
        assert each.runs[0].checkpoint.x.dtype == np.float32
        assert np.isfinite(each.training_loss).all() and np.ptp(each.training_loss) > 0


@pytest.mark.optimized
def test_the_same_settings_and_seed_give_the_same_curves_in_any_company():
    noisy = lane("adam", {"dropout": 0.2, "ema_decay": 0.9, "batch_norm": True}, lr=1e-3)
    alone = result(replace(SMALL, lanes=(noisy,)))
    together = result(replace(SMALL, lanes=(ADAM, noisy, ADAM), seeds=(1, 0)), at_once=3)
    first, second, third = (each.runs for each in together.lanes)
    assert same(alone.lanes[0].runs[0], second[1]) and second[1].seed == 0
    assert same(first[0], third[0]) and same(first[1], third[1])
    assert not same(first[0], first[1]) and not same(first[0], second[0])


def test_changing_a_number_never_compiles(compilations):
    settings = {"dropout": 0.2, "ema_decay": 0.9, "batch_norm": True, "l2": 1e-3}
    training = replace(SMALL, lanes=(lane("adam", settings, lr=1e-3),))
    result(training)
    before = len(compilations)
    assert before
    other = {"dropout": 0.3, "ema_decay": 0.5, "l2": 0.0, "l1": 1e-4, "label_smoothing": 0.1}
    other |= {"init": "xavier", "patience": 1, "batch_norm": True}
    for changed in (
        {"lanes": (lane("adam", other, "cosine", lr=0.01, beta1=0.5, eps=1e-6),)},
        {"epochs": 3, "seeds": (3,), "validation": 0.2, "examples": 500, "evaluations": 1},
        {"shared_lr": 1.0},
    ):
        result(replace(training, **changed))
    assert len(compilations) == before


def test_changing_what_the_first_state_depends_on_never_compiles(compilations):
    result(replace(SMALL, lanes=(lane("rprop"),)))
    before = len(compilations)
    result(replace(SMALL, lanes=(lane("rprop", delta0=1e-3, delta_max=1.0),)))
    assert len(compilations) == before


def test_every_setting_matters():
    base = result(SMALL).lanes[0].runs[0]
    changes = {
        "hidden": (8,), "activation": "tanh", "init": "too_small", "batch_norm": True,
        "dropout": 0.3, "label_smoothing": 0.2, "label_noise": 0.2, "l2": 0.01,
        "l1": 0.001, "gradient_clip": 0.5, "ema_decay": 0.9, "batch_size": 16,
        "input_dropout": 0.2, "dropconnect": 0.3, "max_norm": 1.0, "shift": 1, "rotation": 20,
        "scaling": 0.2, "elastic": 1, "mixup": 0.4, "pooling": "average", "multi_task": 1,
    }  # fmt: skip
    lanes = tuple(lane("adam", {name: value}, lr=1e-3) for name, value in changes.items())
    progress = result(replace(SMALL, lanes=lanes))
    for each, name in zip(progress.lanes, changes, strict=True):
        assert not same(each.runs[0], base), name
    assert set(changes) | {"patience"} == set(Settings.__dataclass_fields__)


def test_what_is_off_is_not_compiled_in():
    """A plain step draws no random numbers, looks up no pixels, and takes one mini-batch as is."""

    def program(**settings):
        each = lane("adam", settings, lr=1e-3)
        static = StaticConfig.of(each, SMALL.settings(each), (8, 8), 10)
        traced = TracedConfig.of(each, SMALL.settings(each))
        data = images.load("digits")
        return jax.jit(train_step.steps.function, static_argnums=0).lower(
            static, traced, Images(data.images, data.labels, np.float32(1 / 16)),
            begin(static, traced, "he", 0), np.uint32(0), np.int32(1),
            np.zeros(4, np.float32), np.zeros((4, 32), np.int32), np.int32(4),
        ).as_text()  # fmt: skip

    plain = program()
    gathers = plain.count('"stablehlo.gather"(')
    assert "threefry" not in plain and gathers == 2  # images and labels
    for name, value in {"shift": 1, "mixup": 0.4, "dropout": 0.2}.items():
        assert "threefry" in program(**{name: value})
    assert program(pooling="average").count("dot_general") > plain.count("dot_general")


@pytest.mark.optimized
def test_the_running_average_is_what_is_evaluated():
    rough = lane("gradient_descent", {"ema_decay": 0.99}, lr=1.5)
    plain = lane("gradient_descent", lr=1.5)
    averaged, raw = result(replace(SMALL, lanes=(rough, plain), epochs=6)).lanes
    np.testing.assert_array_equal(averaged.training_loss, raw.training_loss)
    assert averaged.validation_loss[-1] != raw.validation_loss[-1]
    assert not np.array_equal(averaged.runs[0].checkpoint.x, raw.runs[0].checkpoint.x)


def test_an_average_is_evaluated_with_statistics_of_its_own():
    averaged = lane("adam", {"ema_decay": 0.999}, lr=0.1)
    training = replace(SMALL, lanes=(averaged,), batch_norm=True, batch_size=64, epochs=15)
    run = result(training).lanes[0].runs[0]
    digits = images.load("digits")
    split = Split.of(digits, training.validation, training.examples, 64)
    x, network = run.checkpoint.x, run.checkpoint.network
    pixels = jnp.asarray(digits.images, jnp.float32) / 16
    statistics = outputs(x, network, pixels[split.training], None, None).statistics
    np.testing.assert_allclose(run.checkpoint.statistics, statistics, rtol=0.05, atol=0.05)
    logits = outputs(x, network, pixels[split.test], statistics, None).logits
    accuracy = float((logits.argmax(axis=1) == digits.labels[split.test]).mean())
    assert run.test_accuracy[-1] == pytest.approx(accuracy, abs=0.01) and accuracy > 0.95


def test_weights_that_are_not_finite_are_never_the_best():
    slow = lane("gradient_descent", {"patience": 5}, lr=10.0)
    slow = replace(slow, schedule=Choice.of(SCHEDULES["constant"], warmup=500))
    deep = {"hidden": (128,) * 3, "activation": "gelu", "epochs": 20, "evaluations": 4}
    each = result(replace(SMALL, lanes=(slow,), **deep)).lanes[0]
    run = each.runs[0]
    assert not np.isfinite(run.validation_loss[-1]), "it diverges"
    assert run.best == np.nanargmin(run.validation_loss) > 0
    assert np.isfinite(np.asarray(run.checkpoint.x)).all()
