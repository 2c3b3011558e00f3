"""What each surface is compared with: its formula in another form, of another hand or by NumPy."""

import numpy as np
from scipy.stats import multivariate_normal

from surfaces.multimodal import NARROW, WIDE


def rosenbrock(x, y, a, b):
    return np.polyval([b, 0, 1 - 2 * b * y, -2 * a, a**2 + b * y**2], x)


def beale(x, y):
    return sum((c - x * (1 - y**k)) ** 2 for k, c in enumerate((1.5, 2.25, 2.625), 1))


def himmelblau(x, y):
    """The expanded polynomial."""
    return x**4 + y**4 + 2 * x**2 * y + 2 * x * y**2 - 21 * x**2 - 13 * y**2 - 14 * x - 22 * y + 170


def rastrigin(x, y, A):
    """By cos 2t = 1 - 2 sin² t."""
    p = np.array([x, y])
    return (p**2 + 2 * A * np.sin(np.pi * p) ** 2).sum()


def ackley(x, y, a, b):
    """The form for any number of dimensions."""
    p = np.array([x, y])
    root_mean_square, mean_cosine = np.sqrt(np.mean(p**2)), np.mean(np.cos(2 * np.pi * p))
    return -a * np.exp(-b * root_mean_square) - np.exp(mean_cosine) + a + np.exp(1)


def rotated_ellipse(x, y, kappa, theta):
    """The quadratic form of a matrix with the eigenvalues 1 and kappa."""
    angle = np.pi * theta / 180
    flat = np.array([np.cos(angle), np.sin(angle)])
    matrix = kappa * np.eye(2) + (1 - kappa) * np.outer(flat, flat)
    return np.array([x, y]) @ matrix @ np.array([x, y]) / 2


def two_basins(x, y, narrow_width, narrow_depth, wide_width, wide_depth):
    """SciPy's normal densities, scaled to the depths."""
    height = (x**2 + y**2) / 40
    wells = ((NARROW, narrow_width, narrow_depth), (WIDE, wide_width, wide_depth))
    for centre, width, depth in wells:
        density = multivariate_normal(centre, width**2).pdf
        height -= depth * density([x, y]) / density(centre)
    return height


REFERENCES = {
    "quadratic": lambda x, y, kappa: np.array([x, y]) @ np.diag([1, kappa]) @ np.array([x, y]) / 2,
    "rotated_ellipse": rotated_ellipse,
    "rosenbrock": rosenbrock,
    "beale": beale,
    "saddle": lambda x, y: ((x + 1j * y) ** 2).real,
    "bounded_saddle": lambda x, y, a: ((x**2 - a) ** 2 - a**2) / 4 + y**2 / 2,
    "monkey_saddle": lambda x, y: ((x + 1j * y) ** 3).real,
    "himmelblau": himmelblau,
    "rastrigin": rastrigin,
    "ackley": ackley,
    "styblinski_tang": lambda x, y: sum(np.polyval([0.5, 0, -8, 2.5, 0], t) for t in (x, y)),
    "six_hump_camel": lambda x, y: np.polyval([1 / 3, 0, -2.1, 0, 4, y, 4 * y**4 - 4 * y**2], x),
    "two_basins": two_basins,
}
