"""Saddles: points with no gradient that are not minima."""

import math
from typing import Annotated

from optim_core.declare import surface
from optim_core.parameters import Range, Text

Fall = Annotated[
    float,
    Range(0.25, 4.0),
    Text("Fall a", "how steeply the saddle falls; the minima are at (±√a, 0)"),
]


@surface(
    "Saddle",
    source="Dauphin et al. 2014, arXiv:1406.2572",
    box=((-2, 2), (-1.5, 1.5)), start=(-1.5, 0.01), minima=(),
    height_scale="linear",
)  # fmt: skip
def saddle(p):
    r"""Rises along $x$ and falls along $y$, without end.

    $$f(x, y) = x^2 - y^2$$

    The gradient at the origin is zero, though it is no minimum. A run that starts exactly on the
    ridge $y = 0$ stays on it; the least distance from it grows in every step until the run escapes.
    """
    x, y = p
    return x**2 - y**2


@surface(
    "Saddle between two minima",
    source="Strogatz 1994, Nonlinear Dynamics and Chaos, Example 6.5.2, and a second axis",
    box=((-2.6, 2.6), (-2, 2)), start=(0.02, 1.7),
    minima=lambda a: ((-math.sqrt(a), 0), (math.sqrt(a), 0)) if a > 0 else ((0, 0),),
)  # fmt: skip
def bounded_saddle(p, *, a: Fall = 1.0):
    r"""A saddle that leads down to a minimum on either side.

    $$f(x, y) = \tfrac14\,x^4 - \tfrac{a}{2}\,x^2 + \tfrac12\,y^2$$

    The start lies almost on the ridge $x = 0$: every rule first slides towards the saddle at the
    origin, and the question is how long it lingers there.
    """
    x, y = p
    return x**4 / 4 - a * x**2 / 2 + y**2 / 2


@surface(
    "Monkey saddle",
    source="Hilbert & Cohn-Vossen 1932, Anschauliche Geometrie, chapter IV",
    box=((-1.6, 1.6), (-1.2, 1.2)), start=(1.2, 0.03), minima=(),
)  # fmt: skip
def monkey_saddle(p):
    r"""A saddle with three ways down: two for the legs, one for the tail.

    $$f(x, y) = x^3 - 3\,x\,y^2$$

    At the origin not only the gradient but also all curvatures are zero, so a rule that looks at
    curvature learns nothing there, and a run on the ridge $y = 0$ slows to a crawl.
    """
    x, y = p
    return x**3 - 3 * x * y**2
