"""Rules that know the surface's curvature, or learn it on the way: Newton, BFGS, L-BFGS."""

from typing import Annotated, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array

from optim_core.catalog import Cost
from optim_core.declare import optimizer
from optim_core.optimizers.first_order import no_memory
from optim_core.optimizers.hyperparameters import RATES
from optim_core.optimizers.line_search import evaluated, first_trial, plain_step, wolfe_step
from optim_core.parameters import Range, Text

MAX_PAIRS = 20

NewtonRate = Annotated[
    float, RATES, Text("Learning rate", "the part of the Newton step that is taken; 1 in theory")
]
TrialRate = Annotated[
    float,
    RATES,
    Text("Learning rate", "the step along the direction: the longest first trial of a line search"),
]
Damping = Annotated[
    float, Range(0.0, 100.0), Text("Damping λ", "added to the curvature in every direction")
]
AbsoluteEigenvalues = Annotated[
    bool,
    Text("Absolute eigenvalues", "climb down where the curvature is negative, as saddle-free does"),
]
LineSearch = Annotated[
    bool, Text("Line search", "search a step along the direction, instead of taking the rate")
]
Pairs = Annotated[
    float,
    Range(1, MAX_PAIRS, whole=True),
    Text("Memory m", "how many of the last steps the curvature is learnt from"),
]


class InverseHessian(NamedTuple):
    value: Array  # at the point, []
    before: Array  # the value a step before, []
    g: Array  # the gradient at the point, [n]
    H: Array  # what stands for the inverse of the Hessian, [n, n]
    evaluations: Array  # of the function with its gradient, so far, []
    failed: Array  # whether the last search found no step, []


class LastPairs(NamedTuple):
    value: Array  # at the point, []
    before: Array  # the value a step before, []
    g: Array  # the gradient at the point, [n]
    s: Array  # the last steps, the newest last, [MAX_PAIRS, n]
    y: Array  # how the gradient changed along each, [MAX_PAIRS, n]
    evaluations: Array  # of the function with its gradient, so far, []
    failed: Array  # whether the last search found no step, []


def identity(x):
    nothing = jnp.zeros((), x.dtype)
    H = jnp.eye(len(x), dtype=x.dtype)
    return InverseHessian(nothing, nothing, jnp.zeros_like(x), H, *_unsearched())


def no_pairs(x):
    nothing, none = jnp.zeros((), x.dtype), jnp.zeros((MAX_PAIRS, len(x)), x.dtype)
    return LastPairs(nothing, nothing, jnp.zeros_like(x), none, none, *_unsearched())


def _unsearched():
    return jnp.zeros((), jnp.int32), jnp.zeros((), bool)


def hessian_only(n):
    return n * n


@optimizer(
    "Newton's method",
    source="Nocedal & Wright 2006, Numerical Optimization, section 3.3; "
    "absolute eigenvalues: Dauphin et al. 2014, arXiv:1406.2572",
    init=no_memory,
    memory=hessian_only,
    scope=["plane"],
    cost=Cost(gradient=1, hessian=1),
)
def newton(
    f, x, state, t, *,
    lr: NewtonRate = 1.0, damping: Damping = 0.0, absolute: AbsoluteEigenvalues = False,
):  # fmt: skip
    r"""To where the surface would be lowest, or level, if it were its own parabola here.

    $$x \leftarrow x - \alpha\,(\nabla^2 f(x) + \lambda I)^{-1}\,\nabla f(x)$$

    On a quadratic surface one step at $\alpha = 1$ arrives. A saddle attracts it as a minimum does:
    it looks for a point without gradient, whichever. With `absolute` it divides by the sizes of the
    Hessian's eigenvalues, plus $\lambda$, and leaves saddles. The Hessian of $n$ weights has $n^2$
    numbers, and solving with it takes about $n^3/3$ multiplications.
    """
    g, H = jax.grad(f)(x), jax.hessian(f)(x)
    if absolute:
        eigenvalues, V = jnp.linalg.eigh(H)
        return x - lr * V @ (V.T @ g / (jnp.abs(eigenvalues) + damping)), state
    return x - lr * jnp.linalg.solve(H + damping * jnp.eye(len(x), dtype=x.dtype), g), state


