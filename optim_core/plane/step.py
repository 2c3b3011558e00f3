"""One step taken apart: the rule's own function, run once, with what each of its lines computed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from optim_core.catalog import Choice, Surface
from optim_core.formulas.rule_reader import parse_rule
from optim_core.lane import STEPS_PER_EPOCH
from optim_core.plane.code_lines import CodeLine, Values, arrays, code_lines
from optim_core.plane.descend import gradient_noise
from optim_core.plane.landscape import derivatives_at, gradients, hessian
from optim_core.plane.race import Race, solve
from optim_core.plane.recording import Trial, recorded
from optim_core.plane.typed_step import names_of, told_lines
from optim_core.schedule_factors import factors


@dataclass(frozen=True)
class Step:
    """A step from row `at` of a lane's trajectory to the next; `t = at + 1` is its number.

    `names` holds every local variable of the rule that is an array, as it was in the end.
    """

    at: int
    x: NDArray  # [2]
    x_next: NDArray  # [2]
    state: Values  # by name, before
    state_next: Values
    numbers: Mapping[str, float]  # the hyperparameters that it used, the rate with its schedule
    noise: NDArray  # [2], added to the gradient
    lines: tuple[CodeLine, ...]
    names: Values
    trials: tuple[Trial, ...]


def take_apart(race: Race, lane: int, at: int) -> Step:
    """The step of lane `lane`, from 0, that begins at row `at`. Raises IndexError for no such."""
    trajectory = solve(race)[lane]
    if not 0 <= at < len(trajectory.x) - 1:
        raise IndexError(f"step {at} of {len(trajectory.x) - 1}")
    choice = race.effective_lanes[lane].optimizer
    x, state = jax.tree.map(lambda rows: np.asarray(rows[at]), (trajectory.x, trajectory.state))
    tilt = gradient_noise(race.seed, race.noise)[at]
    numbers = dict(choice.numbers)
    if choice.entry.has_rate:
        schedule = race.effective_lanes[lane].schedule
        numbers["lr"] *= float(factors(schedule, len(trajectory.x) - 1, STEPS_PER_EPOCH)[at])

    f = _Noisy(race.surface, tilt)
    given = x, state, np.float64(at + 1), {name: np.float64(n) for name, n in numbers.items()}
    if choice.entry.is_typed:
        x_next, state_next, lines, names = _typed(choice, f, *given)
        trials: tuple[Trial, ...] = ()
    else:
        x_next, state_next, lines, names, trials = _recorded(choice, f, *given)
    return Step(
        at, np.asarray(x), np.asarray(x_next), _flat(state), _flat(state_next), numbers,
        np.asarray(tilt), lines, names, trials,
    )  # fmt: skip


class _Noisy:
    """The function of which a rule takes the gradient, `tilt [2]` being the gradient's noise.

    At a point that is known, derivatives come from the landscape's compiled programs: operation by
    operation, as a rule runs here, they would take most of the time.
    """

    def __init__(self, surface: Choice[Surface], tilt: NDArray) -> None:
        self._surface, self._tilt = surface, tilt
        self._f = jax.custom_jvp(self._plain)
        self._f.defjvp(self._along)

    def __call__(self, p: jax.Array) -> jax.Array:
        return self._f(p)

    def gradient(self, p: NDArray) -> NDArray:
        with jax.disable_jit(False):
            return gradients(self._surface, p)[0] + self._tilt

    def hessian(self, p: NDArray) -> NDArray:
        with jax.disable_jit(False):
            return hessian(self._surface, p)

    def _plain(self, p: jax.Array) -> jax.Array:
        tilt = jnp.asarray(self._tilt)
        return self._surface.entry.function(p, **self._surface.values) + tilt @ p

    def _along(self, points: tuple, directions: tuple) -> tuple[Any, Any]:
        (p,), (direction,) = points, directions
        if isinstance(p, jax.core.Tracer):  # on the way to a Hessian
            return jax.jvp(self._plain, points, directions)
        with jax.disable_jit(False):
            height, gradient, _ = derivatives_at(self._surface, np.asarray(p))
        tilt = self._tilt
        return jnp.asarray(height + tilt @ p), jnp.asarray(gradient + tilt) @ direction


def _recorded(
    choice: Choice, f: Callable, x: Any, state: Any, t: Any, traced: Mapping[str, Any]
) -> tuple[Any, Any, tuple[CodeLine, ...], Values, tuple[Trial, ...]]:
    (x_next, state_next), record = recorded(
        choice.entry, f, x, state, t, **traced, **dict(choice.switches)
    )
    lines, names = code_lines(choice.entry, record), arrays(record.local)
    return x_next, state_next, lines, names, tuple(record.trials)


def _typed(
    choice: Choice, f: Callable, x: Any, state: Any, t: Any, traced: Mapping[str, Any]
) -> tuple[Any, Any, tuple[CodeLine, ...], Values]:
    """Of a rule that somebody typed, its own lines."""
    x, state, t, traced = jax.tree.map(jnp.asarray, (x, state, t, traced))
    x_next, state_next = choice.entry.function(f, x, state, t, **traced, **dict(choice.switches))
    rule = parse_rule(str(choice.values["rule"]))
    others = {name: traced[name] for name, _ in rule.numbers}
    values = rule.values(f, x, state._asdict(), t, traced["lr"], others)
    lines = tuple(CodeLine(*each) for each in told_lines(rule, values))
    return x_next, state_next, lines, names_of(rule, values)


def _flat(state: Any) -> dict[str, NDArray]:
    """Its arrays by name: of nested tuples, the last name."""
    paths = jax.tree_util.tree_flatten_with_path(state)[0]
    found: dict[str, NDArray] = {}
    for path, leaf in paths:
        named = [str(key.name) for key in path if hasattr(key, "name")]
        name = named[-1] if named else "state"
        found[name if name not in found else f"{name} {len(found)}"] = np.asarray(leaf)
    return found
