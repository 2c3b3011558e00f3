"""What a run is compiled for, what is traced of it, and where it stands between two steps."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import jax
import numpy as np
from jax import Array
from numpy.typing import NDArray

from optim_core.lane import Lane
from optim_core.network.devices import network_device
from optim_core.network.mlp import Network, initial_weights, zero_statistics
from optim_core.network.multi_task import ANSWERS
from optim_core.network.objective import Penalty
from optim_core.network.pooling import Pooling
from optim_core.network.seen_images import ImageAmounts, ImageChanges
from optim_core.network.settings import Initial, Settings
from optim_core.programs import programs


class StaticConfig(NamedTuple):
    """What is compiled in of a lane. All else is traced: no change of a number compiles anew.

    What keeps a network from learning by heart, its running average, the clipping and what becomes
    of the images are there or not, as they cost time.
    """

    optimizer: Any
    switches: tuple
    network: Network
    use_dropout: bool
    use_ema: bool
    use_penalty: bool
    use_clip: bool
    use_input_dropout: bool
    use_dropconnect: bool
    use_max_norm: bool
    images: ImageChanges

    @property
    def layout_items(self) -> tuple:
        """The layout of the flat vector, as a keyword for a rule that asks for it."""
        return (("layout", self.network.shapes),) if self.optimizer.layout else ()

    @classmethod
    def of(
        cls, lane: Lane, settings: Settings, shape: tuple[int, int], classes: int
    ) -> "StaticConfig":
        pooling = Pooling.of(settings, shape)
        pixels = pooling.pixels if pooling else shape[0] * shape[1]
        second = settings.multi_task > 0
        widths = pixels, *settings.hidden, classes + (ANSWERS if second else 0)
        return cls(
            lane.optimizer.entry,
            lane.optimizer.switches,
            Network(widths, settings.activation, settings.batch_norm, pooling, second),
            settings.dropout > 0,
            settings.ema_decay > 0,
            settings.l1 > 0 or settings.l2 > 0,
            settings.gradient_clip > 0,
            settings.input_dropout > 0,
            settings.dropconnect > 0,
            settings.max_norm > 0,
            ImageChanges.of(settings, shape),
        )


class TracedConfig(NamedTuple):
    """What is traced of a lane: plain numbers, with which JAX computes in double.

    So 1 - beta is taken of the beta that was set, and not of the float32 next to it. Where it meets
    an array of the network, the result has the array's type. (What meets random numbers has one of
    its own: they are drawn in it.)
    """

    hyperparameters: Mapping[str, float]  # `lr` for the first state: it comes step by step
    label_smoothing: float
    penalty: Penalty
    dropout: np.float32
    ema_decay: float
    gradient_clip: float
    input_dropout: np.float32
    dropconnect: np.float32
    max_norm: float
    images: ImageAmounts
    second_weight: float
    frozen: np.int32 | None = None  # so many of the first weights stay as they are

    @classmethod
    def of(cls, lane: Lane, settings: Settings) -> "TracedConfig":
        return cls(
            dict(lane.optimizer.numbers),
            settings.label_smoothing,
            Penalty(settings.l1, settings.l2),
            np.float32(settings.dropout),
            settings.ema_decay,
            settings.gradient_clip,
            np.float32(settings.input_dropout),
            np.float32(settings.dropconnect),
            settings.max_norm,
            ImageAmounts.of(settings),
            settings.multi_task,
        )


class TrainState(NamedTuple):
    """How far a run has come."""

    x: Array  # the weights, [n]
    state: Any  # the optimizer's
    ema: Array | None  # the running one of the weights, [n]
    statistics: Array  # batch normalization's, [2, units]

    @property
    def weights(self) -> Array:
        """Those that are evaluated."""
        return self.x if self.ema is None else self.ema


def begin(
    static: StaticConfig,
    traced: TracedConfig,
    init: Initial,
    seed: int,
    weights: NDArray[np.float32] | None = None,
) -> TrainState:
    """Before the first step. The weights depend on the network and the seed alone, or are given."""
    if weights is None:
        weights = initial_weights(static.network, init, seed)
    x = jax.device_put(weights, network_device())
    return TrainState(
        x,
        jax.device_put(
            first_state(
                static.optimizer, static.switches, static.layout_items, traced.hyperparameters, x
            ),
            network_device(),
        ),
        x if static.use_ema else None,
        jax.device_put(zero_statistics(static.network), network_device()),
    )


@programs(statics=3, typed=lambda optimizer, *_: optimizer.is_typed)
def first_state(optimizer, switches, layout, hyperparameters, x):
    return optimizer.init(x, **hyperparameters, **dict((*switches, *layout)))
