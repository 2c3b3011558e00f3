"""Rules that see a network's matrices, not only the flat vector of all its weights."""

import math
from typing import Annotated

import jax
import jax.numpy as jnp
import optax

from optim_core.declare import optimizer
from optim_core.optimizers.hyperparameters import LearningRate, WeightDecay
from optim_core.parameters import Range, Text

MatrixMomentum = Annotated[
    float,
    Range(0.0, 0.999, log_complement=True),
    Text("Momentum", "how much of the mean gradient of a matrix is kept at a step"),
]
LooksAhead = Annotated[
    bool, Text("Nesterov", "the newest gradient counts twice, as if looking a step ahead")
]
RMS = 0.2  # of the entries of an update, about as AdamW's: so one rate suits both


def split(x, layout):
    """The arrays that lie one after another in `x [n]`: those that are matrices, and the others."""
    arrays, begin = [], 0
    for shape in layout:
        end = begin + math.prod(shape)
        arrays.append(x[begin:end].reshape(shape))
        begin = end
    return tuple(a for a in arrays if a.ndim == 2), tuple(a for a in arrays if a.ndim != 2)


def joined(matrices, others, layout):
    """The flat vector of which these are the arrays."""
    parts = {True: iter(matrices), False: iter(others)}
    return jnp.concatenate([next(parts[len(shape) == 2]).ravel() for shape in layout])


def _rules(lr=0.0, momentum=0.95, nesterov=True, weight_decay=0.0):
    of_matrices = optax.contrib.muon(
        lr, beta=momentum, nesterov=nesterov, weight_decay=weight_decay, consistent_rms=RMS
    )
    return of_matrices, optax.adamw(lr, weight_decay=weight_decay)


def at_rest(x, *, layout):
    matrices, others = split(x, layout)
    return tuple(rule.init(of) for rule, of in zip(_rules(), (matrices, others), strict=True))


@optimizer(
    "Muon",
    source="Jordan et al. 2024, kellerjordan.github.io/posts/muon; Liu et al. 2025, "
    "arXiv:2502.16982",
    init=at_rest,
    scope=["network"],
    memory=lambda n: 2 * n,
    layout=True,
)
def muon(
    f, x, state, t, *, layout,
    lr: LearningRate = 2e-2, momentum: MatrixMomentum = 0.95, nesterov: LooksAhead = True,
    weight_decay: WeightDecay = 0.0,
):  # fmt: skip
    r"""Momentum for matrices, each made orthogonal: all its directions go equally far.

    $$M \leftarrow \beta M + (1-\beta)\,G \qquad
      W \leftarrow W - \alpha\left(0.2\sqrt{\max(\text{rows}, \text{columns})}\;UV^\top
        + \lambda W\right), \quad M = U S V^\top$$

    $UV^\top$ comes from five Newton-Schulz steps, which bring the singular values near 1, between
    0.7 and 1.2, and no nearer. With the factor of Liu et al. an update is about as long as one of
    AdamW, by which the biases, scales and shifts go: they are no matrices. So one rate serves both.
    A point of the plane is no matrix either: there is no Muon on a surface.
    """
    gradients = split(jax.grad(f)(x), layout)
    arrays = split(x, layout)
    rules = _rules(lr, momentum, nesterov, weight_decay)
    moved = [
        rule.update(gradient, of_rule, of)
        for rule, gradient, of_rule, of in zip(rules, gradients, state, arrays, strict=True)
    ]
    (of_matrices, first), (of_others, second) = moved
    return x + joined(of_matrices, of_others, layout), (first, second)
