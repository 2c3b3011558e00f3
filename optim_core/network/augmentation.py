"""Training images that are shifted, turned, scaled and bent at random, inside the compiled step."""

from collections.abc import Callable
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from optim_core.network.settings import Settings

SMOOTHNESS = 1 / 7  # of an image's height: the deviation σ of Simard's Gaussian, 4 pixels of 28
SPACING = 1.75  # of σ, between the random numbers that a displacement is the sum of
REACH = 1.75  # deviations that the lattice goes beyond the image


class Augmentation(NamedTuple):
    """What is compiled in: how large an image is, and whether it is bent, which takes time."""

    rows: int
    columns: int
    elastic: bool

    @classmethod
    def of(cls, settings: Settings, shape: tuple[int, int]) -> "Augmentation | None":
        """Of images of this shape; None where they stay as they are."""
        if not (settings.shift or settings.rotation or settings.scaling or settings.elastic):
            return None
        return cls(*shape, settings.elastic > 0)


class Amounts(NamedTuple):
    """How much an image is changed at the most."""

    shift: Any  # pixels, down and to the right
    rotation: Any  # degrees
    scaling: Any  # as a share of its size
    elastic: Any  # pixels: the root mean square of a coordinate's displacement

    @classmethod
    def of(cls, settings: Settings) -> "Amounts":
        return cls(*(np.float32(getattr(settings, name)) for name in cls._fields))


def augmented(augmentation: Augmentation, amounts: Amounts, images: Array, key: Array) -> Array:
    """Of `images [n, pixels]`, bytes, each changed in a way of its own; float32, from 0 to 255."""

    def coordinates(*drawn):
        return _origins(augmentation, *drawn)

    always = amounts.shift >= 0
    drawn = _drawn(augmentation, amounts, len(images), key)
    return sampled(augmentation, images, coordinates, drawn, always)


def origins(
    augmentation: Augmentation, amounts: Amounts, count: int, key: Array
) -> tuple[Array, Array]:
    """Where in its image each pixel is taken from: rows and columns, `[count, pixels]` each.

    The image is scaled and turned about its middle and then shifted, by uniform draws from both
    sides of 0. It is bent by a smooth random field: Simard, Steinkraus & Platt 2003 smooth a
    uniform number for every pixel by a Gaussian of 4 pixels; here it is the sum of Gaussians of
    that size around uniform numbers on a coarser lattice, which has the same covariance within some
    percent. Their best α, 34, moves a coordinate by 1.4 pixels in the root mean square. A field
    serves twice: it moves the rows of an image and the columns of the one before. What becomes of
    an image depends on its place among the others, but not on how many these are.
    """
    return _origins(augmentation, *_drawn(augmentation, amounts, count, key))


def _drawn(
    augmentation: Augmentation, amounts: Amounts, count: int, key: Array
) -> tuple[Array, ...]:
    """What the origins follow from: numbers for each image and, where it is bent, the fields."""

    def affine():
        draws = jax.random.uniform(key, (count, 4), jnp.float32, -1, 1)
        down, right, turn, size = (draws[:, k : k + 1] for k in range(4))
        angle, factor = jnp.deg2rad(amounts.rotation * turn), 1 + amounts.scaling * size
        shifts = amounts.shift * down, amounts.shift * right
        return jnp.cos(angle) / factor, jnp.sin(angle) / factor, *shifts

    drawn = _alone(amounts.shift >= 0, affine)
    if not augmentation.elastic:
        return drawn
    basis = _gaussians(augmentation.rows, augmentation.columns)
    shape = count + 1, len(basis)
    noise = jax.random.uniform(jax.random.fold_in(key, 1), shape, jnp.float32, -1, 1)
    return *drawn, (amounts.elastic * noise) @ basis


