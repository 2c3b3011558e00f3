"""A step along a direction that satisfies the strong Wolfe conditions; what a search hands on."""

from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
from jax import Array

C1, C2 = 1e-4, 0.9  # a share of the decrease, and of the slope, that the start promises
MAX_TRIALS = 30


class Trial(NamedTuple):
    a: Array  # the step along the direction, []
    value: Array  # []
    slope: Array  # along the direction, []


class Search(NamedTuple):
    """Of the bracket, `low` has the lower value; `high.a` is infinite until there is one."""

    a: Array  # the next trial, and in the end the step, []
    low: Trial
    high: Trial
    trials: Array  # so far, []
    found: Array  # whether the last trial satisfies both conditions, []
    x: Array  # where the last trial was, [n]
    value: Array  # there, []
    g: Array  # there, [n]


class Point(NamedTuple):
    """Where a step arrives, with what was evaluated there; and what that took."""

    x: Array  # [n]
    value: Array  # []
    g: Array  # [n]
    evaluations: Array  # of the function with its gradient, []
    failed: Array  # whether no step was found, []


def evaluated(f, x, state, t):
    """The start of a step: known from the last search, but for the first step and one that failed.

    `evaluations` counts on; `failed` stays where nothing has changed since, so that a search would
    fail again.
    """
    known = Point(x, state.value, state.g, state.evaluations, jnp.zeros((), bool))

    def anew():
        value, g = jax.value_and_grad(f)(x)
        failed = state.failed & (g == state.g).all()
        return Point(x, value, g, state.evaluations + 1, failed)

    return jax.lax.cond((t == 1) | state.failed, anew, lambda: known)


def first_trial(here, p, before, t, lr):
    """`lr`, or less where the last step's decrease lets expect less (Nocedal & Wright, 3.60)."""
    before = jnp.where(t == 1, here.value + jnp.linalg.norm(here.g) / 2, before)
    expected = 1.01 * 2 * (here.value - before) / (here.g @ p)
    return jnp.where(expected > 0, jnp.minimum(lr, expected), lr).astype(here.x.dtype)


def plain_step(f, here, p, lr):
    """The step `lr` along `p`, whatever it leads to."""
    x = here.x + lr * p
    value, g = jax.value_and_grad(f)(x)
    return Point(x, value, g, here.evaluations + 1, jnp.zeros((), bool))


def wolfe_step(f, here, p, first):
    """Along `p` from `here` by a step that satisfies the strong Wolfe conditions.

    Nocedal & Wright 2006, Algorithm 3.5 until two steps bracket one, from then on Algorithm 3.6;
    between the two, the minimum of their cubic (3.59), or the middle where that is too close to
    either. Where `MAX_TRIALS` find none, the point stays.
    """
    slope = here.g @ p

    def goes_on(search):
        idle = here.failed | ~(slope < 0)
        return ~search.found & ~idle & (search.trials < MAX_TRIALS)

    def tried(search):
        a, low, high = search.a, search.low, search.high
        x = here.x + a * p
        value, g = jax.value_and_grad(f)(x)
        now = Trial(a, jnp.where(jnp.isfinite(value), value, jnp.inf), g @ p)
        too_high = now.value > here.value + C1 * a * slope
        too_high |= (now.value >= low.value) & (search.trials > 0)
        found = ~too_high & (jnp.abs(now.slope) <= -C2 * slope)
        turned = now.slope * jnp.where(jnp.isinf(high.a), 1, high.a - low.a) >= 0
        high = _either(too_high, now, _either(turned, low, high))
        low = _either(too_high, low, now)
        further = jnp.where(jnp.isinf(high.a), 2 * a, _between(low, high))
        return Search(
            jnp.where(found, a, further), low, high, search.trials + 1, found, x, value, g
        )

    nowhere = jnp.full_like(slope, jnp.inf)
    begin = Search(
        first,
        Trial(jnp.zeros_like(slope), here.value, slope),
        Trial(nowhere, nowhere, slope),
        jnp.zeros_like(here.evaluations),
        jnp.zeros((), bool),
        *here[:3],
    )
    search = jax.lax.while_loop(goes_on, tried, begin)
    end = Point(*search[-3:], here.evaluations + search.trials, jnp.zeros((), bool))
    stays = here._replace(evaluations=end.evaluations, failed=jnp.ones((), bool))
    return _either(search.found, end, stays)


def _between(low, high):
    e = low.slope + high.slope - 3 * (low.value - high.value) / (low.a - high.a)
    root = jnp.sign(high.a - low.a) * jnp.sqrt(e**2 - low.slope * high.slope)
    share = (high.slope + root - e) / (high.slope - low.slope + 2 * root)
    cubic, middle = high.a - (high.a - low.a) * share, (low.a + high.a) / 2
    reach = 0.4 * jnp.abs(high.a - low.a)
    return jnp.where(jnp.abs(cubic - middle) <= reach, cubic, middle)


def _either(holds, one, other):
    return jax.tree.map(partial(jnp.where, holds), one, other)
