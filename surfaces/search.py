"""The lowest minima of a function in a box: looked for on a grid and polished, not promised.

The same everywhere and always: no part of it is drawn by chance.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from optim_core.catalog import Box
from optim_core.formulas.jets import Jet

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Derivatives = Callable[[Array, int], Jet]  # at points [k, 2], up to an order

LINES = 161  # of the grid, along a side; odd, so that the middle is one
WIDER = 2.0  # so many times the box is looked at for what is lower
MAX_STARTS = 400
MAX_KINKED = 160  # that are no bowls by their curvature, and are polished without it
ROUNDS = 60
APART = 0.005  # of the box's shorter side: closer, two points are one minimum
SAME = 1e-10  # of the typical height: equally deep
POLE = 0.8  # of the rise to a circle, to one of a thirtieth of it: more, and there is no bottom
AREA = 0.03  # of the box, and more: so low a plain has no minima to be marked


@np.errstate(all="ignore")
def lowest_minima(derivatives: Derivatives, box: Box, places: Array) -> Array:
    """The points of the lowest height, `[k, 2]`; none where the function is lower elsewhere.

    Looked for from the valleys of a grid, and from these `places [k, 2]`.

    That is: at the box's edge, or around it; and none of a plain. Of a curve there are some points.
    """
    low, high = np.array(box, float).T
    side, cell = float((high - low).min()), (high - low) / (LINES - 1)
    axes = [np.linspace(*sides, LINES) for sides in box]
    grid = np.stack(np.meshgrid(*axes), axis=-1)  # [rows of y, columns of x, 2]
    z = _known(derivatives(grid.reshape(-1, 2), 0).value).reshape(LINES, LINES)
    starts = np.concatenate([grid[_valleys(z)], places])
    finite = z[np.isfinite(z)]
    if not len(starts) or not len(finite):
        return np.zeros((0, 2))
    typical = float(np.median(finite - finite.min())) or 1.0
    points, here = _down(derivatives, starts, cell)
    bowl, floor = _bowls_and_floors(here, typical / side**2, side)
    kinked = _compass(derivatives, points[~bowl], float(cell.min()))
    bowls = _rounded(derivatives, points[bowl], 1e-12 * side)
    points = np.concatenate(
        [bowls, _rounded(derivatives, kinked, float(cell.min()) / 10), points[floor]]
    )
    points = points[((low < points) & (points < high)).all(axis=1)]
    heights = _known(derivatives(points, 0).value)
    keep = np.isfinite(heights) & _is_lowest_around(derivatives, points, heights, 1e-3 * side)
    points, heights = points[keep], heights[keep]
    if not len(points):
        return np.zeros((0, 2))
    least = heights.min()
    middle, wide = (low + high) / 2, WIDER * (high - low) / 2
    around = middle + wide * np.stack(np.meshgrid(*[np.linspace(-1, 1, LINES)] * 2), axis=-1)
    elsewhere = _known(derivatives(around.reshape(-1, 2), 0).value)
    if min(z.min(), elsewhere.min()) < least - 1e-9 * typical:
        return np.zeros((0, 2))
    if (z <= least + SAME * typical).mean() > AREA:
        return np.zeros((0, 2))
    return _apart(points[heights <= least + SAME * typical], APART * side)


def _known(heights: Array) -> Array:
    """What is no number is no lower than anything."""
    return np.where(np.isnan(heights), np.inf, heights)


def _valleys(z: Array) -> Mask:
    """Grid points no higher than their neighbours, all, or two on either side: the lowest ones."""
    padded = np.pad(z, 1, constant_values=np.inf)
    rows, columns = z.shape

    def beside(down: int, right: int) -> Array:
        return padded[1 + down : 1 + down + rows, 1 + right : 1 + right + columns]

    pairs = [
        (z <= beside(*way)) & (z <= beside(-way[0], -way[1]))
        for way in ((0, 1), (1, 0), (1, 1), (1, -1))
    ]
    everywhere, somewhere = np.logical_and.reduce(pairs), np.logical_or.reduce(pairs)
    ranked = np.where(somewhere & np.isfinite(z), z, np.inf) - np.where(everywhere, 1e300, 0.0)
    first = np.argsort(ranked, axis=None, kind="stable")[:MAX_STARTS]
    chosen = np.zeros(z.size, bool)
    chosen[first] = np.isfinite(z.ravel()[first]) & somewhere.ravel()[first]
    return chosen.reshape(z.shape)


def _down(derivatives: Derivatives, points: Array, cell: Array) -> tuple[Array, Jet]:
    """Newton's method by absolute curvatures, never up, a cell at most."""
    reach = np.full(len(points), float(cell.max()))
    here = derivatives(points, 2)
    for _ in range(ROUNDS):
        step = _newton(here, reach)
        there = derivatives(points + step, 2)
        lower = there.value < here.value
        points = np.where(lower[:, None], points + step, points)
        here = Jet(*(np.where(lower, new, old) for new, old in zip(there, here, strict=True)))
        reach = np.where(lower, np.minimum(2 * reach, cell.max()), reach / 4)
        if not (lower & (np.hypot(*step.T) > 1e-12 * cell.max())).any():
            break
    for _ in range(3):  # to the last bit, where heights no longer tell
        step = _newton(here, np.full(len(points), 1e-3 * cell.min()))
        there = derivatives(points + step, 2)
        flatter = np.hypot(*there.gradient) < np.hypot(*here.gradient)
        points = np.where(flatter[:, None], points + step, points)
        here = Jet(*(np.where(flatter, new, old) for new, old in zip(there, here, strict=True)))
    return points, here


