"""An `Averaging` as a value, and the series that it averages."""

from dataclasses import dataclass, field
from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray

from optim_core.averages.entries import Average
from optim_core.catalog import Choice
from optim_core.parameters import Range, Text, finite, parameters_of, set_fields, whole

DAYS = 365
MEAN = 11.0  # °C, of the year
COLDEST = 20  # day of the year


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
