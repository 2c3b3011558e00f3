"""Many noisy descents of one bowl under each of several schedules: what decay is good for."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Annotated, Literal, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from optim_core.catalog import Choice, Optimizer, Schedule
from optim_core.optimizers import OPTIMIZERS
from optim_core.optimizers.hyperparameters import LearningRate
from optim_core.parameters import Range, Text, finite, parameters_of, set_fields, whole
from optim_core.plane.descend import MAX_RACE_STEPS, GradientNoise, NoiseSeed
from optim_core.programs import Programs
from optim_core.schedule_factors import factors

RUNS = 100
BAND = 0.1, 0.9  # the quantiles of the runs between which the band lies
KAPPA = 4.0  # the bowl is the surface `quadratic`, (x^2 + kappa y^2) / 2,
START = (-3.5, 1.5)  # from where races on it begin
LENGTHS = 500, MAX_RACE_STEPS  # that compiled programs have room for

Rule = Annotated[
    Literal["gradient_descent", "momentum", "adam"],
    Text(
        "Rule",
        "what descends, with its usual settings",
        {"gradient_descent": "Gradient descent", "momentum": "Momentum", "adam": "Adam"},
    ),
]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Schedules of one learning rate, and the noisy descent that they are tried on.

    `noise` is the standard deviation of the noise on each coordinate of each gradient. Raises
    ValueError for no lanes, and what is not finite or not whole.
    """

    lanes: tuple[Choice[Schedule], ...] = field(kw_only=False)
    lr: LearningRate = 0.2
    rule: Rule = "gradient_descent"
    epochs: Annotated[
        int, Range(1, 100, whole=True), Text("Epochs", "how long the descent takes")
    ] = 30
    steps_per_epoch: Annotated[
        int, Range(1, 20, whole=True), Text("Steps per epoch", "mini-batches in an epoch")
    ] = 10
    noise: GradientNoise = 1.0
    seed: NoiseSeed = 0

    def __post_init__(self) -> None:
        if not self.lanes:
            raise ValueError("there is at least one schedule")
        set_fields(
            self,
            lanes=tuple(self.lanes),
            lr=finite("lr", self.lr),
            epochs=whole("epochs", self.epochs, 1, 100),
            steps_per_epoch=whole("steps_per_epoch", self.steps_per_epoch, 1, 20),
            noise=finite("noise", self.noise, least=0),
            seed=whole("seed", self.seed, 0, 2**32 - 1),
        )

    @property
    def steps(self) -> int:
        return self.epochs * self.steps_per_epoch


COMPARISON_PARAMETERS = parameters_of(Comparison)


class Descents(NamedTuple):
    """What one schedule does: a rate for each step, the losses of all runs at each iterate."""

    rates: NDArray[np.float64]  # [steps]
    mean: NDArray[np.float64]  # [steps + 1]
    low: NDArray[np.float64]  # [steps + 1]; a tenth of the runs is below,
    high: NDArray[np.float64]  # [steps + 1]; a tenth above

    def last_epoch(self, steps_per_epoch: int) -> float:
        """The mean loss over the last epoch."""
        return float(self.mean[-steps_per_epoch:].mean())


def descents(of: Comparison) -> tuple[Descents, ...]:
    """One for each lane. Those that were made lately are remembered."""
    return tuple(_descents(replace(of, lanes=(lane,))) for lane in of.lanes)


@lru_cache(maxsize=256)
def _descents(of: Comparison) -> Descents:
    losses = losses_of(of)
    with np.errstate(invalid="ignore", over="ignore"):  # what diverges is shown as that
        low, high = (_quantile(np.sort(losses.T).T, share) for share in BAND)
        return Descents(of.lr * _factors(of), losses.mean(axis=0), low, high)


def _quantile(rows: NDArray, share: float) -> NDArray:
    """Of each column of sorted `rows [n, k]`, in a ninth of the time of `np.quantile`: `[k]`."""
    below, part = divmod(share * (len(rows) - 1), 1)
    a, b = rows[int(below)], rows[int(below) + 1]
    between = a + (b - a) * part if part < 0.5 else b - (b - a) * (1 - part)
    return np.where(np.isnan(rows[-1]), np.nan, between)


def _factors(of: Comparison) -> NDArray[np.float64]:
    (schedule,) = of.lanes
    return factors(schedule, of.steps, of.steps_per_epoch)


def losses_of(of: Comparison) -> NDArray[np.float64]:
    """The loss of every run of the one lane at each iterate, `[RUNS, steps + 1]`.

    The first run is the race of this rule, schedule, noise and seed on that surface.
    """
    choice = Choice.of(OPTIMIZERS[of.rule], lr=of.lr)
    length = next(length for length in LENGTHS if of.steps <= length)
    factor = np.zeros(length)
    factor[: of.steps] = _factors(of)
    numbers = {name: np.float64(value) for name, value in choice.numbers.items()}
    run = _program(choice.entry, choice.switches)
    noise = of.noise * _standard_noise(of.seed)[:, :length]
    return np.asarray(run(numbers, factor, np.int64(of.steps), noise))[:, : of.steps + 1]


def bowl(p):
    x, y = p
    return (x**2 + KAPPA * y**2) / 2


@lru_cache(maxsize=8)
def _program(optimizer: Optimizer, switches: tuple) -> Callable:
    """All runs of this rule at once; rates, steps, noise and other numbers are its arguments."""

    def run(numbers, factor, steps, noise):
        def step(i, now):
            x, state, losses = now
            hyperparameters = {**numbers, **dict(switches), "lr": numbers["lr"] * factor[i]}
            x, state = optimizer.function(
                lambda p: bowl(p) + noise[i] @ p, x, state, t[i], **hyperparameters
            )
            return x, state, losses.at[i + 1].set(bowl(x))

        start = jnp.array(START)
        losses = jnp.zeros(len(factor) + 1, start.dtype).at[0].set(bowl(start))
        state = optimizer.init(start, **numbers, **dict(switches))
        t = jnp.arange(1, len(factor) + 1, dtype=start.dtype)
        return jax.lax.fori_loop(0, steps, step, (start, state, losses))[2]

    return Programs(jax.vmap(run, in_axes=(None, None, None, 0)))


@lru_cache(maxsize=4)  # 3 MB each
def _standard_noise(seed: int) -> NDArray[np.float64]:
    """`[RUNS, MAX_RACE_STEPS, 2]`, from NumPy's legacy generator: the same for ever."""
    return np.random.RandomState(seed).standard_normal((RUNS, MAX_RACE_STEPS, 2))


def floor(of: Comparison) -> float | None:
    """The mean loss at which gradient descent hovers at the constant rate, in closed form.

    A coordinate of curvature c settles at the variance lr noise^2 / (c (2 - lr c)). None for other
    rules, and where it does not settle.
    """
    if of.rule != "gradient_descent" or of.lr * KAPPA >= 2:
        return None
    return sum(of.lr * of.noise**2 / (2 * (2 - of.lr * curvature)) for curvature in (1.0, KAPPA))
