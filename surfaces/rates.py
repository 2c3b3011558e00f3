"""Learning rates that suit a surface: what each rule does with them there is worth a look.

From the surface's own start, at the rule's and the surface's defaults, within a race's default
steps, without leaving the box: at rest in a minimum or about one, where some rate of 1, 2 and 5
times powers of ten brings the rule there, and neither at its fastest nor at its slowest; else
lowest. Where there is no minimum: past the saddle within a third of the steps.
`python -m tests.helpers.suited_rates` computes the table.
"""

from optim_core.catalog import Choice, Optimizer, Surface
from surfaces.rates_by_shape import MAX_RATE, factor_of, rate_by_shape, shape_of

# Rules that find the length of their steps themselves: the rate only shortens it, everywhere.
OWN_SCALE = {"newton": 1.0, "bfgs": 1.0, "lbfgs": 1.0}

# fmt: off
RATES: dict[str, dict[str, float]] = {
    "quadratic": {
        "gradient_descent": 0.1, "momentum": 0.02, "nesterov": 0.02, "adagrad": 1.0,
        "rmsprop": 0.05, "adam": 0.2, "adamw": 0.5, "amsgrad": 0.5, "nadam": 1.0,
        "adadelta": 10.0, "lion": 0.1,
    },
    "rotated_ellipse": {
        "gradient_descent": 0.05, "momentum": 0.01, "nesterov": 0.01, "adagrad": 2.0,
        "rmsprop": 0.05, "adam": 0.5, "adamw": 0.5, "amsgrad": 1.0, "nadam": 1.0,
        "adadelta": 10.0, "lion": 0.1,
    },
    "rosenbrock": {
        "gradient_descent": 0.002, "momentum": 0.002, "nesterov": 0.001, "adagrad": 1.0,
        "rmsprop": 0.1, "adam": 1.0, "adamw": 0.2, "amsgrad": 1.0, "nadam": 0.5, "adadelta": 10.0,
        "lion": 0.02,
    },
    "beale": {
        "gradient_descent": 0.02, "momentum": 0.005, "nesterov": 0.005, "adagrad": 2.0,
        "rmsprop": 0.05, "adam": 0.5, "adamw": 0.5, "amsgrad": 1.0, "nadam": 0.5,
        "adadelta": 10.0, "lion": 0.2,
    },
    "saddle": {
        "gradient_descent": 0.05, "momentum": 0.005, "nesterov": 0.005, "adagrad": 0.1,
        "rmsprop": 0.02, "adam": 0.02, "adamw": 0.02, "amsgrad": 0.02, "nadam": 0.02,
        "adadelta": 0.2, "lion": 0.02,
    },
    "bounded_saddle": {
        "gradient_descent": 0.2, "momentum": 0.05, "nesterov": 0.2, "adagrad": 1.0,
        "rmsprop": 0.05, "adam": 0.2, "adamw": 0.2, "amsgrad": 0.2, "nadam": 0.5, "adadelta": 5.0,
        "lion": 0.1,
    },
    "monkey_saddle": {
        "gradient_descent": 0.02, "momentum": 0.005, "nesterov": 0.01, "adagrad": 0.05,
        "rmsprop": 0.01, "adam": 0.01, "adamw": 0.01, "amsgrad": 0.01, "nadam": 0.01,
        "adadelta": 0.5, "lion": 0.02,
    },
    "himmelblau": {
        "gradient_descent": 0.01, "momentum": 0.001, "nesterov": 0.005, "adagrad": 1.0,
        "rmsprop": 0.1, "adam": 0.5, "adamw": 0.5, "amsgrad": 0.5, "nadam": 0.2, "adadelta": 5.0,
        "lion": 0.2,
    },
    "rastrigin": {
        "gradient_descent": 0.001, "momentum": 0.0002, "nesterov": 0.0002, "adagrad": 0.2,
        "rmsprop": 0.01, "adam": 0.1, "adamw": 0.05, "amsgrad": 0.1, "nadam": 0.02,
        "adadelta": 5.0, "lion": 0.1,
    },
    "ackley": {
        "gradient_descent": 0.01, "momentum": 0.002, "nesterov": 0.002, "adagrad": 0.1,
        "rmsprop": 0.005, "adam": 0.05, "adamw": 0.05, "amsgrad": 0.05, "nadam": 0.02,
        "adadelta": 5.0, "lion": 0.05,
    },
    "styblinski_tang": {
        "gradient_descent": 0.01, "momentum": 0.001, "nesterov": 0.01, "adagrad": 1.0,
        "rmsprop": 0.05, "adam": 0.2, "adamw": 0.2, "amsgrad": 0.5, "nadam": 0.5, "adadelta": 5.0,
        "lion": 0.5,
    },
    "six_hump_camel": {
        "gradient_descent": 0.02, "momentum": 0.002, "nesterov": 0.01, "adagrad": 0.5,
        "rmsprop": 0.02, "adam": 0.1, "adamw": 0.1, "amsgrad": 0.2, "nadam": 0.5,
        "adadelta": 10.0, "lion": 0.05,
    },
    "two_basins": {
        "gradient_descent": 0.05, "momentum": 0.05, "nesterov": 1.0, "adagrad": 0.5,
        "rmsprop": 0.02, "adam": 0.2, "adamw": 0.1, "amsgrad": 0.2, "nadam": 0.05,
        "adadelta": 5.0, "lion": 0.1,
    },
}
# fmt: on


def suited_rate(surface: Choice[Surface], optimizer: Choice[Optimizer]) -> float | None:
    """The rate for a rule on a surface; None where none is known.

    With other hyperparameters it is larger or smaller as the rule's limit is, if it has one.
    """
    entry = optimizer.entry
    if entry.name in OWN_SCALE:
        return OWN_SCALE[entry.name]
    if surface.entry.is_typed:
        return rate_by_shape(shape_of(surface), optimizer)
    rate = RATES.get(surface.entry.name, {}).get(entry.name)
    if rate is None or entry.rate_limit is None:
        return rate
    change = factor_of(optimizer) / factor_of(Choice.of(entry))
    return min(MAX_RATE, float(f"{rate * change:.2g}"))
