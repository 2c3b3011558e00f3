"""The rule that a person types."""

from collections import namedtuple
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Any

import jax.numpy as jnp

from optim_core.declare import optimizer
from optim_core.formulas.rule import Rule
from optim_core.formulas.rule_reader import MAX_LENGTH, parse_rule, split_rule
from optim_core.optimizers.hyperparameters import LearningRate
from optim_core.parameters import Text, Typed

TypedRule = Annotated[
    str,
    Typed(parse_rule, MAX_LENGTH, split_rule),
    Text("Rule", "one assignment a line; a number by itself becomes a dial"),
]


@lru_cache(maxsize=64)
def _state_of(names: tuple[str, ...]) -> Any:
    return namedtuple("State", names)


def zero_states(x, *, rule):
    """Zeros; where a step does not take one gradient, it counts them, as rules that search do."""
    read = parse_rule(rule)
    begin = {name: jnp.zeros_like(x) for name, _ in read.states}
    if read.gradients != 1:
        begin["evaluations"] = jnp.zeros((), jnp.int32)
    return _state_of(tuple(begin))(**begin)


def numbers_of(rule: Rule, traced: Mapping[str, Any]) -> dict[str, Any]:
    """The rule's numbers by their names: as they are traced, or as the text says."""
    return {name: traced.get(name, value) for name, value in rule.numbers}


def _like(x, value):
    """A value for each coordinate: a line may give one number for all."""
    return jnp.broadcast_to(value, x.shape).astype(x.dtype)


@optimizer("Typed rule", source="whoever types it", init=zero_states)
def typed(
    f, x, state, t, *,
    lr: LearningRate = 1e-3, rule: TypedRule = "rho = 0.9\nv = rho*v - lr*g\nx = x + v",
    **numbers,
):  # fmt: skip
    r"""Your own rule, as notes write it: one assignment a line, all of them at every step.

    $$v \leftarrow \rho\,v - \alpha\,g \qquad x \leftarrow x + v$$

    This is the one that stands there at first. $x$ is the point, $g$ the gradient there, `f` the
    value, `t` the number of the step, `lr` the rate. A name that is read before it is set is kept
    from step to step and begins at zero. A number by itself, as in `rho = 0.9`, is a dial.
    """
    read = parse_rule(rule)
    values = read.values(f, x, state._asdict(), t, lr, numbers_of(read, numbers))
    after = {name: _like(x, values[node]) for name, node in read.states}
    if read.gradients != 1:
        after["evaluations"] = state.evaluations + read.gradients
    return _like(x, values[read.x]), type(state)(**after)
