"""Rules that divide each coordinate by the size of its gradients: AdaGrad, RMSProp, Adam."""

from typing import NamedTuple

import jax
import jax.numpy as jnp
from jax import Array

from optim_core.declare import optimizer
from optim_core.optimizers.hyperparameters import (
    Beta1,
    Beta2,
    BiasCorrection,
    Decay,
    Epsilon,
    EpsilonInRoot,
    LearningRate,
)


class Squares(NamedTuple):
    s: Array  # sum or running mean of the squared gradient, [n]


class Moments(NamedTuple):
    m: Array  # running mean of the gradient, [n]
    v: Array  # running mean of its square, [n]


def zero_squares(x):
    return Squares(jnp.zeros_like(x))


def zero_moments(x):
    return Moments(jnp.zeros_like(x), jnp.zeros_like(x))


@optimizer("AdaGrad", source="Duchi, Hazan & Singer 2011, JMLR 12, Figure 1", init=zero_squares)
def adagrad(
    f, x, state, t, *,
    lr: LearningRate = 0.5, eps: Epsilon = 1e-8, eps_in_root: EpsilonInRoot = False,
):  # fmt: skip
    r"""Each coordinate is divided by the root of its squared gradients so far: its rate only falls.

    $$s \leftarrow s + g^2 \qquad x \leftarrow x - \alpha\,\frac{g}{\sqrt{s}+\epsilon}$$

    With `eps_in_root` the divisor is $\sqrt{s+\epsilon}$. The sum begins at zero, as in the paper
    and in PyTorch; optax and Keras begin it at 0.1.
    """
    g = jax.grad(f)(x)
    s = state.s + g**2
    root = jnp.sqrt(s + eps) if eps_in_root else jnp.sqrt(s) + eps
    return x - lr * g / root, Squares(s)


@optimizer(
    "RMSProp",
    source="Tieleman & Hinton 2012, Neural Networks for Machine Learning, lecture 6.5",
    init=zero_squares,
)
def rmsprop(
    f, x, state, t, *,
    lr: LearningRate = 1e-2, decay: Decay = 0.9, eps: Epsilon = 1e-8,
    eps_in_root: EpsilonInRoot = False,
):  # fmt: skip
    r"""AdaGrad that forgets: each coordinate is divided by the recent size of its gradients.

    $$s \leftarrow \gamma\,s + (1-\gamma)\,g^2 \qquad
      x \leftarrow x - \alpha\,\frac{g}{\sqrt{s}+\epsilon}$$

    With `eps_in_root` the divisor is $\sqrt{s+\epsilon}$, which is optax's default; PyTorch's is
    the one above. The lecture has no $\epsilon$. The mean begins at zero and is not corrected for
    it, so the first step is $1/\sqrt{1-\gamma}$ times $\alpha$.
    """
    g = jax.grad(f)(x)
    s = decay * state.s + (1 - decay) * g**2
    root = jnp.sqrt(s + eps) if eps_in_root else jnp.sqrt(s) + eps
    return x - lr * g / root, Squares(s)


@optimizer("Adam", source="Kingma & Ba 2015, arXiv:1412.6980, Algorithm 1", init=zero_moments)
def adam(
    f, x, state, t, *,
    lr: LearningRate = 1e-2, beta1: Beta1 = 0.9, beta2: Beta2 = 0.999, eps: Epsilon = 1e-8,
    bias_correction: BiasCorrection = True, eps_in_root: EpsilonInRoot = False,
):  # fmt: skip
    r"""Momentum divided by the gradient's recent size, coordinate by coordinate.

    $$m \leftarrow \beta_1 m + (1-\beta_1)\,g \qquad
      v \leftarrow \beta_2 v + (1-\beta_2)\,g^2 \qquad
      x \leftarrow x - \alpha\,\frac{m/(1-\beta_1^t)}{\sqrt{v/(1-\beta_2^t)}+\epsilon}$$

    Without `bias_correction` it is $m/(\sqrt v+\epsilon)$: the first step is then
    $(1-\beta_1)/\sqrt{1-\beta_2}$ times $\alpha$, 3.16 times at 0.9 and 0.999. With `eps_in_root`,
    $\epsilon$ is added to the corrected mean square, inside the root.
    """
    g = jax.grad(f)(x)
    m = beta1 * state.m + (1 - beta1) * g
    v = beta2 * state.v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t) if bias_correction else m
    v_hat = v / (1 - beta2**t) if bias_correction else v
    root = jnp.sqrt(v_hat + eps) if eps_in_root else jnp.sqrt(v_hat) + eps
    return x - lr * m_hat / root, Moments(m, v)
