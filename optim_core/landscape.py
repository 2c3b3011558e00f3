"""A surface in numbers: heights, gradients, curvatures, minima. Compiled once for each shape."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import ArrayLike, NDArray

from optim_core.catalog import Surface
from optim_core.race import Choice

Array = NDArray[np.float64]


def heights(surface: Choice[Surface], x: ArrayLike, y: ArrayLike) -> Array:
    """The height where the grid lines `x [nx]` and `y [ny]` cross: `[ny, nx]`, read-only."""
    grid = np.stack(np.meshgrid(np.asarray(x, float), np.asarray(y, float)), axis=-1)  # [ny, nx, 2]
    return np.asarray(_heights(*_compiled_in(surface), numbers(surface), grid))


def gradients(surface: Choice[Surface], points: ArrayLike) -> Array:
    """The gradient at each of `points [k, 2]`: `[k, 2]`, read-only."""
    points = np.asarray(points, float).reshape(-1, 2)
    return np.asarray(_gradients(*_compiled_in(surface), numbers(surface), points))


def hessian(surface: Choice[Surface], point: ArrayLike) -> Array:
    """The matrix of second derivatives at `point [2]`: `[2, 2]`, read-only."""
    return np.asarray(_hessian(*_compiled_in(surface), numbers(surface), np.asarray(point, float)))


@lru_cache(maxsize=256)
def minima(surface: Choice[Surface]) -> Array:
    """The points of the lowest height, `[k, 2]`, read-only; none where no height is the lowest."""
    points = np.array(surface.entry.minima(**surface.values))
    points = points[np.isfinite(points).all(axis=1)]
    points.flags.writeable = False
    return points


@lru_cache(maxsize=256)
def lowest(surface: Choice[Surface]) -> float | None:
    """The height at the minima; None where there are none."""
    points = minima(surface)
    return float(heights(surface, points[:1, 0], points[:1, 1])[0, 0]) if len(points) else None


class Stationary(NamedTuple):
    """A point without gradient."""

    point: Array  # [2]
    height: float
    curvatures: Array  # [2], the Hessian's eigenvalues, the lower one first
    around: float  # the largest curvature in size at four points about it, to tell a zero by


def stationary(surface: Choice[Surface], near: ArrayLike, within: float) -> Stationary | None:
    """The stationary point that Newton's method finds from `near [2]` at a distance up to `within`.

    None where it leaves that circle or finds none. `around` is measured a fifth of `within` away.
    """
    found, *rest = _stationary(
        *_compiled_in(surface), numbers(surface), np.asarray(near, float), np.float64(within)
    )
    if not found:
        return None
    point, height, curvatures, around = (np.asarray(each) for each in rest)
    return Stationary(point, float(height), curvatures, float(around))


def numbers(surface: Choice[Surface]) -> dict[str, np.float64]:
    """The parameters that are traced, in the form that never compiles anew."""
    return {name: np.float64(value) for name, value in surface.numbers.items()}


def _compiled_in(surface: Choice[Surface]) -> tuple[Callable, tuple]:
    return surface.entry.function, surface.switches


def _compiled(compute: Callable) -> Callable:
    """`compute(f, *arrays)` as a jitted function of `(function, switches, numbers, *arrays)`."""

    def whole(function, switches, numbers, *arrays):
        return compute(lambda p: function(p, **numbers, **dict(switches)), *arrays)

    return jax.jit(whole, static_argnums=(0, 1))


@_compiled
def _heights(f, grid):
    return jax.vmap(jax.vmap(f))(grid)


@_compiled
def _gradients(f, points):
    return jax.vmap(jax.grad(f))(points)


@_compiled
def _hessian(f, point):
    return jax.hessian(f)(point)


@_compiled
def _stationary(f, near, within):
    def searching(search):
        point, length, count = search
        inside = jnp.linalg.norm(point - near) <= within
        return inside & (length > 1e-8 * within) & (count < 50)

    def newton(search):
        point, _, count = search
        g = jax.grad(f)(point)
        (a, b), (_, d) = jax.hessian(f)(point)
        step = jnp.stack([d * g[0] - b * g[1], a * g[1] - b * g[0]]) / (a * d - b**2)
        step = jnp.where((g == 0).all(), 0.0, step)
        return point - step, jnp.linalg.norm(step), count + 1

    point, length, _ = jax.lax.while_loop(searching, newton, (near, jnp.inf, 0))
    found = (jnp.linalg.norm(point - near) <= within) & (length <= 1e-6 * within)
    about = point + within / 5 * jnp.array([(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)])
    around = jnp.abs(_eigenvalues(jax.vmap(jax.hessian(f))(about))).max()
    return found, point, f(point), _eigenvalues(jax.hessian(f)(point)), around


def _eigenvalues(h):
    """Of symmetric matrices `h [..., 2, 2]`: `[..., 2]`, the lower one first."""
    mean = (h[..., 0, 0] + h[..., 1, 1]) / 2
    apart = jnp.hypot((h[..., 0, 0] - h[..., 1, 1]) / 2, h[..., 0, 1])
    return jnp.stack([mean - apart, mean + apart], axis=-1)
