"""The Taylor models of a surface along a line: what they promise, and how far they hold."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optim_core.catalog import Choice, Surface
from optim_core.plane.landscape import derivatives_at, heights_at

SHARE = 0.1  # of the decrease that a model promises: so wrong it may be


@dataclass(frozen=True)
class LineModels:
    """The surface at `x + a d`, and its models there of first and second order.

    The first is `f + a g'd`, the second adds `a² d'Hd / 2`. `lands` is where the second has its
    minimum; None where it has none. `holds` are the furthest `a` from 0 on, within those that are
    given, at which a model is wrong by less than `SHARE` of the change that it promises.
    """

    d: NDArray  # [2]
    a: NDArray  # [k]
    value: NDArray  # [k]
    first: NDArray  # [k]
    second: NDArray  # [k]
    lands: float | None
    holds: tuple[float, float]  # of the first order, of the second


@np.errstate(all="ignore")
def along(surface: Choice[Surface], x: NDArray, d: NDArray, a: NDArray) -> LineModels:
    """At the multiples `a` of the direction `d` from `x`; `a` rises and has 0 in it."""
    value, g, H = derivatives_at(surface, np.asarray(x, float))
    slope, curvature = float(g @ d), float(d @ H @ d)
    truth = heights_at(surface, x + a[:, None] * d)
    first = value + a * slope
    second = first + a**2 * curvature / 2
    lands = -slope / curvature if curvature > 0 else None
    holds = (_holds(a, truth, first, value), _holds(a, truth, second, value))
    return LineModels(np.asarray(d), a, truth, first, second, lands, holds)


def _holds(a: NDArray, truth: NDArray, model: NDArray, value: float) -> float:
    ahead = a > 0
    good = np.abs(truth - model)[ahead] <= SHARE * np.abs(model - value)[ahead]
    bad = np.flatnonzero(~good)
    return float(np.append(0.0, a[ahead])[bad[0]] if len(bad) else a[-1])


@np.errstate(all="ignore")
def newton_step(surface: Choice[Surface], x: NDArray) -> NDArray:
    """To where the second-order model is level, `[2]`; not finite where it is nowhere so."""
    _, g, ((a, b), (_, c)) = derivatives_at(surface, np.asarray(x, float))
    return -np.array([c * g[0] - b * g[1], a * g[1] - b * g[0]]) / (a * c - b**2)
