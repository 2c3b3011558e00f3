"""The averages that there are, and what an entry of theirs is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from optim_core.catalog import Entry
from optim_core.parameters import Range, Text, parameters_of

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
