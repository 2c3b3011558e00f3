"""Random symmetric matrices as Hessians of critical points: how many are minima, how many saddles.

The matrices are those of the Gaussian orthogonal ensemble: entries N(0, 1) off the diagonal,
N(0, 2) on it. Their eigenvalues over sqrt(n) fill the semicircle from -2 to 2.
"""

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from optim_core.dimensions.settings import MAX_DIMENSIONS, MAX_DRAWS, ManyDimensions

RADIUS = 2.0  # of the semicircle, in units of sqrt(n)
DIMENSIONS = *range(1, 11), 12, 15, 20, 25, 30, 40, 50, 60, 80, MAX_DIMENSIONS
EDGE = 3.0  # of the histogram, in units of sqrt(n) from its middle
BIN = 0.1  # of the histogram, in units of sqrt(n)
EIGENVALUES = 5_000  # about so many are in the histogram
EXACT = 10  # up to so many dimensions rounding leaves the closed form eight digits


class Counts(NamedTuple):
    """Of the points that were drawn in `n` dimensions."""

    n: int
    minima: int
    saddles: int
    maxima: int


class Histogram(NamedTuple):
    """The eigenvalues of some of the points, over sqrt(n)."""

    edges: NDArray[np.float64]  # [bins + 1]; one of them is 0
    share: NDArray[np.float64]  # [bins], of all eigenvalues
    semicircle: NDArray[np.float64]  # [bins]; what the share tends to as n grows
    negative: float  # the share below 0
    points: int


