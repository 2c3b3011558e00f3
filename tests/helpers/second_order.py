"""References of `tests/helpers/references.py` that know curvature, or learn it."""

import numpy as np
import scipy.linalg


def newton(gradient, x, rates, *, damping, absolute):
    """Nocedal & Wright, section 3.3; Dauphin et al. 2014: with the root of the squared Hessian."""
    for t, lr in enumerate(rates, 1):
        H = gradient.hessian(x)
        size = scipy.linalg.sqrtm(H @ H).real if absolute else H
        x = x - lr * scipy.linalg.inv(size + damping * np.eye(len(x))) @ gradient(x, t)
        yield x


def cubic_minimum(a, b):
    """Of the cubic through two points (a, value, slope); NaN if there is none."""
    (s, f, df), (t, g, dg) = a, b
    if not np.isfinite([f, g]).all():
        return np.nan
    # around s, in units of t - s: f + b1 u + b2 u^2 + b3 u^3
    b1, end = df * (t - s), dg * (t - s)
    b2, b3 = 3 * (g - f) - 2 * b1 - end, b1 + end - 2 * (g - f)
    roots = np.roots([3 * b3, 2 * b2, b1])
    lowest = [u.real for u in roots if not u.imag and 2 * b2 + 6 * b3 * u.real > 0]
    return s + (t - s) * lowest[0] if lowest else np.nan


def wolfe(phi, a, value, slope):
    """Nocedal & Wright, Algorithm 3.5, which ends in zoom, Algorithm 3.6; at most 30 trials."""
    tried, before = 0, (0.0, value, slope)

    def at(a):
        value, slope = phi(a)
        return (a, value if np.isfinite(value) else np.inf, slope)

    def high(now):
        return now[1] > value + 1e-4 * now[0] * slope

    def flat(now):
        return abs(now[2]) <= -0.9 * slope

    while True:
        now, tried = at(a), tried + 1
        if high(now) or (tried > 1 and now[1] >= before[1]):
            lo, hi = before, now
            break
        if flat(now):
            return a
        if now[2] >= 0:
            lo, hi = now, before
            break
        if tried == 30:
            return None
        before, a = now, 2 * a
    while tried < 30:
        a, middle = cubic_minimum(lo, hi), (lo[0] + hi[0]) / 2
        if not abs(a - middle) <= 0.4 * abs(hi[0] - lo[0]):
            a = middle
        now, tried = at(a), tried + 1
        if high(now) or now[1] >= lo[1]:
            hi = now
        elif flat(now):
            return a
        else:
            if now[2] * (hi[0] - lo[0]) >= 0:
                hi = lo
            lo = now
    return None


def quasi_newton(gradient, x, rates, inverse_hessian, line_search=True):
    """Nocedal & Wright, Algorithm 6.1, with any inverse Hessian out of the pairs (s, y) so far."""
    pairs, g, value = [], gradient(x, 1), gradient.value(x, 1)
    before, failed, stuck = value + np.linalg.norm(g) / 2, False, False
    for t, lr in enumerate(rates, 1):
        if failed:
            known, g, value = g, gradient(x, t), gradient.value(x, t)
            stuck = (known == g).all()
        p = -inverse_hessian(pairs, len(x)) @ g
        a, failed = lr, False
        if line_search:
            most = 2.02 * (value - before) / (g @ p)
            first = min(lr, most) if most > 0 else lr

            def along(a, x=x, p=p, t=t):
                return gradient.value(x + a * p, t), gradient(x + a * p, t) @ p

            a = None if stuck else wolfe(along, first, value, g @ p)
            failed = a is None
        if failed:
            pairs, before = [], value
        else:
            s, value, before = a * p, gradient.value(x + a * p, t), value
            x, y = x + s, gradient(x + s, t) - g
            g = g + y
            pairs = [*pairs, (s, y)] if s @ y > 0 else pairs
        yield x


def bfgs(gradient, x, rates, *, line_search):
    """Equation 6.17, of all pairs."""

    def inverse_hessian(pairs, n):
        H = np.eye(n)
        for s, y in pairs:
            left = np.eye(n) - np.outer(s, y) / (y @ s)
            H = left @ H @ left.T + np.outer(s, s) / (y @ s)
        return H

    return quasi_newton(gradient, x, rates, inverse_hessian, line_search)


def lbfgs(gradient, x, rates, *, memory, line_search):
    """Equation 7.19, as a matrix: of the last pairs, from the scaled identity (7.20)."""

    def inverse_hessian(pairs, n):
        s, y = pairs[-1] if pairs else (1, 1)
        H = np.eye(n) * (np.dot(s, y) / np.dot(y, y))
        for s, y in pairs[-int(memory) :]:
            left = np.eye(n) - np.outer(s, y) / (y @ s)
            H = left @ H @ left.T + np.outer(s, s) / (y @ s)
        return H

    return quasi_newton(gradient, x, rates, inverse_hessian, line_search)
