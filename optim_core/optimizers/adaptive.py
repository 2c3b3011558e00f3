"""Rules that divide each coordinate by the size of its gradients: AdaGrad, RMSProp, Adam."""

from typing import Annotated, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array

from optim_core.catalog import optimizer
from optim_core.parameters import Range

LearningRate = Annotated[float, Range(1e-5, 10.0, log=True), "learning rate: the size of a step"]
Decay = Annotated[float, Range(0.0, 0.9999, near_one=True), "how much of the old average is kept"]
Epsilon = Annotated[float, Range(1e-12, 1.0, log=True), "keeps the division finite"]


class Moments(NamedTuple):
    m: Array  # running mean of the gradient, [n]
    v: Array  # running mean of its square, [n]


def zero_moments(x):
    return Moments(jnp.zeros_like(x), jnp.zeros_like(x))


@optimizer("Adam", source="Kingma & Ba 2015, arXiv:1412.6980, Algorithm 1", init=zero_moments)
def adam(
    f, x, state, t, *,
    lr: LearningRate = 1e-2, beta1: Decay = 0.9, beta2: Decay = 0.999, eps: Epsilon = 1e-8,
    bias_correction: bool = True, eps_in_root: bool = False,
):  # fmt: skip
    r"""Momentum divided by the gradient's recent size, coordinate by coordinate.

    $$m \leftarrow \beta_1 m + (1-\beta_1)\,g \qquad
      v \leftarrow \beta_2 v + (1-\beta_2)\,g^2 \qquad
      x \leftarrow x - \alpha\,\frac{m/(1-\beta_1^t)}{\sqrt{v/(1-\beta_2^t)}+\epsilon}$$
    """
    g = jax.grad(f)(x)
    m = beta1 * state.m + (1 - beta1) * g
    v = beta2 * state.v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t) if bias_correction else m
    v_hat = v / (1 - beta2**t) if bias_correction else v
    root = jnp.sqrt(v_hat + eps) if eps_in_root else jnp.sqrt(v_hat) + eps
    return x - lr * m_hat / root, Moments(m, v)
