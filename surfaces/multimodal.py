"""Surfaces with several minima."""

from typing import Annotated

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from optim_core.declare import surface
from optim_core.parameters import Range, Text

DepthOfDents = Annotated[
    float, Range(0.0, 20.0), Text("Dents A", "how deep the dents are; 0 leaves a plain bowl")
]
DepthOfFunnel = Annotated[float, Range(5.0, 40.0), Text("Depth a", "how deep the funnel is")]
NarrownessOfFunnel = Annotated[
    float, Range(0.05, 1.0, log=True), Text("Narrowness b", "how narrow the funnel is")
]
NarrowWidth = Annotated[float, Range(0.2, 0.6), Text("Narrow width", "width of the narrow well")]
NarrowDepth = Annotated[float, Range(1.0, 3.0), Text("Narrow depth", "depth of the narrow well")]
WideWidth = Annotated[float, Range(1.0, 2.0), Text("Wide width", "width of the wide well")]
WideDepth = Annotated[float, Range(0.5, 2.0), Text("Wide depth", "depth of the wide well")]


@surface(
    "Himmelblau's function",
    source="Himmelblau 1972, Applied Nonlinear Programming",
    box=((-5, 5), (-5, 5)), start=(0.0, -1.0),
    minima=(
        (3, 2),
        (-2.805118086952745, 3.131312518250573),
        (-3.779310253377747, -3.2831859912861696),
        (3.5844283403304917, -1.8481265269644036),
    ),
)  # fmt: skip
def himmelblau(p):
    r"""Four minima, all equally deep, around one hill.

    $$f(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2$$

    The start lies near the top of the hill, so that small differences between the rules decide
    which minimum each of them finds.
    """
    x, y = p
    return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2


@surface(
    "Rastrigin's function",
    source="Rastrigin 1974, Systems of Extremal Control",
    box=((-5.12, 5.12), (-5.12, 5.12)), start=(-3.4, 2.7), minima=((0, 0),),
    height_scale="linear",
)  # fmt: skip
def rastrigin(p, *, A: DepthOfDents = 10.0):
    r"""A bowl covered with dents: a local minimum near every pair of whole numbers.

    $$f(x, y) = 2A + x^2 - A\cos 2\pi x + y^2 - A\cos 2\pi y$$
    """
    x, y = p
    return 2 * A + x**2 - A * jnp.cos(2 * jnp.pi * x) + y**2 - A * jnp.cos(2 * jnp.pi * y)


@surface(
    "Ackley's function",
    source="Ackley 1987, A Connectionist Machine for Genetic Hillclimbing",
    box=((-5, 5), (-5, 5)), start=(-3.3, 2.4), minima=((0, 0),),
    height_scale="linear",
)  # fmt: skip
def ackley(p, *, a: DepthOfFunnel = 20.0, b: NarrownessOfFunnel = 0.2):
    r"""A dented plain with a pointed funnel in its middle.

    $$f(x, y) = a + e - a\,e^{-b\,\sqrt{(x^2+y^2)/2}} - e^{(\cos 2\pi x\,+\,\cos 2\pi y)/2}$$

    The tip of the funnel is a cone: the gradient is no smaller near it, so a rule with a constant
    learning rate hops around the minimum for ever. At the tip itself the cone has no gradient; it
    counts as 0 there.
    """
    x, y = p
    square = (x**2 + y**2) / 2
    at_tip = square == 0
    # Twice a `where`: the derivative of the branch not taken must be finite too.
    distance = jnp.where(at_tip, 0.0, jnp.sqrt(jnp.where(at_tip, 1.0, square)))
    funnel = a * jnp.exp(-b * distance)
    dents = jnp.exp((jnp.cos(2 * jnp.pi * x) + jnp.cos(2 * jnp.pi * y)) / 2)
    return a + jnp.e - funnel - dents


