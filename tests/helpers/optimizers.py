"""Optimizers that only tests know: they ask more of the contract than those of the catalog."""

from typing import Annotated, NamedTuple

import jax
import jax.numpy as jnp
import pytest
from jax import Array

from optim_core.catalog import Cost
from optim_core.declare import optimizer
from optim_core.optimizers import optimizers_for
from optim_core.parameters import Range, Text


class Search(NamedTuple):
    step: Array  # the step that was taken last, and before the first the longest, []
    tries: Array  # of the function, so far, []
    lately: Array  # the last three points, one a row, [3, n]


def not_searched(x, *, longest):
    step = jnp.asarray(longest, x.dtype)
    return Search(step, jnp.zeros((), jnp.int32), jnp.stack([x, x, x]))


@optimizer(
    "Armijo descent",
    source="Armijo 1966, Pacific Journal of Mathematics 16(1)",
    init=not_searched,
    cost=Cost(value=2, gradient=1),
)
def armijo(
    f, x, state, t, *,
    longest: Annotated[float, Range(1e-3, 10.0, log=True), Text("Longest", "the first try")] = 1.0,
    shrink: Annotated[float, Range(0.1, 0.9), Text("Shrinkage", "from try to try")] = 0.5,
    c: Annotated[float, Range(1e-3, 0.5, log=True), Text("c", "the share of the promise")] = 0.2,
):  # fmt: skip
    r"""Down the slope by the longest step that keeps a share of what the slope promises.

    $$x \leftarrow x - a\,g, \qquad f(x - a\,g) \le f(x) - c\,a\,\|g\|^2$$
    """
    g, here = jax.grad(f)(x), f(x)

    def is_too_long(search):
        a, tries, value = search
        return (value > here - c * a * g @ g) & (tries < 60)

    def shorter(search):
        a, tries, _ = search
        return a * shrink, tries + 1, f(x - a * shrink * g)

    first = jnp.asarray(longest, x.dtype)
    begin = first, jnp.asarray(2, jnp.int32), f(x - first * g)
    a, tries, _ = jax.lax.while_loop(is_too_long, shorter, begin)
    x = x - a * g
    return x, Search(a, state.tries + tries, jnp.stack([*state.lately[1:], x]))


MORE = (armijo,)
EVERY = optimizers_for("plane") | {each.name: each for each in MORE}
every_optimizer = pytest.mark.parametrize("optimizer", EVERY.values(), ids=EVERY)
