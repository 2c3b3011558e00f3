"""What was learnt on the first half of the classes, put to use on the second from few examples."""

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

from optim_core.catalog import Choice
from optim_core.lane import Lane
from optim_core.network.dataset_specs import DATASET_SPECS
from optim_core.network.settings import Settings, Widths
from optim_core.network.train_state import StaticConfig
from optim_core.optimizers import OPTIMIZERS
from optim_core.optimizers.hyperparameters import RATES, LearningRate
from optim_core.parameters import Key, Range, Text, finite, parameters_of, set_fields, whole

Way = Literal["last_layer", "fine_tuning", "scratch"]
WAYS: tuple[Way, ...] = ("last_layer", "fine_tuning", "scratch")

MAX_SIZES, MAX_SEEDS, MAX_LAYERS = 5, 5, 3  # these bind widgets and links only, as every Range does
SIZE = Range(5, 1000, log=True, whole=True)
# images in a mini-batch, of both trainings: as many as there are of five classes at the least, so
# that one program is compiled for all of them
BATCH_SIZE = 25
FIRST_SEED = 0  # of the first training, which is the same for all


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """A network learns the first half of the classes; then the second, from few examples a class.

    In each of the `ways`, with each of the `seeds`, for as many `steps`: the last layer only, a new
    one, while all before it stays as it was learnt; everything, from what was learnt, at a rate of
    its own; from scratch. A seed says which examples are taken, in which order, and what the new
    layer and a network from scratch begin with; more examples are those before and others. Raises
    ValueError for no sizes, ways, seeds or hidden layers, and what is not finite or not whole.
    """

    dataset: Annotated[
        Literal["mnist", "fashion_mnist", "digits"], Text("Images", "the images")
    ] = "mnist"
    sizes: tuple[int, ...] = (5, 20, 100, 300, 1000)  # examples a class
    ways: tuple[Way, ...] = WAYS
    seeds: tuple[int, ...] = (0, 1, 2)
    hidden: Widths = (128,)
    rule: Annotated[
        Literal["gradient_descent", "momentum", "adam"],
        Text(
            "Rule",
            "what descends, with its usual settings",
            {"gradient_descent": "Gradient descent", "momentum": "Momentum", "adam": "Adam"},
        ),
    ] = "momentum"
    lr: LearningRate = 0.03
    fine_tuning_lr: Annotated[
        float,
        RATES,
        Text("Fine-tuning rate", "the learning rate of fine-tuning: a smaller one forgets less"),
        Key("tuning_lr"),
    ] = 0.01
    epochs: Annotated[
        int,
        Range(0, 10, whole=True),
        Text(
            "First training (epochs)",
            "how often all images of the first classes are seen; 0: nothing is learnt, what would "
            "be transferred is random",
        ),
    ] = 1
    steps: Annotated[
        int,
        Range(10, 2000, log=True, whole=True),
        Text("Steps from few examples", "each of 25 images, the same number in every way"),
    ] = 400

    def __post_init__(self) -> None:
        if self.dataset not in DATASET_SPECS:
            raise ValueError(f"dataset is one of {tuple(DATASET_SPECS)}, not {self.dataset!r}")
        if self.rule not in OPTIMIZERS:
            raise ValueError(f"{self.rule!r} is no optimizer")
        set_fields(
            self,
            sizes=tuple(sorted(_different("sizes", self.sizes, 5))),
            ways=tuple(way for way in WAYS if way in self.ways),
            seeds=_different("seeds", self.seeds, 0),
            lr=finite("lr", self.lr),
            fine_tuning_lr=finite("fine_tuning_lr", self.fine_tuning_lr),
            epochs=whole("epochs", self.epochs, 0, 2**31 - 1),
            steps=whole("steps", self.steps, 1, 2**31 - 1),
            hidden=Settings(hidden=self.hidden).hidden,
        )
        if not self.hidden or not self.ways:
            raise ValueError("there is at least one hidden layer, and one way")

    @cached_property
    def network_settings(self) -> Settings:
        """Those of every run."""
        return Settings(hidden=self.hidden, batch_size=BATCH_SIZE)

    @property
    def taken_sizes(self) -> tuple[int, ...]:
        """The numbers of examples a class that are taken: none has more than there are."""
        most = DATASET_SPECS[self.dataset].rarest
        return tuple(dict.fromkeys(min(size, most) for size in self.sizes))

    @property
    def runs(self) -> int:
        """How many there are from few examples."""
        return len(self.taken_sizes) * len(self.ways) * len(self.seeds)

    def lane(self, way: Way) -> Lane:
        """The optimizer of one way; that of the first training is the one from scratch."""
        lr = self.fine_tuning_lr if way == "fine_tuning" else self.lr
        return Lane(Choice.of(OPTIMIZERS[self.rule], lr=lr))

    @cached_property
    def config(self) -> StaticConfig:
        """What is compiled: of all ways, all sizes, and the first training, once."""
        spec = DATASET_SPECS[self.dataset]
        classes = len(spec.classes) // 2
        return StaticConfig.of(self.lane("scratch"), self.network_settings, spec.shape, classes)


def _different(name: str, values: tuple[int, ...], least: int) -> tuple[int, ...]:
    taken = tuple(whole(name, value, least, 2**32 - 1) for value in values)
    if not taken or len(set(taken)) < len(taken):
        raise ValueError(f"{name} is a tuple of different whole numbers, not {values!r}")
    return taken


TRANSFER_PARAMETERS = {
    parameter.name: parameter
    for parameter in parameters_of(Transfer, but=("sizes", "ways", "seeds", "hidden"))
}