def _origins(
    augmentation: Augmentation,
    cosine: Array,
    sine: Array,
    down: Array,
    right: Array,
    fields: Array | None = None,
) -> tuple[Array, Array]:
    rows, columns, _ = augmentation
    middle, center = np.float32((rows - 1) / 2), np.float32((columns - 1) / 2)
    y, x = (each.reshape(-1).astype(np.float32) for each in np.mgrid[:rows, :columns])
    from_middle, from_center = y - middle - down, x - center - right
    turned = (
        middle + cosine * from_middle + sine * from_center,
        center - sine * from_middle + cosine * from_center,
    )
    return turned if fields is None else (turned[0] + fields[:-1], turned[1] + fields[1:])


def _gaussians(rows: int, columns: int) -> NDArray[np.float32]:
    """What each number of the lattice adds to each pixel, `[numbers, pixels]`.

    So that uniform numbers from -1 to 1, of variance 1/3, give every pixel the variance 1.
    """
    sigma = SMOOTHNESS * rows

    def along(pixels):
        half = np.ceil(((pixels - 1) / 2 + REACH * sigma) / (SPACING * sigma))
        lattice = (pixels - 1) / 2 + SPACING * sigma * np.arange(-half, half + 1)
        return np.exp(-((lattice[:, None] - np.arange(pixels)) ** 2) / (2 * sigma**2))

    basis = np.kron(along(rows), along(columns))
    return (basis * np.sqrt(3 / (basis**2).sum(axis=0))).astype(np.float32)


def sampled(
    augmentation: Augmentation,
    images: Array,
    coordinates: Callable[..., tuple[Array, Array]],
    arguments: tuple[Array, ...],
    always: Any = True,
) -> Array:
    """The images `[n, pixels]` at the rows and columns `coordinates(*arguments)`, `[n, pixels]`.

    Bilinear between pixels, and black around the image, as in `scipy.ndimage.map_coordinates` with
    `order=1, mode="grid-constant"`. The four pixels around a point lie in the four bytes of one
    number, as looking up is what takes the time.
    """
    rows, columns, _ = augmentation
    width = columns + 3
    framed = jnp.pad(images.reshape(-1, rows, columns), ((0, 0), (1, 2), (1, 2)))
    framed = framed.reshape(len(images), -1).astype(jnp.uint32)
    last = framed.shape[1] - width - 1
    corners = 0, 1, width, width + 1  # of a square, from its upper left
    squares: Any = sum(framed[:, at : last + at] << (8 * k) for k, at in enumerate(corners))

    def place(*arguments):
        y, x = coordinates(*arguments)
        # jnp.clip and jnp.floor take several times as long
        y = jnp.minimum(jnp.maximum(y + 1, 0), rows + 1)
        x = jnp.minimum(jnp.maximum(x + 1, 0), columns + 1)
        above, left = y.astype(jnp.int32), x.astype(jnp.int32)
        return y - above, x - left, above * width + left

    def look_up(squares, at):
        return jnp.take_along_axis(squares, at, axis=1, mode="promise_in_bounds")

    v, u, at = _alone(always, place, *arguments)
    found = _alone(always, look_up, squares, at)
    # by way of int32: few processors convert what has no sign
    a, b, c, d = (
        ((found >> (8 * k)) & 255).astype(jnp.int32).astype(jnp.float32) for k in range(4)
    )
    upper, lower = a + u * (b - a), c + u * (d - c)
    return upper + v * (lower - upper)


def _alone(always: Any, function: Any, *arguments: Array) -> Any:
    """`function(*arguments)`, computed by itself, if `always` is traced, as it is in a step.

    XLA fuses what looks up with what is looked up, and computes that anew for each use: that takes
    twice as long. It does not fuse into a branch, nor see that this one is always taken.
    """
    nothing = jax.tree.map(
        lambda of: jnp.zeros(of.shape, of.dtype), jax.eval_shape(function, *arguments)
    )
    return jax.lax.cond(always, function, lambda *_: nothing, *arguments)
