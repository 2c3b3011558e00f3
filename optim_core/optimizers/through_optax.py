"""Rules that optax computes: variants of Adam, AdaDelta and Lion. The equations are optax's."""

from typing import Annotated

import jax
import optax

from optim_core.declare import optimizer
from optim_core.optimizers.hyperparameters import (
    Beta1,
    Beta2,
    BiasCorrection,
    Decay,
    Epsilon,
    LearningRate,
    WeightDecay,
)
from optim_core.parameters import Range, Text

SignBeta1 = Annotated[
    float,
    Range(0.0, 0.9999, log_complement=True),
    Text("β₁", "weight of the mean gradient against the newest"),
]
SignBeta2 = Annotated[
    float,
    Range(0.0, 0.9999, log_complement=True),
    Text("β₂", "how much of the old mean gradient is kept at a step"),
]


def through(rule: optax.GradientTransformation, f, x, state):
    """One step of an optax rule that was built from traced numbers."""
    updates, state = rule.update(jax.grad(f)(x), state, x)
    return x + updates, state


@optimizer(
    "AdamW",
    source="Loshchilov & Hutter 2019, arXiv:1711.05101, Algorithm 2",
    init=optax.adamw(0.0).init,
)
def adamw(
    f, x, state, t, *,
    lr: LearningRate = 1e-2, beta1: Beta1 = 0.9, beta2: Beta2 = 0.999, eps: Epsilon = 1e-8,
    weight_decay: WeightDecay = 1e-2,
):  # fmt: skip
    r"""Adam whose every step also shrinks the point towards the origin, apart from the division.

    $$m \leftarrow \beta_1 m + (1-\beta_1)\,g \qquad
      v \leftarrow \beta_2 v + (1-\beta_2)\,g^2 \qquad
      x \leftarrow x - \alpha\left(\frac{m/(1-\beta_1^t)}{\sqrt{v/(1-\beta_2^t)}+\epsilon}
        + \lambda x\right)$$

    As in PyTorch, the decay $\lambda$ is multiplied by the rate; the paper multiplies it by the
    schedule alone. It settles where the pull of the origin balances Adam's step: not at the
    surface's minimum, unless that is the origin. Of a network it shrinks biases, scales and shifts
    as well, as PyTorch does where nothing else is said; the penalty L2 is on the matrices alone.
    """
    return through(optax.adamw(lr, beta1, beta2, eps, weight_decay=weight_decay), f, x, state)


@optimizer(
    "AMSGrad",
    source="Reddi, Kale & Kumar 2018, arXiv:1904.09237, Algorithm 2",
    init=optax.amsgrad(0.0).init,
)
def amsgrad(
    f, x, state, t, *,
    lr: LearningRate = 1e-2, beta1: Beta1 = 0.9, beta2: Beta2 = 0.999, eps: Epsilon = 1e-8,
    bias_correction: BiasCorrection = True,
):  # fmt: skip
    r"""Adam that never forgets its largest mean square, so that the divisor never shrinks.

    $$m \leftarrow \beta_1 m + (1-\beta_1)\,g \qquad
      v \leftarrow \beta_2 v + (1-\beta_2)\,g^2 \qquad
      \hat v \leftarrow \max\left(\hat v,\ \frac{v}{1-\beta_2^t}\right) \qquad
      x \leftarrow x - \alpha\,\frac{m/(1-\beta_1^t)}{\sqrt{\hat v}+\epsilon}$$

    Without `bias_correction` it is the paper's, with $m$ and $v$ as they are, and an $\epsilon$
    that the paper does not have. With it, the first $\hat v$ is the whole of $g^2$: where gradients
    are largest at the start, the divisor stays what the first one made it, whatever $\beta_2$.
    PyTorch takes the maximum of $v$ and corrects that afterwards.
    """
    rule = optax.amsgrad(
        lr, beta1, beta2, eps,
        bias_correction_mu=bias_correction, bias_correction_nu=bias_correction,
    )  # fmt: skip
    return through(rule, f, x, state)


@optimizer("Nadam", source="Dozat 2016, ICLR workshop, Algorithm 2", init=optax.nadam(0.0).init)
def nadam(
    f, x, state, t, *,
    lr: LearningRate = 1e-2, beta1: Beta1 = 0.9, beta2: Beta2 = 0.999, eps: Epsilon = 1e-8,
):  # fmt: skip
    r"""Adam with Nesterov's look ahead: the newest gradient counts twice.

    $$m \leftarrow \beta_1 m + (1-\beta_1)\,g \qquad
      v \leftarrow \beta_2 v + (1-\beta_2)\,g^2 \qquad
      \hat m = \frac{\beta_1 m}{1-\beta_1^{t+1}} + \frac{(1-\beta_1)\,g}{1-\beta_1^t} \qquad
      x \leftarrow x - \alpha\,\frac{\hat m}{\sqrt{v/(1-\beta_2^t)}+\epsilon}$$

    The paper lets $\beta_1$ follow a schedule of its own and multiplies the corrected $v$ by
    $\beta_2$ once more; optax does neither. PyTorch has the schedule. So the first step is
    $1 + \beta_1/(1+\beta_1)$ times $\alpha$, 1.47 times at 0.9, where PyTorch's is 1.06 times.
    """
    return through(optax.nadam(lr, beta1, beta2, eps), f, x, state)


@optimizer(
    "AdaDelta", source="Zeiler 2012, arXiv:1212.5701, Algorithm 1", init=optax.adadelta(0.0).init
)
def adadelta(f, x, state, t, *, lr: LearningRate = 1.0, decay: Decay = 0.95, eps: Epsilon = 1e-6):
    r"""RMSProp that takes the size of its steps from the steps it took before.

    $$s \leftarrow \rho\,s + (1-\rho)\,g^2 \qquad
      d = \frac{\sqrt{u+\epsilon}}{\sqrt{s+\epsilon}}\,g \qquad
      u \leftarrow \rho\,u + (1-\rho)\,d^2 \qquad
      x \leftarrow x - \alpha\,d$$

    The paper has no rate: $\alpha = 1$ is neutral, and any other makes every step so many times as
    long. The first step at 1 is about
    $\sqrt{\epsilon/(1-\rho)}$, so $\epsilon$ decides how slowly it gets going.
    """
    return through(optax.adadelta(lr, decay, eps), f, x, state)


@optimizer(
    "Lion", source="Chen et al. 2023, arXiv:2302.06675, Algorithm 2", init=optax.lion(0.0).init
)
def lion(
    f, x, state, t, *,
    lr: LearningRate = 3e-3, beta1: SignBeta1 = 0.9, beta2: SignBeta2 = 0.99,
    weight_decay: WeightDecay = 0.0,
):  # fmt: skip
    r"""Only the sign of the momentum counts: every coordinate moves by the rate at each step.

    $$x \leftarrow x - \alpha\,\bigl(\mathrm{sign}(\beta_1 m + (1-\beta_1)\,g) + \lambda x\bigr)
      \qquad m \leftarrow \beta_2 m + (1-\beta_2)\,g$$

    The sign knows no size: at a constant rate it never settles, but hovers around the minimum, or
    nearer to the origin with a weight decay $\lambda$. The rate multiplies $\lambda$ too, as in the
    paper.
    """
    return through(optax.lion(lr, beta1, beta2, weight_decay=weight_decay), f, x, state)
