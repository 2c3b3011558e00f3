"""What the optimizers are held to: who is whose reference.

A reference takes `gradient(x, t)`, which has `value(x, t)` and `hessian(x)` as well, the start
`[n]`, the rate of every step (for a rule that has none, that many of them) and the hyperparameters
that the optimizer has besides its rate, and yields the point after each step. `REFERENCES` names
one for each optimizer; for a rule of ours that optax has too, `by_optax(its)` may take its place.
"""

from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np
import optax

from tests.helpers.reference_rules import (
    adadelta,
    adagrad,
    adam,
    adamw,
    amsgrad,
    gradient_descent,
    lion,
    momentum,
    nadam,
    nesterov,
    rmsprop,
    rprop,
    typed,
)
from tests.helpers.second_order import bfgs, lbfgs, newton


def by_optax(rule: Callable) -> Callable:
    """A reference out of optax: its own loop over `rule(learning_rate, **hyperparameters)`."""

    def points(gradient, x, rates, **hyperparameters):
        made = rule(lambda count: jnp.asarray(rates)[count], **hyperparameters)
        state, update = made.init(x), jax.jit(made.update)
        for t in range(1, len(rates) + 1):
            updates, state = update(gradient(x, t), state, x)
            x = np.asarray(optax.apply_updates(x, updates))
            yield x

    return points


REFERENCES: dict[str, Callable] = {
    "gradient_descent": gradient_descent,
    "momentum": momentum,
    "nesterov": nesterov,
    "adagrad": adagrad,
    "rmsprop": rmsprop,
    "adam": adam,
    "adamw": adamw,
    "amsgrad": amsgrad,
    "nadam": nadam,
    "adadelta": adadelta,
    "lion": lion,
    "rprop": rprop,
    "newton": newton,
    "bfgs": bfgs,
    "lbfgs": lbfgs,
    "typed": typed,
}

# an optimizer, the switches with which optax agrees, and what optax calls it
IN_OPTAX: list[tuple[str, dict, Callable]] = [
    ("gradient_descent", {}, optax.sgd),
    ("momentum", {"form": "classic"}, lambda lr, momentum: optax.sgd(lr, momentum)),
    ("adagrad", {"eps_in_root": True}, lambda lr, eps: optax.adagrad(lr, 0.0, eps)),
    ("rmsprop", {"eps_in_root": True}, lambda lr, decay, eps: optax.rmsprop(lr, decay, eps)),
    (
        "rmsprop",
        {"eps_in_root": False},
        lambda lr, decay, eps: optax.rmsprop(lr, decay, eps, eps_in_sqrt=False),
    ),
    (
        "adam",
        {"bias_correction": True, "eps_in_root": False},
        lambda lr, beta1, beta2, eps: optax.adam(lr, beta1, beta2, eps),
    ),
    (
        "adam",
        {"bias_correction": True, "eps_in_root": True},
        lambda lr, beta1, beta2, eps: optax.adam(lr, beta1, beta2, 0.0, eps),
    ),
    (
        "adamw",
        {},
        lambda lr, beta1, beta2, eps, weight_decay: optax.adamw(
            lr, beta1, beta2, eps, weight_decay=weight_decay
        ),
    ),
    (
        "amsgrad",
        {"bias_correction": True},
        lambda lr, beta1, beta2, eps: optax.amsgrad(lr, beta1, beta2, eps),
    ),
    ("nadam", {}, lambda lr, beta1, beta2, eps: optax.nadam(lr, beta1, beta2, eps)),
    ("adadelta", {}, lambda lr, decay, eps: optax.adadelta(lr, decay, eps)),
    (
        "lion",
        {},
        lambda lr, beta1, beta2, weight_decay: optax.lion(
            lr, beta1, beta2, weight_decay=weight_decay
        ),
    ),
]

# how exactly, and over how many steps, where that is not as for the others: curvature that is
# learnt from the difference of two gradients multiplies rounding, in noise from step to step
MULTIPLIES_ROUNDING = {"bfgs": (1e-5, 60), "lbfgs": (1e-5, 60)}