@surface(
    "Styblinski-Tang function",
    source="Styblinski & Tang 1990, Neural Networks 3(4)",
    box=((-5, 5), (-5, 5)), start=(4.6, -1.0),
    minima=((-2.903534027771177, -2.903534027771177),),
)  # fmt: skip
def styblinski_tang(p):
    r"""Four minima of different depth, one in each quarter.

    $$f(x, y) = \tfrac12\,(x^4 - 16x^2 + 5x) + \tfrac12\,(y^4 - 16y^2 + 5y)$$

    Seen from the start, the deepest minimum lies behind a shallower one, where a rule with small
    steps and no momentum stays.
    """
    x, y = p
    return (x**4 - 16 * x**2 + 5 * x) / 2 + (y**4 - 16 * y**2 + 5 * y) / 2


@surface(
    "Six-hump camel",
    source="Dixon & Szegő 1978, Towards Global Optimisation 2",
    box=((-2.1, 2.1), (-1.5, 1.5)), start=(1.95, 1.2),
    minima=(
        (0.08984201310031806, -0.7126564030207396),
        (-0.08984201310031806, 0.7126564030207396),
    ),
)  # fmt: skip
def six_hump_camel(p):
    r"""Six minima in three pairs, of which the pair in the middle is the deepest.

    $$f(x, y) = \left(4 - 2.1x^2 + \tfrac13 x^4\right)x^2 + xy + (4y^2 - 4)\,y^2$$
    """
    x, y = p
    return (4 - 2.1 * x**2 + x**4 / 3) * x**2 + x * y + (4 * y**2 - 4) * y**2


NARROW, WIDE = (-1.6, -0.7), (1.4, 0.6)  # the centres of the two wells
BOWL = 0.05  # curvature of the bowl that holds them


@np.errstate(all="ignore")
def _deepest(**sizes: float) -> NDArray[np.float64]:
    """The lower of the two minima, or both where they are equally deep, `[k, 2]`.

    A point without gradient is the mean of the wells' centres and the origin, weighted by how
    strongly each of them pulls. Taking that mean again and again (mean shift: Cheng 1995, IEEE PAMI
    17(8)) only ever goes down, so from each centre it arrives at the minimum of that well.
    """
    centres = np.array([NARROW, WIDE])
    depths = np.array([sizes["narrow_depth"], sizes["wide_depth"]])
    widths = np.array([sizes["narrow_width"], sizes["wide_width"]])

    def wells(p):
        return depths * np.exp(-((p - centres) ** 2).sum(1) / (2 * widths**2))  # [2]

    found, height = [], []
    for p in centres:
        for _ in range(100):
            pulls = wells(p) / widths**2
            before, p = p, pulls @ centres / (BOWL + pulls.sum())
            if (p == before).all():
                break
        found.append(p)
        height.append(BOWL * p @ p / 2 - wells(p).sum())
    return np.array(found)[np.isclose(height, min(height), rtol=1e-14, atol=0)]


@surface(
    "Narrow and wide minimum",
    source="after Hochreiter & Schmidhuber 1997, Flat Minima, Neural Computation 9(1)",
    box=((-4, 4), (-3, 3)), start=(-2.6, -1.7), minima=_deepest,
    height_scale="linear",
)  # fmt: skip
def two_basins(
    p, *,
    narrow_width: NarrowWidth = 0.3, narrow_depth: NarrowDepth = 2.0,
    wide_width: WideWidth = 1.4, wide_depth: WideDepth = 1.0,
):  # fmt: skip
    r"""A narrow deep minimum and a wide flat one, in a shallow bowl.

    $$f(p) = \tfrac{1}{40}\,\|p\|^2 - d_n\,e^{-\|p-c_n\|^2/2w_n^2} - d_w\,e^{-\|p-c_w\|^2/2w_w^2}$$

    The wells have the depths $d$ and the widths $w$, so the curvature at their bottoms is about
    $d/w^2$. A large learning rate or much noise throws a run out of the narrow well, and it ends in
    the wide one.
    """
    x, y = p
    narrow = (x - NARROW[0]) ** 2 + (y - NARROW[1]) ** 2
    wide = (x - WIDE[0]) ** 2 + (y - WIDE[1]) ** 2
    return (
        BOWL * (x**2 + y**2) / 2
        - narrow_depth * jnp.exp(-narrow / (2 * narrow_width**2))
        - wide_depth * jnp.exp(-wide / (2 * wide_width**2))
    )
