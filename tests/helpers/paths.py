"""Paths of optimizers on surfaces whose gradients are written by hand, and of references."""

import itertools

import jax
import numpy as np
import pytest

from optim_core.plane.descend import MAX_RACE_STEPS, descend, gradient_noise

STEPS = 200


def ellipse(p):
    x, y = p
    return 2.5 * x**2 + 1.5 * x * y + 0.5 * y**2


def ellipse_gradient(x, y):
    return 5 * x + 1.5 * y, 1.5 * x + y


def valley(p):
    x, y = p
    return (1 - x) ** 2 + 10 * (y - x**2) ** 2


def valley_gradient(x, y):
    return -2 * (1 - x) - 40 * x * (y - x**2), 20 * (y - x**2)


def four_wells(p):
    x, y = p
    return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2


def four_wells_gradient(x, y):
    a, b = x**2 + y - 11, x + y**2 - 7
    return 4 * x * a + 2 * b, 2 * a + 4 * y * b


SURFACES = {  # a function, its gradient by hand, a start
    "ellipse": (ellipse, ellipse_gradient, (-2.0, 1.5)),
    "valley": (valley, valley_gradient, (-1.0, 1.5)),
    "four wells": (four_wells, four_wells_gradient, (-2.0, 1.0)),
}


def any_of_them(p, which):
    """All in one program: compiling takes far longer than three values."""
    values = [function(p) for function, _, _ in SURFACES.values()]
    return jax.lax.select_n(which.astype(int), *values)


HESSIANS = {  # by hand: of xx, xy, yy
    "ellipse": lambda x, y: (5, 1.5, 1),
    "valley": lambda x, y: (2 - 40 * (y - 3 * x**2), -40 * x, 20),
    "four wells": lambda x, y: (
        12 * x**2 + 4 * y - 42,
        4 * (x + y),
        12 * y**2 + 4 * x - 26,
    ),
}


class Objective:
    """A surface as references see it: called, its gradient at step `t`; with noise, if any."""

    def __init__(self, surface, noise):
        self.function, self.slope, self.start = SURFACES[surface]
        self.curvature = HESSIANS[surface]
        self.noise = np.broadcast_to(noise, (MAX_RACE_STEPS, 2))

    def __call__(self, x, t):
        return np.array(self.slope(*x)) + self.noise[t - 1]

    def value(self, x, t):
        return self.function(x) + self.noise[t - 1] @ x

    def hessian(self, x):
        xx, xy, yy = self.curvature(*x)
        return np.array([[xx, xy], [xy, yy]], float)


def settings_of(optimizer):
    """Every combination of its switches."""
    switches = [parameter for parameter in optimizer.parameters if parameter.options]
    for values in itertools.product(*(switch.options for switch in switches)):
        yield dict(zip((switch.name for switch in switches), values, strict=True))


def at_every_setting(optimizers):
    return pytest.mark.parametrize(
        "optimizer, switches",
        [
            pytest.param(
                optimizer, switches, id="-".join([optimizer.name, *map(str, switches.values())])
            )
            for optimizer in optimizers
            for switches in settings_of(optimizer)
        ],
    )


def unusual(optimizer):
    """Values far from the defaults, and all different, so that no two can be mixed up."""
    for place, parameter in enumerate(
        p for p in optimizer.parameters if p.name != "lr" and p.range
    ):
        low, high = parameter.range.low, parameter.range.high
        value = 0.85 - 0.1 * place if parameter.range.log_complement else 0.002 + 0.001 * place
        if not low <= value <= high:
            part = 0.3 + 0.05 * place
            value = low * (high / low) ** part if low > 0 else low + part * (high - low)
        yield parameter.name, value


def run(choice, surface, factors=1.0, noise=0.0):
    """The first `STEPS` steps on one of the surfaces."""
    return descend(
        choice.entry,
        any_of_them,
        SURFACES[surface][2],
        function_numbers={"which": list(SURFACES).index(surface)},
        numbers=choice.numbers,
        switches=choice.switches,
        factors=np.broadcast_to(factors, MAX_RACE_STEPS),
        noise=np.broadcast_to(noise, (MAX_RACE_STEPS, 2)),
        steps=STEPS,
    )


def expected(reference, choice, surface, factors=1.0, noise=0.0, without=("lr",), steps=STEPS):
    """The path of the reference at the same hyperparameters, rates and noise."""
    objective = Objective(surface, noise)
    factors = np.broadcast_to(factors, MAX_RACE_STEPS)
    rest = {name: value for name, value in choice.values.items() if name not in without}
    points = reference(
        objective,
        np.array(objective.start),
        choice.values.get("lr", 1.0) * factors[:steps],
        **rest,
    )
    return np.array([objective.start, *points])


def assert_same(path, reference, exact=1e-9):
    assert np.isfinite(reference).all()
    np.testing.assert_allclose(path, reference, rtol=exact, atol=exact)


FADING = 1 / (1 + 0.01 * np.arange(MAX_RACE_STEPS))
NOISE = gradient_noise(seed=3, scale=0.1)
