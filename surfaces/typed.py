"""A surface whose formula a person types."""

from functools import lru_cache
from typing import Annotated

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from optim_core.catalog import Box, Point
from optim_core.declare import surface
from optim_core.formulas.expression import Expression
from optim_core.formulas.jets import Jet, jet
from optim_core.formulas.reader import MAX_LENGTH, parse
from optim_core.parameters import Range, Text, Typed
from surfaces.narrow import narrow_places
from surfaces.search import lowest_minima

VARIABLES = "x", "y"
STARTS = (0.7, 0.5), (-0.7, 0.5), (-0.7, -0.5), (0.7, -0.5), (0.3, 0.2), (0.0, 0.0)  # of the half


@lru_cache(maxsize=256)
def understood(formula: str) -> Expression:
    """Raises FormulaError as `parse` does."""
    return parse(formula, VARIABLES)


Formula = Annotated[
    str,
    Typed(understood, MAX_LENGTH, names=VARIABLES),
    Text("f(x, y) =", "a formula of x and y, as in sin(x)*y^2 + 0.1*(x^2 + y^2)"),
]
HalfWidth = Annotated[
    float,
    Range(0.1, 100.0, log=True),
    Text("Half-width", "from the middle of the box to its sides; minima are looked for in the box"),
]
Middle = Range(-100.0, 100.0)


def box_around(*, half: float, mx: float, my: float, **_: object) -> Box:
    """The square with this middle and these halves of its sides."""
    half = abs(half) or 1.0
    return (mx - half, mx + half), (my - half, my + half)


@np.errstate(all="ignore")
def defined_start(*, formula: str, half: float, mx: float, my: float) -> Point:
    """The first of some points of the box where there is a finite height, the first if at none."""
    points = np.array([mx, my]) + (abs(half) or 1.0) * np.array(STARTS)
    points = np.array([[float(f"{each:.6g}") for each in point] for point in points])
    height, gradient, _ = jet(understood(formula), points, 1)
    x, y = points[int(np.argmax(np.isfinite(height) & np.isfinite(gradient).all(axis=0)))]
    return float(x), float(y)


def found_minima(*, formula: str, **box: float) -> NDArray[np.float64]:
    """The lowest that a search finds in the box."""
    expression, square = understood(formula), box_around(**box)
    places = narrow_places(expression, square)
    return lowest_minima(lambda points, order: jet(expression, points, order), square, places)


def derivatives(points: NDArray[np.float64], order: int, *, formula: str, **_: float) -> Jet:
    """Heights, gradients and Hessians, without compiling what may be another in a moment."""
    return jet(understood(formula), points, order)


@surface(
    "Your own formula",
    source="whoever types it; the derivatives are JAX's",
    box=box_around, start=defined_start, minima=found_minima, derivatives=derivatives,
)  # fmt: skip
def typed(
    p, *,
    formula: Formula = "sin(x)*cos(y) + 0.1*(x^2 + y^2)",
    half: HalfWidth = 4.0,
    mx: Annotated[float, Middle, Text("Middle x", "of the box")] = 0.0,
    my: Annotated[float, Middle, Text("Middle y", "of the box")] = 0.0,
):  # fmt: skip
    r"""Whatever you type of $x$ and $y$.

    $$f(x, y) = \text{your formula}$$

    There are $+\;-\;*\;/$, powers by ^ or \*\*, and sin, cos, tan, tanh, exp, log, sqrt, abs, min,
    max, sigmoid, relu; pi and e. Its minima are looked for in the box, downhill from the points of
    a grid and from where parts of the formula are lowest or highest: what is marked was found, and
    is not proved to be the lowest. Where the formula has no finite value, nothing is drawn.
    """
    x, y = p
    return jnp.asarray(understood(formula).evaluate({"x": x, "y": y})[-1], p.dtype)
