"""Learning-rate schedules: each is a formula for the factors of a lane's rate; `SCHEDULES`."""

import sys

import numpy as np

from optim_core.catalog import Schedule
from optim_core.declare import entries_in, schedule
from optim_core.schedule_parameters import (
    Cycle,
    CycleGrowth,
    Decay,
    Divisor,
    Duration,
    End,
    Every,
    FactorOfDrop,
    FactorOfEpoch,
    FinalDivisor,
    FirstFactor,
    Per,
    Power,
    Rise,
)


def epoch_of(t, steps_per_epoch):
    """The number of the epoch that each step lies in, from 1."""
    return np.ceil(t / steps_per_epoch)


@schedule("Constant", source="-")
def constant(t, steps_per_epoch):
    r"""The same rate at every step.

    $$\alpha_t = \alpha_0$$
    """
    return np.ones_like(t)


@schedule("Linear", source="PyTorch, torch.optim.lr_scheduler.LinearLR")
def linear(t, steps_per_epoch, *, duration: Duration = 30.0, end: End = 0.0):
    r"""The rate falls by the same amount at each step, to an end value that it then keeps.

    $$\alpha_t = \alpha_0\left(1 - (1-e)\,\min\left(\tfrac{t}{T}, 1\right)\right)$$

    $e$ is `end`, $T$ the steps in `duration` epochs.
    """
    T = duration * steps_per_epoch
    return 1 - (1 - end) * np.minimum(t / T, 1)


@schedule("Step decay", source="PyTorch, torch.optim.lr_scheduler.StepLR")
def step(t, steps_per_epoch, *, gamma: FactorOfDrop = 0.1, every: Every = 10.0):
    r"""The rate is multiplied by the same factor every few epochs.

    $$\alpha_t = \alpha_0\,\gamma^{\lfloor (epoch-1)/k \rfloor}$$

    $k$ is `every`: the first $k$ epochs run at the full rate.
    """
    epoch = epoch_of(t, steps_per_epoch)
    return gamma ** np.floor((epoch - 1) / every)


@schedule("Staircase halving", source="Ng, Deep Learning Specialization, Learning Rate Decay")
def staircase_halving(t, steps_per_epoch, *, every: Every = 10.0):
    r"""The rate is halved every few epochs.

    $$\alpha_t = \alpha_0\,\left(\tfrac12\right)^{\lfloor (epoch-1)/k \rfloor}$$

    $k$ is `every`: the first $k$ epochs run at the full rate.
    """
    epoch = epoch_of(t, steps_per_epoch)
    return 0.5 ** np.floor((epoch - 1) / every)


@schedule("Exponential", source="Ng, Deep Learning Specialization, Learning Rate Decay")
def exponential(t, steps_per_epoch, *, gamma: FactorOfEpoch = 0.95):
    r"""The rate is multiplied by the same factor at every epoch, the first one included.

    $$\alpha_t = \alpha_0\,\gamma^{epoch}$$
    """
    epoch = epoch_of(t, steps_per_epoch)
    return gamma**epoch


@schedule("Inverse time (1/t)", source="Ng, Deep Learning Specialization, Learning Rate Decay")
def inverse_time(t, steps_per_epoch, *, decay: Decay = 1.0):
    r"""The rate falls like one over the number of epochs: fast at first, then ever more slowly.

    $$\alpha_t = \frac{\alpha_0}{1 + d\cdot epoch}$$

    $d$ is `decay`. With $\alpha_0 = 0.2$ and $d = 1$: 0.1, 0.067, 0.05, 0.04 in epochs 1 to 4.
    """
    epoch = epoch_of(t, steps_per_epoch)
    return 1 / (1 + decay * epoch)


@schedule("Inverse square root", source="Ng, Deep Learning Specialization, Learning Rate Decay")
def inverse_sqrt(t, steps_per_epoch, *, k: FirstFactor = 1.0, per: Per = "epoch"):
    r"""The rate falls like one over the root of the number of epochs, or of steps.

    $$\alpha_t = \alpha_0\,\frac{k}{\sqrt{epoch}}$$

    With `per` *step* it is $\alpha_0\,k/\sqrt t$. Courses that write $k/\sqrt t$ alone mean
    $k\,\alpha_0$ by their $k$.
    """
    if per == "step":
        return k / np.sqrt(t)
    return k / np.sqrt(epoch_of(t, steps_per_epoch))


