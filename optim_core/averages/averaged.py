"""What each lane makes of a series, and how late and how smooth that is."""

from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from optim_core.averages.averaging import Averaging, series
from optim_core.averages.entries import Average
from optim_core.catalog import Choice


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
