"""Long curved valleys."""

from typing import Annotated

from optim_core.catalog import surface
from optim_core.parameters import Range


@surface(
    "Rosenbrock's valley",
    source="Rosenbrock 1960, The Computer Journal 3(3)",
    box=((-2, 2), (-1, 3)), start=(-1.5, 2.0), minima=lambda a, b: ((a, a**2),),
)  # fmt: skip
def rosenbrock(
    p, *,
    a: Annotated[float, Range(0.0, 1.5), "where the minimum lies: at (a, a²)"] = 1.0,
    b: Annotated[float, Range(1.0, 200.0, log=True), "how steep the valley's walls are"] = 100.0,
):  # fmt: skip
    r"""A banana-shaped valley. Larger $b$, steeper walls.

    $$f(x, y) = (a-x)^2 + b\,(y-x^2)^2$$
    """
    x, y = p
    return (a - x) ** 2 + b * (y - x**2) ** 2
