"""Averages of a series that forget: what momentum is to gradients, of a year's temperatures."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Annotated, Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from optim_core.catalog import Choice, Entry
from optim_core.declare import entries_in
from optim_core.parameters import Range, Text, finite, parameters_of, set_fields, whole

DAYS = 365
MEAN = 11.0  # °C, of the year
COLDEST = 20  # day of the year

Beta = Annotated[
    float,
    Range(0.0, 0.995, log_complement=True),
    Text("β", "how much of yesterday's average is kept"),
]
Days = Annotated[float, Range(1, 100, whole=True), Text("Days", "how many days are averaged")]
Corrected = Annotated[
    bool, Text("Bias correction", "make up for the days before the first, which count as 0")
]


@dataclass(frozen=True, eq=False)
class Average(Entry):
    """`function(values, *, ...) -> averages`, one for each of `values`, of it and those before.

    `weights(age, *, ...)` is what the value of so many days ago counts for.
    """

    weights: Callable


def average(label: str, *, source: str, weights: Callable) -> Callable[[Callable], Average]:
    """Makes a function of a series an `Average`."""
    return lambda function: Average(label, source, function, parameters_of(function), weights)


@average(
    "Exponentially weighted average",
    source="Ng, Deep Learning Specialization, Exponentially Weighted Averages",
    weights=lambda age, beta, **_: (1 - beta) * beta**age,
)
def exponential(values, *, beta: Beta = 0.9, bias_correction: Corrected = True):
    r"""Each day the average keeps most of itself and takes in a little of the day's value.

    $$v_t = \beta\,v_{t-1} + (1-\beta)\,\theta_t, \qquad v_0 = 0, \qquad
      \hat v_t = \frac{v_t}{1-\beta^t}$$

    A weight falls to $1/e$ of the newest after about $1/(1-\beta)$ days: so many days are averaged,
    with one number of memory. $\hat v_t$ is what is shown with the bias correction.
    """
    v, averages = 0.0, []
    for t, theta in enumerate(values, 1):
        v = beta * v + (1 - beta) * theta
        averages.append(v / (1 - beta**t) if bias_correction else v)
    return averages


@average(
    "Average of the last days",
    source="-",
    weights=lambda age, days, **_: (age < days) / days,
)
def window(values, *, days: Days = 10, bias_correction: Corrected = True):
    r"""The sum of the last days, divided by their number.

    $$v_t = \frac{1}{k}\sum_{i=0}^{k-1}\theta_{t-i}, \qquad \theta_t = 0 \text{ for } t < 1$$

    $k$ is `days`; it takes $k$ numbers of memory. With the bias correction the first sums are
    divided by the number of days that there are.
    """
    averages = []
    for t in range(1, len(values) + 1):
        last = values[max(0, t - int(days)) : t]
        averages.append(sum(last) / (len(last) if bias_correction else days))
    return averages


AVERAGES = entries_in(Average, [sys.modules[__name__]])


@dataclass(frozen=True, kw_only=True)
class Averaging:
    """Averages of one series: a made year of daily temperatures in °C, or `values` where given.

    `swing` is how much warmer than the mean the warmest day is, `scatter` the standard deviation of
    a day, `jump` by how much it is warmer from `jump_day` on. Raises ValueError for no lanes or
    what is not finite.
    """

    lanes: tuple[Choice[Average], ...] = field(kw_only=False)
    swing: Annotated[
        float, Range(0.0, 15.0), Text("Season", "°C between the mean and the warmest day")
    ] = 7.0
    scatter: Annotated[
        float, Range(0.0, 10.0), Text("Scatter", "standard deviation of a day, in °C")
    ] = 3.0
    jump: Annotated[
        float, Range(-15.0, 15.0), Text("Jump", "°C by which it gets warmer at a stroke")
    ] = 0.0
    jump_day: Annotated[
        float, Range(1, DAYS, whole=True), Text("Jump on day", "the first of the warmer days")
    ] = 150.0
    seed: Annotated[
        int, Range(0, 9999, whole=True), Text("Seed", "another number, another year")
    ] = 0
    values: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if not self.lanes:
            raise ValueError("there is at least one average")
        set_fields(
            self,
            lanes=tuple(self.lanes),
            swing=finite("swing", self.swing),
            scatter=finite("scatter", self.scatter, least=0),
            jump=finite("jump", self.jump),
            jump_day=finite("jump_day", self.jump_day),
            seed=whole("seed", self.seed, 0, 2**32 - 1),
            values=tuple(finite("a value", value) for value in self.values),
        )


AVERAGING_PARAMETERS = parameters_of(Averaging, but=("values",))


class Series(NamedTuple):
    """What is averaged, `[days]` each."""

    values: NDArray[np.float64]
    without_scatter: NDArray[np.float64]  # the values themselves where they are not made
    without_jump: NDArray[np.float64]


def series(of: Averaging) -> Series:
    """The scatter is from NumPy's legacy generator: a link shows the same year for ever."""
    if of.values:
        given = np.array(of.values)
        return Series(given, given, given)
    day = np.arange(1, DAYS + 1)
    season = MEAN - of.swing * np.cos(2 * np.pi * (day - COLDEST) / DAYS)
    scatter = of.scatter * np.random.RandomState(of.seed).standard_normal(DAYS)
    jump = of.jump * (day >= of.jump_day)
    return Series(season + jump + scatter, season + jump, season + scatter)


