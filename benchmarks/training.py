"""How near `train` comes to a bare training loop in JAX, and that to the machine's own limit."""

import os
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from optim_core import OPTIMIZERS, Choice, Lane, Training, train
from optim_core.network.datasets import Unavailable, load
from optim_core.network.devices import network_device
from optim_core.network.mlp import Network, initial_weights
from tests.helpers.idx_files import FOLDER

HIDDEN, BATCH, REPEATS, EVALUATIONS, LR = 128, 128, 15, 2, 1e-3


def images() -> tuple[Any, Any, Any, Any]:
    """MNIST in float32: training images and labels, test images and labels."""
    data = load("mnist")
    x, y, n = np.asarray(data.images), np.asarray(data.labels), data.training
    whole = (
        jax.device_put(x.astype(np.float32) / np.float32(255)),
        jax.device_put(y.astype(np.int32)),
    )
    return whole[0][:n], whole[1][:n], whole[0][n:], whole[1][n:]


def bare(weights: Any) -> Callable[[int], tuple[Any, Any]]:
    """A training loop as one writes it by hand: Adam on a pytree of float32, in a `lax.scan`."""
    x_train, y_train, x_test, y_test = (jax.device_put(a, network_device()) for a in images())
    part = len(x_train) // BATCH // EVALUATIONS

    def logits(p, x):
        return jax.nn.relu(x @ p["w1"] + p["b1"]) @ p["w2"] + p["b2"]

    def loss(p, x, y):
        return -jnp.take_along_axis(jax.nn.log_softmax(logits(p, x)), y[:, None], axis=1).mean()

    def step(carry, batch):
        p, m, v, t = carry
        t = t + 1
        value, g = jax.value_and_grad(loss)(p, x_train[batch], y_train[batch])
        m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, g)
        v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g**2, v, g)
        scale, root = 1 / (1 - 0.9**t), 1 / (1 - 0.999**t)
        p = jax.tree.map(lambda p, m, v: p - LR * m * scale / (jnp.sqrt(v * root) + 1e-8), p, m, v)
        return (p, m, v, t), value

    @jax.jit
    def steps(carry, batches):
        return jax.lax.scan(step, carry, batches)

    @jax.jit
    def accuracy(p):
        return (logits(p, x_test).argmax(axis=1) == y_test).mean()

    def epoch(seed: int) -> tuple[Any, Any]:
        order = np.random.RandomState([seed, 0]).permutation(len(x_train)).astype(np.int32)
        batches = order[: part * EVALUATIONS * BATCH].reshape(EVALUATIONS, part, BATCH)
        zero = jax.tree.map(jnp.zeros_like, weights)
        carry = weights, zero, zero, jnp.float32(0)
        seen = [accuracy(weights)]
        losses = []
        for some in batches:
            carry, values = steps(carry, some)
            losses.append(np.asarray(values))
            seen.append(accuracy(carry[0]))
        return np.concatenate(losses), np.asarray(seen)

    return epoch


def through_train(seed: int) -> tuple[Any, Any]:
    lane = Lane(Choice.of(OPTIMIZERS["adam"], lr=LR))
    training = Training(
        (lane,), hidden=(HIDDEN,), batch_size=BATCH, epochs=1,
        validation=0.0, evaluations=EVALUATIONS, seeds=(seed,),
    )  # fmt: skip
    *_, progress = train(training)
    return progress.lanes[0].training_loss, progress.lanes[0].test_accuracy


def gigaflops() -> float:
    """What this machine reaches in a product of large matrices of float32, in 10^9 a second."""
    n = 2048
    a = jnp.ones((n, n), jnp.float32)
    product = jax.jit(jnp.matmul)
    product(a, a).block_until_ready()
    return (
        max(2 * n**3 / seconds(lambda _: product(a, a).block_until_ready(), 0) for _ in range(5))
        / 1e9
    )


def seconds(run: Callable[[int], Any], seed: int) -> float:
    began = time.perf_counter()
    run(seed)
    return time.perf_counter() - began


def main() -> None:
    """Prints both ratios, or why there are none."""
    if FOLDER:
        os.environ["MNIST_DIR"] = str(FOLDER)
    try:
        measure()
    except Unavailable:
        print("not measured: it needs MNIST; set MNIST_DIR to the folder of its files")


def measure() -> None:
    print(f"networks train on {network_device()}, races run on {jax.devices('cpu')[0]}")
    network = Network((784, HIDDEN, 10), "relu", False)
    flat = initial_weights(network, "he", 0)
    ends = np.cumsum([784 * HIDDEN, HIDDEN, HIDDEN * 10])
    parts = np.split(flat, ends)
    shapes = (784, HIDDEN), (HIDDEN,), (HIDDEN, 10), (10,)
    names = "w1", "b1", "w2", "b2"
    epoch = bare(
        {k: jnp.asarray(p.reshape(s)) for k, p, s in zip(names, parts, shapes, strict=True)}
    )
    ours_first, theirs_first = through_train(0), epoch(0)  # warm, and the same work
    np.testing.assert_allclose(ours_first[0][:100], theirs_first[0][:100], rtol=2e-3)
    np.testing.assert_allclose(ours_first[1][-1], theirs_first[1][-1], atol=0.01)
    ours, theirs = [], []
    for _ in range(REPEATS):  # taken in turns: what else the machine does falls on both
        ours.append(seconds(through_train, 0))
        theirs.append(seconds(epoch, 0))
    flops = 60_000 * 2 * (2 * 784 * HIDDEN + 3 * HIDDEN * 10) + (EVALUATIONS + 1) * 10_000 * 2 * (
        784 * HIDDEN + HIDDEN * 10
    )
    limit = flops / 1e9 / gigaflops()
    fastest, by_hand = min(ours), min(theirs)
    middle = median(a / b for a, b in zip(ours, theirs, strict=True))
    print(
        f"training, one epoch of 60,000 images: {fastest / by_hand:.2f} times a bare lax.scan loop "
        f"({fastest:.2f} s against {by_hand:.2f} s, the fastest of {REPEATS} in turns; median "
        f"{middle:.2f} times), {fastest / limit:.1f} times the matrix products alone at this "
        f"machine's limit ({limit:.2f} s)"
    )


if __name__ == "__main__":
    main()