@optimizer(
    "BFGS",
    source="Broyden, Fletcher, Goldfarb, Shanno 1970, each by himself; "
    "Nocedal & Wright 2006, Numerical Optimization, Algorithms 6.1, 3.5 and 3.6",
    init=identity,
    scope=["plane"],
)
def bfgs(f, x, state, t, *, lr: TrialRate = 1.0, line_search: LineSearch = True):
    r"""Newton's step without second derivatives: it learns the curvature from gradients.

    $$x \leftarrow x - a\,H\,\nabla f(x) \qquad
      H \leftarrow (I - \rho\,s\,y^\top)\,H\,(I - \rho\,y\,s^\top) + \rho\,s\,s^\top, \quad
      \rho = \frac{1}{y^\top s}$$

    $s$ is the step and $y$ how the gradient changed along it; $H$, at first $I$, comes to be the
    inverse of the Hessian, and stays as it is where $y^\top s \le 0$. The step $a$ satisfies the
    strong Wolfe conditions with 0.0001 and 0.9, as in SciPy; the first trial is at most $\alpha$. A
    search evaluates at most 30 points. If it fails, the point stays, $H$ is $I$ again, and there is
    no other search until the gradient differs. Without `line_search`, $a = \alpha$. The gradient at
    the point is kept from the search that led there: where it is noisy, it is that of other noise.
    """
    here = evaluated(f, x, state, t)
    p = -state.H @ here.g
    if line_search:
        new = wolfe_step(f, here, p, first_trial(here, p, state.before, t, lr))
    else:
        new = plain_step(f, here, p, lr)
    s, y = new.x - x, new.g - here.g
    one, rho = jnp.eye(len(x), dtype=x.dtype), 1 / (y @ s)
    left = one - rho * jnp.outer(s, y)
    H = left @ state.H @ left.T + rho * jnp.outer(s, s)
    H = jnp.where(new.failed, one, jnp.where(y @ s > 0, H, state.H))
    return new.x, InverseHessian(new.value, here.value, new.g, H, new.evaluations, new.failed)


def two_loops(g, s, y, memory):
    """The inverse Hessian of the last `memory` pairs, times `g` (Nocedal & Wright, Algorithm 7.4).

    A pair of zeros is none.
    """
    sy, yy = (s * y).sum(axis=1), (y * y).sum(axis=1)  # [MAX_PAIRS]
    oldest = MAX_PAIRS - jnp.asarray(memory, jnp.int32)
    kept = (sy > 0) & (jnp.arange(MAX_PAIRS, dtype=jnp.int32) >= oldest)
    rho = jnp.where(kept, 1 / jnp.where(kept, sy, 1), 0).astype(g.dtype)

    def back(q, pair):
        s, y, rho = pair
        alpha = rho * (s @ q)
        return q - alpha * y, alpha

    def forth(r, pair):
        s, y, rho, alpha = pair
        return r + s * (alpha - rho * (y @ r)), None

    q, alpha = jax.lax.scan(back, g, (s, y, rho), reverse=True)
    gamma = jnp.where(sy[-1] > 0, sy[-1] / jnp.where(sy[-1] > 0, yy[-1], 1), 1)
    return jax.lax.scan(forth, gamma * q, (s, y, rho, alpha))[0]


def pairs_kept(n, *, memory):
    return 2 * int(memory) * n + n + 4


@optimizer(
    "L-BFGS",
    source="Nocedal 1980, Mathematics of Computation 35; "
    "Nocedal & Wright 2006, Numerical Optimization, Algorithms 7.5, 3.5 and 3.6",
    init=no_pairs,
    memory=pairs_kept,
    scope=["plane"],
)
def lbfgs(
    f, x, state, t, *,
    lr: TrialRate = 1.0, memory: Pairs = 10.0, line_search: LineSearch = True,
):  # fmt: skip
    r"""BFGS that keeps no matrix, but the last few steps and how the gradient changed along them.

    $$x \leftarrow x - a\,H_m\,\nabla f(x), \qquad
      H_m \text{ from the last } m \text{ pairs } (s, y), \text{ beginning with }
      \frac{s^\top y}{y^\top y}\,I$$

    It holds $2mn$ numbers instead of $n^2$, and a step costs about $4mn$ multiplications besides
    the gradients. A pair with $s^\top y \le 0$ is not kept. The search, and what follows where it
    fails, are those of BFGS. With mini-batches the pairs compare gradients of different batches.
    """
    here = evaluated(f, x, state, t)
    p = -two_loops(here.g, state.s, state.y, memory)
    if line_search:
        new = wolfe_step(f, here, p, first_trial(here, p, state.before, t, lr))
    else:
        new = plain_step(f, here, p, lr)
    s, y = new.x - x, new.g - here.g
    S = jnp.where(s @ y > 0, jnp.vstack([state.s[1:], s]), state.s)
    Y = jnp.where(s @ y > 0, jnp.vstack([state.y[1:], y]), state.y)
    S, Y = jnp.where(new.failed, 0, S), jnp.where(new.failed, 0, Y)
    return new.x, LastPairs(new.value, here.value, new.g, S, Y, new.evaluations, new.failed)
