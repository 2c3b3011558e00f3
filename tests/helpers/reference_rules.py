"""Each rule transcribed from its source in NumPy; `references.py` says what a reference is."""

import numpy as np


def gradient_descent(gradient, x, rates):
    """Cauchy 1847: x_{t+1} = x_t - a f'(x_t)."""
    for t, lr in enumerate(rates, 1):
        x = x - lr * gradient(x, t)
        yield x


def momentum(gradient, x, rates, *, momentum, form):
    """The sums written out: a step is a weighted sum of all gradients so far, and has no velocity.

    Polyak 1964 (classic: the newest rate times the sum); Sutskever et al. 2013, equations 1 and 2
    (velocity: each gradient with the rate of its own step); Ng (average: weights that sum to one).
    """
    gradients = []
    for t, lr in enumerate(rates, 1):
        gradients.append(gradient(x, t))
        weights = momentum ** np.arange(t - 1, -1, -1.0)
        if form == "classic":
            step = -lr * weights
        elif form == "velocity":
            step = -np.asarray(rates[:t]) * weights
        elif form == "average":
            step = -lr * (1 - momentum) * weights
        x = x + step @ np.array(gradients)
        yield x


def nesterov(gradient, x, rates, *, momentum, form):
    """Nesterov 1983, two sequences of points: x, and y = x + momentum (x - x_before) ahead of it.

    The rewritten form shows y after each step (Bengio et al. 2013).
    """
    y = x
    for t, lr in enumerate(rates, 1):
        x_before, x = x, y - lr * gradient(y, t)
        y = x + momentum * (x - x_before)
        yield {"look_ahead": x, "rewritten": y}[form]


def adagrad(gradient, x, rates, *, eps, eps_in_root):
    """Duchi et al. 2011, Figure 1: the divisor is delta + the norm of a coordinate's gradients."""
    history = np.zeros((0, len(x)))
    for t, lr in enumerate(rates, 1):
        history = np.vstack([history, gradient(x, t)])
        norm = np.linalg.norm(history, axis=0)
        x = x - lr * history[-1] / (np.sqrt(norm**2 + eps) if eps_in_root else eps + norm)
        yield x


def rmsprop(gradient, x, rates, *, decay, eps, eps_in_root):
    """Tieleman & Hinton 2012, lecture 6.5: MeanSquare(w, t)."""
    mean_square = np.zeros_like(x)
    for t, lr in enumerate(rates, 1):
        g = gradient(x, t)
        mean_square = decay * mean_square + (1 - decay) * g**2
        rms = np.sqrt(mean_square + eps) if eps_in_root else np.sqrt(mean_square) + eps
        x = x - lr / rms * g
        yield x


def adam(gradient, x, rates, *, beta1, beta2, eps, bias_correction, eps_in_root):
    """Kingma & Ba 2015, Algorithm 1."""
    m, v = np.zeros_like(x), np.zeros_like(x)
    for t, lr in enumerate(rates, 1):
        g = gradient(x, t)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g * g
        m_hat, v_hat = m, v
        if bias_correction:
            m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
        x = x - lr * m_hat / (np.sqrt(v_hat + eps) if eps_in_root else np.sqrt(v_hat) + eps)
        yield x


def adamw(gradient, x, rates, *, beta1, beta2, eps, weight_decay):
    """Loshchilov & Hutter 2019, Algorithm 2, with alpha = 1 and the rate as schedule multiplier."""
    m, v = np.zeros_like(x), np.zeros_like(x)
    for t, eta in enumerate(rates, 1):
        g = gradient(x, t)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
        x = x - eta * (m_hat / (np.sqrt(v_hat) + eps) + weight_decay * x)
        yield x


def amsgrad(gradient, x, rates, *, beta1, beta2, eps, bias_correction):
    """Reddi et al. 2018, Algorithm 2; or with Adam's corrections, of v before the maximum."""
    m, v, largest = np.zeros_like(x), np.zeros_like(x), np.zeros_like(x)
    for t, lr in enumerate(rates, 1):
        g = gradient(x, t)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_part, v_part = (1 - beta1**t, 1 - beta2**t) if bias_correction else (1, 1)
        largest = np.maximum(largest, v / v_part)
        x = x - lr * m / m_part / (np.sqrt(largest) + eps)
        yield x


def nadam(gradient, x, rates, *, beta1, beta2, eps):
    """Dozat 2016, Algorithm 2, at a constant mu and without the second factor nu in n-hat."""
    m, n = np.zeros_like(x), np.zeros_like(x)
    for t, lr in enumerate(rates, 1):
        g = gradient(x, t)
        m = beta1 * m + (1 - beta1) * g
        n = beta2 * n + (1 - beta2) * g**2
        m_hat = beta1 * m / (1 - beta1 ** (t + 1)) + (1 - beta1) * g / (1 - beta1**t)
        x = x - lr * m_hat / (np.sqrt(n / (1 - beta2**t)) + eps)
        yield x


def adadelta(gradient, x, rates, *, decay, eps):
    """Zeiler 2012, Algorithm 1; the rate multiplies the update applied, not the one remembered."""
    mean_g2, mean_dx2 = np.zeros_like(x), np.zeros_like(x)
    for t, lr in enumerate(rates, 1):
        g = gradient(x, t)
        mean_g2 = decay * mean_g2 + (1 - decay) * g**2
        dx = -np.sqrt(mean_dx2 + eps) / np.sqrt(mean_g2 + eps) * g
        mean_dx2 = decay * mean_dx2 + (1 - decay) * dx**2
        x = x + lr * dx
        yield x


def lion(gradient, x, rates, *, beta1, beta2, weight_decay):
    """Chen et al. 2023, Algorithm 2."""
    m = np.zeros_like(x)
    for t, eta in enumerate(rates, 1):
        g = gradient(x, t)
        c = beta1 * m + (1 - beta1) * g
        x = x - eta * (np.sign(c) + weight_decay * x)
        m = beta2 * m + (1 - beta2) * g
        yield x


def rprop(gradient, x, rates, *, delta0, eta_plus, eta_minus, delta_max, delta_min, backtracking):
    """Riedmiller & Braun 1993, equations 4 to 6, weight by weight; there is no rate."""
    delta, before, moved = [delta0] * len(x), [0.0] * len(x), [0.0] * len(x)
    for t, _ in enumerate(rates, 1):
        x, g = x.copy(), gradient(x, t)
        for i in range(len(x)):
            if before[i] * g[i] > 0:
                delta[i] = min(delta[i] * eta_plus, delta_max)
                moved[i] = -np.sign(g[i]) * delta[i]
                before[i] = g[i]
            elif before[i] * g[i] < 0:
                delta[i] = max(delta[i] * eta_minus, delta_min)
                moved[i] = -moved[i] if backtracking else 0.0
                before[i] = 0.0
            else:
                moved[i] = -np.sign(g[i]) * delta[i]
                before[i] = g[i]
            x[i] += moved[i]
        yield x


def typed(gradient, x, rates, *, rule):
    """The rule that stands there at first: momentum whose velocity has the rate inside."""
    assert rule == "rho = 0.9\nv = rho*v - lr*g\nx = x + v"
    yield from momentum(gradient, x, rates, momentum=0.9, form="velocity")
