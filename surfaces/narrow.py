"""Where a typed formula may have minima that lie between the lines of a grid.

A well is narrow because a part of the formula changes quickly: `-exp(-1e5*((x - 1)^2 + y^2))` does
as the part within `exp` does, which is wide, and highest where the well is. So the lowest and the
highest point of such parts are looked at, too, and the surroundings of the lowest point of a grid,
on finer and finer ones. A well that no part of the formula points at is still not seen.
"""

from collections.abc import Callable, Iterator
from itertools import product

import numpy as np
from numpy.typing import NDArray

from optim_core.catalog import Box
from optim_core.formulas.expression import Expression
from optim_core.formulas.jets import jet

Array = NDArray[np.float64]
Heights = Callable[[Array], Array]  # at points [k, 2]

LINES, CLOSER, TIMES = 33, 6.0, 12  # of a grid along a side; each is so many times finer; so often
FINE_LINES, FINE_TIMES = 81, 6  # of the formula itself
STRAIGHT = ("+", "-", "negative")  # a sum is as wide as what it adds up
MAX_PLACES = 12  # places along a side that are combined


def narrow_places(expression: Expression, box: Box) -> Array:
    """Points `[k, 2]` within the box, from which to look for minima."""
    low, high = np.array(box, float).T
    middle, half = (low + high) / 2, (high - low) / 2
    apart: tuple[list[float], list[float]] = ([], [])  # x of parts without y, y of those without x
    found: list[Array] = []
    for part, names in _parts(expression):
        for sign in (1.0, -1.0):
            *_, place = _closer(_signed(part, sign), middle, half, LINES, TIMES)
            within = (np.abs(place - middle) < (1 - 1e-6) * half) | ~np.isin(
                ["x", "y"], list(names)
            )
            if not within.all():
                continue  # it goes on beyond the edge
            if len(names) == 2:
                found.append(place)
            else:
                side = int("y" in names)
                apart[side].append(float(place[side]))
    found += map(np.array, product(*(sorted(set(each))[:MAX_PLACES] for each in apart)))
    found += list(_closer(_signed(expression, 1.0), middle, half, FINE_LINES, FINE_TIMES))
    return np.array(found).reshape(-1, 2)


def _parts(expression: Expression) -> Iterator[tuple[Expression, frozenset[str]]]:
    """What goes into anything but a sum, and the variables that it has; no variable by itself."""
    nodes = expression.nodes
    names: list[frozenset[str]] = []
    for node in nodes:
        own = {node.name} if node.op == "variable" else set()
        names.append(frozenset(own.union(*(names[i] for i in node.inputs))))
    used = {i for node in nodes if node.op not in STRAIGHT for i in node.inputs}
    for i in sorted(used):
        if names[i] and nodes[i].op != "variable":
            yield Expression(nodes[: i + 1]), names[i]


def _signed(part: Expression, sign: float) -> Heights:
    def heights(points: Array) -> Array:
        values = sign * jet(part, points, 0).value
        return np.where(np.isnan(values), np.inf, values)

    return heights


def _closer(height: Heights, at: Array, half: Array, lines: int, times: int) -> Iterator[Array]:
    """The lowest points of grids, each around the one before it and finer."""
    low, high = at - half, at + half
    steps = np.linspace(-1, 1, lines)
    for _ in range(times):
        sides = [np.clip(at[i] + half[i] * steps, low[i], high[i]) for i in (0, 1)]
        points = np.stack(np.meshgrid(*sides), axis=-1).reshape(-1, 2)
        at = points[height(points).argmin()]
        half = half / CLOSER
        yield at