@schedule("Cosine", source="Loshchilov & Hutter 2017, arXiv:1608.03983, without restarts")
def cosine(t, steps_per_epoch, *, duration: Duration = 30.0):
    r"""The rate falls along half a cosine: slowly, then fast, then slowly to zero, where it stays.

    $$\alpha_t = \tfrac12\,\alpha_0\left(1 + \cos\frac{\pi\,\min(t, T)}{T}\right)$$

    $T$ is the steps in `duration` epochs.
    """
    T = duration * steps_per_epoch
    return (1 + np.cos(np.pi * np.minimum(t / T, 1))) / 2


@schedule("Polynomial", source="Chen et al. 2017, arXiv:1606.00915; optax.polynomial_schedule")
def polynomial(t, steps_per_epoch, *, duration: Duration = 0.0, power: Power = 2.0, end: End = 0.0):
    r"""The rate falls along a power of what is left of the time, to an end value that it keeps.

    $$\alpha_t = \alpha_0\left(e + (1-e)\left(1 - \min\left(\tfrac{t}{T}, 1\right)\right)^p\right)$$

    $e$ is `end`, $p$ `power`, $T$ the steps in `duration` epochs; $p = 1$ is the linear schedule.
    """
    T = duration * steps_per_epoch
    return end + (1 - end) * (1 - np.minimum(t / T, 1)) ** power


@schedule(
    "One cycle",
    source="Smith & Topin 2018, arXiv:1708.07120, as torch.optim.lr_scheduler.OneCycleLR has it",
)
def one_cycle(
    t,
    steps_per_epoch,
    *,
    duration: Duration = 0.0,
    rise: Rise = 0.3,
    start_divisor: Divisor = 25.0,
    end_divisor: FinalDivisor = 1e4,
):
    r"""The rate rises along half a cosine to its peak, and falls along another to almost nothing.

    $$\frac{\alpha_0}{d} \;\xrightarrow{\;r\,T\;}\; \alpha_0
      \;\xrightarrow{\;(1-r)\,T\;}\; \frac{\alpha_0}{d\,D}$$

    The rate $\alpha_0$ is the peak. $r$ is `rise`, $d$ `start_divisor`, $D$ `end_divisor`, $T$ the
    steps in `duration` epochs. The paper moves the momentum the other way; that is left out here.
    """
    done = np.minimum(t / (duration * steps_per_epoch), 1)
    low = np.reciprocal(start_divisor)
    end = low * np.reciprocal(end_divisor)
    up = low + (1 - low) * (1 - np.cos(np.pi * done / max(rise, 1e-12))) / 2
    down = end + (1 - end) * (1 + np.cos(np.pi * (done - rise) / (1 - rise))) / 2
    return np.where(done < rise, up, down)


@schedule("Cosine with restarts", source="Loshchilov & Hutter 2017, arXiv:1608.03983 (SGDR)")
def cosine_restarts(t, steps_per_epoch, *, every: Cycle = 0.0, growth: CycleGrowth = 1.0):
    r"""The rate falls along half a cosine to zero, jumps back to the top, and falls again.

    $$\alpha_t = \tfrac12\,\alpha_0\left(1 + \cos\frac{\pi\,t_i}{T_i}\right), \qquad
      T_{i+1} = m\,T_i$$

    $t_i$ counts the steps since the last restart, $T_i$ is the length of the cycle: `every` epochs
    at first, then $m$ (`growth`) times as long each time. Where a cycle ends the rate is zero, and
    a snapshot of the weights there is a network of its own: several of them vote together.
    """
    lengths = every * steps_per_epoch * growth ** np.arange(float(len(t)))
    ends = np.cumsum(lengths)
    i = np.minimum(np.searchsorted(ends, t), len(t) - 1)
    done = t - ends[i] + lengths[i]
    return (1 + np.cos(np.pi * done / lengths[i])) / 2


SCHEDULES = entries_in(Schedule, [sys.modules[__name__]])
