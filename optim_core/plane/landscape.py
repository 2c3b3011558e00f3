"""A surface in numbers: heights, gradients, curvatures, minima.

Compiled for each surface and array shape, but for what somebody types.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import ArrayLike, NDArray

from optim_core.catalog import Choice, Surface
from optim_core.formulas.jets import Jet
from optim_core.plane.descend import MAX_PROGRAMS
from optim_core.programs import Programs

Array = NDArray[np.float64]

AT_ONCE = 256  # points; so that no number of them compiles anew


def heights(surface: Choice[Surface], x: ArrayLike, y: ArrayLike) -> Array:
    """The height where the grid lines `x [nx]` and `y [ny]` cross: `[ny, nx]`, read-only."""
    grid = np.stack(np.meshgrid(np.asarray(x, float), np.asarray(y, float)), axis=-1)  # [ny, nx, 2]
    if typed := _typed(surface, grid.reshape(-1, 2), 0):
        return _frozen(typed.value.reshape(grid.shape[:2]))
    return np.asarray(_heights(*_parts(surface), grid))


def heights_at(surface: Choice[Surface], points: ArrayLike) -> Array:
    """The height at each of `points [k, 2]`: `[k]`, read-only."""
    points = np.asarray(points, float).reshape(-1, 2)
    if typed := _typed(surface, points, 0):
        return _frozen(typed.value)
    return np.asarray(_heights_at(*_parts(surface), points))


def gradients(surface: Choice[Surface], points: ArrayLike) -> Array:
    """The gradient at each of `points [k, 2]`: `[k, 2]`, read-only."""
    points = np.asarray(points, float).reshape(-1, 2)
    if typed := _typed(surface, points, 1):
        return _frozen(typed.gradient.T)
    return np.asarray(_gradients(*_parts(surface), points))


def hessian(surface: Choice[Surface], point: ArrayLike) -> Array:
    """The matrix of second derivatives at `point [2]`: `[2, 2]`, read-only."""
    return derivatives_at(surface, np.asarray(point, float))[2]


@lru_cache(maxsize=256)
def minima(surface: Choice[Surface]) -> Array:
    """The points of the lowest height, `[k, 2]`, read-only; none where no height is the lowest."""
    points = np.array(surface.entry.minima(**surface.values))
    points = points[np.isfinite(points).all(axis=1)]
    return _frozen(points)


@lru_cache(maxsize=256)
def lowest(surface: Choice[Surface]) -> float | None:
    """The height at the minima; None where there are none."""
    points = minima(surface)
    return float(heights(surface, points[:1, 0], points[:1, 1])[0, 0]) if len(points) else None


@np.errstate(all="ignore")
def curvatures(surface: Choice[Surface], points: ArrayLike) -> Array:
    """The Hessian's eigenvalues at each of `points [k, 2]`: `[k, 2]`, the lower one first.

    NaN where they are not finite. Up to `AT_ONCE` points are one call of one program.
    """
    points = np.asarray(points, float).reshape(-1, 2)
    if typed := _typed(surface, points, 2):
        return _eigenvalues(_matrices(typed))
    rows = []
    for begin in range(0, len(points), AT_ONCE):
        some = points[begin : begin + AT_ONCE]
        padded = np.concatenate([some, np.zeros((AT_ONCE - len(some), 2))])
        rows.append(_eigenvalues(np.asarray(_hessians(*_parts(surface), padded))[: len(some)]))
    return np.concatenate(rows) if rows else np.zeros((0, 2))


class CriticalPoint(NamedTuple):
    """A point without gradient."""

    point: Array  # [2]
    height: float
    curvatures: Array  # [2], the Hessian's eigenvalues, the lower one first
    around: float  # the largest curvature in size at four points about it, to tell a zero by


@np.errstate(all="ignore")
def critical_point(
    surface: Choice[Surface], near: ArrayLike, within: float
) -> CriticalPoint | None:
    """The critical point that Newton's method finds from `near [2]` at a distance up to `within`.

    None where it leaves that circle or finds none. `around` is measured a fifth of `within` away.
    """
    near = point = np.asarray(near, float)
    for _ in range(40):
        _, gradient, curvature = derivatives_at(surface, point)
        (a, b), (_, d) = curvature
        step = np.array([d * gradient[0] - b * gradient[1], a * gradient[1] - b * gradient[0]])
        step = step / (a * d - b**2) if gradient.any() else np.zeros(2)
        length = np.hypot(*step)
        point = point - step
        if length <= 1e-8 * within or not np.hypot(*(point - near)) <= within:
            break
    if not (length <= 1e-5 * within and np.hypot(*(point - near)) <= within):
        return None
    height, _, curvature = derivatives_at(surface, point)
    about = within / 5 * np.array([(1, 0), (-1, 0), (0, 1), (0, -1)])
    around = [
        np.abs(_eigenvalues(derivatives_at(surface, point + each)[2])).max() for each in about
    ]
    return CriticalPoint(point, height, _eigenvalues(curvature), max(around))


def derivatives_at(surface: Choice[Surface], point: Array) -> tuple[float, Array, Array]:
    """The height, the gradient `[2]` and the Hessian `[2, 2]`."""
    if typed := _typed(surface, point[None], 2):
        return float(typed.value[0]), _frozen(typed.gradient[:, 0]), _frozen(_matrices(typed)[0])
    packed = np.asarray(_derivatives(*_parts(surface), point))
    return float(packed[0]), packed[1:3], packed[3:].reshape(2, 2)


def _typed(surface: Choice[Surface], points: Array, order: int) -> Jet | None:
    """Of a surface that somebody types; None of the others, of which programs are compiled."""
    derivatives = surface.entry.derivatives
    return derivatives(points, order, **surface.values) if derivatives else None


def _matrices(of: Jet) -> Array:
    """Its Hessians, `[k, 2, 2]`."""
    xx, xy, yy = of.hessian
    return np.stack([np.stack([xx, xy], axis=-1), np.stack([xy, yy], axis=-1)], axis=-2)


def _frozen(array: Array) -> Array:
    copy = np.array(array)
    copy.flags.writeable = False
    return copy


def _eigenvalues(h: Array) -> Array:
    """Of symmetric matrices `h [..., 2, 2]`: `[..., 2]`, the lower one first."""
    a, b, d = h[..., 0, 0], h[..., 0, 1], h[..., 1, 1]
    mean, apart = (a + d) / 2, np.hypot((a - d) / 2, b)
    return np.stack([mean - apart, mean + apart], axis=-1)


def _parts(surface: Choice[Surface]) -> tuple[Callable, tuple, dict[str, float]]:
    """What is compiled in, the function and its switches; and what is traced, its numbers."""
    return surface.entry.function, surface.switches, dict(surface.numbers)


def _compiled(compute: Callable) -> Programs:
    """`compute(f, *arrays)` as a compiled function of `(function, switches, numbers, *arrays)`."""

    def whole(function, switches, numbers, *arrays):
        return compute(lambda p: function(p, **numbers, **dict(switches)), *arrays)

    return Programs(whole, statics=2, keep=MAX_PROGRAMS)


@_compiled
def _heights(f, grid):
    return jax.vmap(jax.vmap(f))(grid)


@_compiled
def _heights_at(f, points):
    return jax.vmap(f)(points)


@_compiled
def _gradients(f, points):
    return jax.vmap(jax.grad(f))(points)


@_compiled
def _hessians(f, points):
    return jax.vmap(jax.hessian(f))(points)


@_compiled
def _derivatives(f, point):  # as one array: taken over from the device at once
    height, gradient = jax.value_and_grad(f)(point)
    return jnp.concatenate([height[None], gradient, jax.hessian(f)(point).ravel()])
