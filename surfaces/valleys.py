"""Long curved valleys."""

from typing import Annotated

from optim_core.declare import surface
from optim_core.parameters import Range, Text

Place = Annotated[float, Range(0.0, 1.5), Text("Minimum a", "where the minimum lies: at (a, a²)")]
Walls = Annotated[
    float, Range(1.0, 200.0, log=True), Text("Walls b", "how steep the valley's walls are")
]


@surface(
    "Rosenbrock's valley",
    source="Rosenbrock 1960, The Computer Journal 3(3)",
    box=((-2, 2), (-1, 3)), start=(-1.5, 2.0), minima=lambda a, b: ((a, a * a),),
)  # fmt: skip
def rosenbrock(p, *, a: Place = 1.0, b: Walls = 100.0):
    r"""A banana-shaped valley. Larger $b$, steeper walls.

    $$f(x, y) = (a-x)^2 + b\,(y-x^2)^2$$

    The valley is found at once; then the way along its flat, curved floor to $(a, a^2)$ is long.
    """
    x, y = p
    return (a - x) ** 2 + b * (y - x**2) ** 2


@surface(
    "Beale's function",
    source="Beale 1958, Statistical Techniques Research Group, Princeton, Technical Report 25",
    box=((-4.5, 4.5), (-4.5, 4.5)), start=(1.0, 1.5), minima=((3, 0.5),),
)  # fmt: skip
def beale(p):
    r"""A flat cross-shaped valley between walls that rise ever more steeply.

    $$f(x, y) = (1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2$$

    On the valley's floor the gradient is below 1, in the corners above $10^5$: no one learning rate
    suits both. An arm of the valley runs to infinity along $y = 1$, and runs that get into it creep
    away for ever.
    """
    x, y = p
    return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2