@lru_cache(maxsize=4)  # 3 MB each
def _tridiagonals(seed: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Diagonals `[MAX_DIMENSIONS, MAX_DRAWS]`, and the squares beside them, one row less.

    Householder's reflections make of a random matrix a tridiagonal one with the same eigenvalues,
    N(0, 2) on the diagonal and chi of 1, 2, ... n - 1 degrees beside it (Dumitriu & Edelman 2002,
    J. Math. Phys. 43, theorem 2.12). Begun at the end of one degree, the first n rows are a random
    matrix of n dimensions.
    """
    random = np.random.RandomState(seed)  # its stream is frozen: a link shows the same for ever
    diagonal = math.sqrt(2) * random.standard_normal((MAX_DIMENSIONS, MAX_DRAWS))
    degrees = np.arange(1, MAX_DIMENSIONS)[:, None]
    return diagonal, random.chisquare(degrees, (MAX_DIMENSIONS - 1, MAX_DRAWS))


def eigenvalues_below(at: NDArray[np.float64], n: int, draws: int, seed: int) -> NDArray[np.int64]:
    """How many eigenvalues of each matrix of `n` dimensions lie below `at [...]`: `[..., draws]`.

    As many as pivots of the elimination are negative (Sylvester's law of inertia).
    """
    diagonal, squares = _tridiagonals(seed)
    at = np.asarray(at, float)[..., None]
    pivot = diagonal[0, :draws] - at
    below = (pivot < 0).astype(np.int64)
    with np.errstate(divide="ignore", over="ignore"):
        for k in range(1, n):
            pivot = diagonal[k, :draws] - at - squares[k - 1, :draws] / pivot
            below += pivot < 0
    return below


def counts(of: ManyDimensions, n: int) -> Counts:
    """A point all of whose curvatures are positive is a minimum; all negative, a maximum."""
    return _counts(n, of.lift, of.draws, of.seed)


@lru_cache(maxsize=512)
def _counts(n: int, lift: float, draws: int, seed: int) -> Counts:
    diagonal, squares = _tridiagonals(seed)
    zero = -lift * RADIUS * math.sqrt(n)  # the eigenvalue that becomes the curvature 0
    rest = np.arange(draws)  # the points whose pivots have one sign so far
    pivot = diagonal[0, rest] - zero
    down = pivot < 0
    with np.errstate(divide="ignore", over="ignore"):
        for k in range(1, n):
            pivot = diagonal[k, rest] - zero - squares[k - 1, rest] / pivot
            same = (pivot < 0) == down
            if not same.all():
                rest, pivot, down = rest[same], pivot[same], down[same]
    maxima = int(down.sum())
    return Counts(n, len(rest) - maxima, draws - len(rest), maxima)


@lru_cache(maxsize=64)
def histogram(of: ManyDimensions) -> Histogram:
    """Of about `EIGENVALUES` curvatures in its number of dimensions."""
    n, lift = of.dimensions, RADIUS * of.lift
    points = min(of.draws, max(1, EIGENVALUES // n))
    first, last = math.floor((lift - EDGE) / BIN), math.ceil((lift + EDGE) / BIN)
    edges = np.asarray(BIN * np.arange(first, last + 1), np.float64)
    root = math.sqrt(n)
    below = eigenvalues_below(root * (edges - lift), n, points, of.seed).sum(axis=1)
    negative = below[-first] / (points * n)
    return Histogram(
        edges, np.diff(below) / (points * n), np.diff(semicircle(edges - lift)), negative, points
    )


def semicircle(at: NDArray[np.float64]) -> NDArray[np.float64]:
    """The share of eigenvalues below `at` where n is large (Wigner 1958), `at` over sqrt(n)."""
    u = np.clip(at / RADIUS, -1, 1)
    return 0.5 + (u * np.sqrt(1 - u * u) + np.arcsin(u)) / np.pi


def log10_minimum(n: int) -> float:
    """The logarithm of the chance that all n eigenvalues are positive.

    In closed form up to `EXACT`. From there on the fall of the logarithm grows by ln(3) / 2 with
    each dimension: its leading term is -n^2 ln(3) / 4 (Dean & Majumdar 2006, Phys. Rev. Lett. 97,
    160201), the next one linear in n.
    """
    if n <= EXACT:
        return math.log10(_all_positive(n))
    last, before = log10_minimum(EXACT), log10_minimum(EXACT - 1)
    more = n - EXACT
    return last + more * (last - before) - more * (more + 1) / 2 * math.log10(3) / 2


@lru_cache(maxsize=EXACT)
def _all_positive(n: int) -> float:
    """Pfaffians of double integrals of x^i y^j sign(y - x) exp(-(x^2 + y^2) / 4), over the quadrant
    of the positive and over the plane (de Bruijn 1955): i, j < n.
    """
    i, j = np.arange(n)[:, None], np.arange(n)[None, :]
    node, weight = np.polynomial.legendre.leggauss(40)
    low = np.pi / 8 * (node + 1)[:, None, None]  # angles of the octant below the diagonal
    integrand = np.cos(low) ** j * np.sin(low) ** i - np.cos(low) ** i * np.sin(low) ** j
    angular = np.pi / 8 * np.tensordot(weight, integrand, 1)
    gamma = np.vectorize(math.gamma)
    quadrant = 2.0 ** (i + j + 1) * gamma((i + j + 2) / 2) * angular
    half = (2.0**i * gamma((i + 1) / 2))[:, 0]  # integrals over the positive line
    sign = (-1.0) ** np.arange(n)
    plane = quadrant * (1 - np.outer(sign, sign)) + np.subtract.outer(sign, sign) * np.outer(
        half, half
    )
    if n % 2:
        quadrant, plane = _bordered(quadrant, half), _bordered(plane, half * (1 + sign))
    scale = np.array([1 / math.sqrt(4.0**k * math.gamma(k + 1)) for k in range(len(plane))])
    determinants = np.linalg.det(np.outer(scale, scale) * [quadrant, plane])
    return math.sqrt(determinants[0] / determinants[1])


def _bordered(matrix: NDArray[np.float64], column: NDArray[np.float64]) -> NDArray[np.float64]:
    """One row and column more, still antisymmetric: for an odd number of dimensions."""
    return np.block([[matrix, column[:, None]], [-column[None, :], np.zeros((1, 1))]])