def _bowls_and_floors(here: Jet, typical: float, side: float) -> tuple[Mask, Mask]:
    """Which points are the bottoms of bowls, and which lie level on the floor of a valley."""
    low, high = np.linalg.eigvalsh(_matrices(here)).T
    rests = np.hypot(*here.gradient) <= 1e-7 * high * side
    bowl = rests & (low > 1e-9 * high) & (low > 1e-9 * typical)
    return bowl, rests & ~bowl & (np.abs(low) <= 1e-6 * high) & (high > 1e-9 * typical)


def _matrices(of: Jet) -> Array:
    """The Hessians `[k, 2, 2]`; what is not finite is taken for flat."""
    xx, xy, yy = np.nan_to_num(of.hessian, nan=0.0, posinf=0.0, neginf=0.0)
    return np.stack([np.stack([xx, xy], -1), np.stack([xy, yy], -1)], -2)


def _newton(here: Jet, reach: Array) -> Array:
    """The steps `[k, 2]` by absolute curvatures, as long as `reach [k]` at most."""
    curvatures, axes = np.linalg.eigh(_matrices(here))
    gradient = np.nan_to_num(here.gradient.T, nan=0.0, posinf=0.0, neginf=0.0)
    along = np.einsum("kij,ki->kj", axes, gradient)
    sizes = np.maximum(np.abs(curvatures), 1e-12 * np.abs(curvatures).max(axis=1, keepdims=True))
    parts = np.where(along == 0, 0.0, -along / np.where(sizes == 0, 1e-300, sizes))
    step = np.einsum("kij,kj->ki", axes, np.clip(parts, -1e150, 1e150))
    length = np.hypot(*step.T)
    return step * np.minimum(1.0, reach / np.where(length == 0, 1.0, length))[:, None]


def _compass(derivatives: Derivatives, points: Array, cell: float) -> Array:
    """Lower and lower by looking around, in directions that turn: for kinks (Torczon 1997)."""
    if len(points) > MAX_KINKED:
        ranked = np.argsort(_known(derivatives(points, 0).value), kind="stable")
        points = points[ranked[:MAX_KINKED]]
    height, reach = _known(derivatives(points, 0).value), np.full(len(points), cell)
    every = np.arange(len(points))
    for turn in range(2 * ROUNDS if len(points) else 0):
        angles = np.arange(16) * np.pi / 8 + (turn // 2) * 2.399963  # the golden angle
        ways = np.stack([np.cos(angles), np.sin(angles)], -1)
        around = points[:, None] + reach[:, None, None] * ways  # [k, 16, 2]
        found = _known(derivatives(around.reshape(-1, 2), 0).value).reshape(len(points), 16)
        best = found.argmin(axis=1)
        lower = found[every, best] < height
        points = np.where(lower[:, None], around[every, best], points)
        height = np.where(lower, found[every, best], height)
        reach = np.where(lower, reach, reach / 2)
    return points


def _rounded(derivatives: Derivatives, points: Array, most: float) -> Array:
    """Each point with the fewest decimals that are no higher, and no farther than that."""
    tried = np.stack([np.round(points, digits) + 0.0 for digits in range(13)] + [points], 1)
    heights = _known(derivatives(tried.reshape(-1, 2), 0).value).reshape(-1, 14)
    near = np.hypot(*np.moveaxis(tried - points[:, None], -1, 0)) <= most
    first = (near & (heights <= heights[:, -1:])).argmax(axis=1)
    return tried[np.arange(len(points)), first]


def _is_lowest_around(
    derivatives: Derivatives, points: Array, heights: Array, reach: float
) -> Mask:
    """Whether nothing is lower, but for roundings, on two circles around each of the points.

    And whether the way up gets shorter with the circle: it does not where the function falls
    without end, as 1/x does at 0.
    """
    angles = np.arange(16) * np.pi / 8 + 0.1
    ways = np.stack([np.cos(angles), np.sin(angles)], -1)
    circles = np.concatenate([reach * ways, reach / 30 * ways])
    around = derivatives((points[:, None] + circles).reshape(-1, 2), 0).value
    rises = _known(around).reshape(-1, 2, 16) - heights[:, None, None]
    wide, narrow = np.where(np.isfinite(rises), rises, 0.0).max(axis=2).T
    size = 1 + np.abs(heights)
    falls = narrow > POLE * wide + 1e-9 * size
    return (rises >= -1e-13 * size[:, None, None]).all(axis=(1, 2)) & ~falls


def _apart(points: Array, least: float) -> Array:
    """The points without those that are closer than that to one before."""
    kept: list[Array] = []
    for point in points:
        if not kept or np.hypot(*(np.array(kept) - point).T).min() > least:
            kept.append(point)
    return np.array(kept)
