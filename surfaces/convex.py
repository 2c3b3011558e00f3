"""Bowls with one minimum, as steep along one axis and as flat along the other as you like."""

from typing import Annotated

import jax.numpy as jnp

from optim_core.declare import surface
from optim_core.parameters import Range, Text

Conditioning = Annotated[
    float,
    Range(1.0, 1000.0, log=True),
    Text("Condition κ", "condition number: the largest curvature over the smallest"),
]
Angle = Annotated[
    float,
    Range(0.0, 90.0),
    Text("Angle θ (°)", "angle between the flat axis and the x axis, in degrees"),
]


@surface(
    "Ill-conditioned quadratic",
    source="Boyd & Vandenberghe 2004, Convex Optimization, section 9.3.2",
    box=((-4, 4), (-3, 3)), start=(-3.5, 1.5), minima=((0, 0),), curvature="kappa",
)  # fmt: skip
def quadratic(p, *, kappa: Conditioning = 10.0):
    r"""A bowl that is $\kappa$ times as steep along $y$ as along $x$.

    $$f(x, y) = \tfrac12\,(x^2 + \kappa\,y^2)$$

    Gradient descent multiplies $x$ by $1-\alpha$ and $y$ by $1-\alpha\kappa$ in every step. So it
    zigzags across the bowl when $\alpha > 1/\kappa$ and diverges when $\alpha > 2/\kappa$; and a
    rate that is small enough for $y$ is too small for $x$.
    """
    x, y = p
    return (x**2 + kappa * y**2) / 2


@surface(
    "Rotated ellipse",
    source="the quadratic of Boyd & Vandenberghe 2004, section 9.3.2, with its axes turned",
    box=((-4, 4), (-3, 3)), start=(-3.0, 1.5), minima=((0, 0),), curvature="kappa",
)  # fmt: skip
def rotated_ellipse(p, *, kappa: Conditioning = 20.0, theta: Angle = 30.0):
    r"""The ill-conditioned quadratic, turned by the angle $\theta$.

    $$f(x, y) = \tfrac12\,(u^2 + \kappa\,v^2), \qquad
      u = x\cos\theta + y\sin\theta, \quad v = y\cos\theta - x\sin\theta$$

    Gradient descent and momentum do not notice the turn: their path turns with the bowl. A rule
    that rescales each coordinate by itself (AdaGrad, RMSProp, Adam) does, as neither $x$ nor $y$ is
    the steep direction now.
    """
    x, y = p
    cos, sin = jnp.cos(jnp.deg2rad(theta)), jnp.sin(jnp.deg2rad(theta))
    u = x * cos + y * sin
    v = y * cos - x * sin
    return (u**2 + kappa * v**2) / 2