class Averaged(NamedTuple):
    """What one lane makes of a series, and how late and how smooth that is."""

    uncorrected: NDArray[np.float64]  # [days]
    total: NDArray[np.float64]  # [days]; the sum of the weights so far
    shown: NDArray[np.float64]  # [days]; the lane's own: corrected or not
    weights: NDArray[np.float64]  # [days], by age
    window: float  # days that it averages, as courses say: 1 / (1 - beta)
    fades: float  # after so many days a weight is 1/e of the newest
    lag: int | None  # see `lag`
    change: float | None  # root mean square of the change from one day to the next
    half: int | None  # days until it has followed half of the jump,
    most: int | None  # and nine tenths


def averages(of: Averaging) -> tuple[Averaged, ...]:
    """One for each lane. Those that were made lately are remembered."""
    return tuple(_averaged(replace(of, lanes=(lane,))) for lane in of.lanes)


def taken(lane: Choice[Average], values: ArrayLike, **but: Any) -> NDArray[np.float64]:
    """The averages of a lane, `[days]`; `but` are parameters in place of its own."""
    plain = np.asarray(values, float).tolist()  # a loop over Python's floats is five times as fast
    return np.array(lane.entry.function(plain, **{**lane.values, **but}), float)


@lru_cache(maxsize=256)
def _averaged(of: Averaging) -> Averaged:
    (lane,), jump_day = of.lanes, int(of.jump_day)
    values, smooth, without_jump = series(of)
    shown = taken(lane, values)
    age = np.arange(float(len(values)))
    exact = taken(lane, smooth, bias_correction=True)
    followed = shown - taken(lane, without_jump)
    jump = (values - without_jump)[-1]
    return Averaged(
        uncorrected=taken(lane, values, bias_correction=False),
        total=taken(lane, np.ones_like(values), bias_correction=False),
        shown=shown,
        weights=lane.entry.weights(age, **lane.values),
        window=_window(lane),
        fades=_fades(lane),
        lag=lag(exact, smooth),
        change=change(shown),
        half=_first(followed / jump >= 0.5, jump_day) if jump else None,
        most=_first(followed / jump >= 0.9, jump_day) if jump else None,
    )


def _window(lane: Choice[Average]) -> float:
    numbers = lane.numbers
    return 1 / (1 - numbers["beta"]) if "beta" in numbers else numbers["days"]


def _fades(lane: Choice[Average]) -> float:
    """0 where the newest day alone counts."""
    numbers = lane.numbers
    if "days" in numbers:
        return numbers["days"]
    return -1 / np.log(numbers["beta"]) if numbers["beta"] else 0.0


def _first(holds: NDArray[np.bool_], day: int) -> int | None:
    """How many days from `day` on it takes until it holds, that day included."""
    after = holds[day - 1 :]
    return int(after.argmax()) + 1 if after.any() else None


def lag(average: NDArray, values: NDArray) -> int | None:
    """By how many days an average is late: the shift at which it is nearest to the values.

    Nearest in the mean square over the days that both have; at most half of them. None where the
    values do not change.
    """
    if len(values) < 3 or np.ptp(values) == 0:
        return None
    days = len(values)
    shifts = [average[k:] - values[: days - k] for k in range(days // 2)]
    return int(np.argmin([each @ each / len(each) for each in shifts]))


def change(values: NDArray) -> float | None:
    """The root mean square of the change from one day to the next; None for a single day."""
    return float(np.sqrt(np.mean(np.diff(values) ** 2))) if len(values) > 1 else None
