"""A `Training` as a value: which lanes train which network on which images."""

from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Annotated, Literal

from optim_core.lane import Lane, at_rate, canonical_rate, refuse_out_of_scope
from optim_core.network.dataset_specs import DATASET_SPECS
from optim_core.network.settings import Settings
from optim_core.network.split import Sizes
from optim_core.parameters import Range, Text, parameters_of, set_fields, whole

MAX_SEEDS = 5  # it binds widgets and links only, as a Range does


@dataclass(frozen=True, kw_only=True)
class Training(Settings):
    """Lanes that train the same network from the same weights on the same images.

    The settings are every lane's, but for those in which a lane differs. `shared_lr`, where it is
    not None, is the learning rate of every lane in place of its own. In every lane the images come
    in the same order, whatever its mini-batches are. An epoch is as many whole mini-batches as
    there are; what is left over waits for the next epoch, which is shuffled anew.
    Raises ValueError for no lanes or seeds, an optimizer that is not for networks, an unknown data
    set, or a number that makes no sense.
    """

    lanes: tuple[Lane, ...] = field(kw_only=False)
    dataset: Annotated[
        Literal["mnist", "fashion_mnist", "digits"], Text("Images", "the images")
    ] = "mnist"
    epochs: Annotated[
        int, Range(1, 30, whole=True), Text("Epochs", "how often all images are seen")
    ] = 5
    examples: Annotated[
        int,
        Range(100, 60_000, log=True, whole=True),
        Text("Training images", "images to train on; at most all there are"),
    ] = 60_000
    validation: Annotated[
        float,
        Range(0.0, 0.5),
        Text("Held out", "the share of the training images that is held out"),
    ] = 0.1
    evaluations: Annotated[
        int,
        Range(1, 10, whole=True),
        Text("Evaluations an epoch", "how often in an epoch the accuracy is measured"),
    ] = 2
    seeds: tuple[int, ...] = (0,)
    shared_lr: float | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.lanes:
            raise ValueError("a training needs at least one lane")
        refuse_out_of_scope(self.lanes, "network")
        if self.dataset not in DATASET_SPECS:
            raise ValueError(f"dataset is one of {tuple(DATASET_SPECS)}, not {self.dataset!r}")
        for name in ("epochs", "examples", "evaluations"):
            set_fields(self, **{name: whole(name, getattr(self, name), 1, 2**31 - 1)})
        if not 0 <= self.validation < 1:
            raise ValueError(f"validation is at least 0 and less than 1, not {self.validation!r}")
        seeds = tuple(int(seed) for seed in self.seeds)
        if not seeds or seeds != tuple(self.seeds) or len(set(seeds)) < len(seeds):
            raise ValueError(f"seeds is a tuple of different whole numbers, not {self.seeds!r}")
        if not all(0 <= seed < 2**32 for seed in seeds):
            raise ValueError(f"a seed is a whole number from 0 to 2**32 - 1, not {seeds!r}")
        set_fields(
            self,
            lanes=tuple(self.lanes),
            validation=float(self.validation) + 0.0,
            seeds=seeds,
            shared_lr=canonical_rate(self.shared_lr),
        )
        if not self.validation and any(self.settings(lane).patience for lane in self.lanes):
            raise ValueError("early stopping (patience) needs a validation part to judge by")

    @cached_property
    def effective_lanes(self) -> tuple[Lane, ...]:
        """The lanes with the learning rates and the schedules that are used."""
        lanes = at_rate(self.lanes, self.shared_lr)
        per_epoch = [self.sizes_of(lane).steps_per_epoch for lane in lanes]
        return tuple(
            lane.for_run(self.epochs * steps, steps)
            for lane, steps in zip(lanes, per_epoch, strict=True)
        )

    def sizes_of(self, lane: Lane) -> Sizes:
        """How many images are for what, and the mini-batches that the lane really takes."""
        images = DATASET_SPECS[self.dataset].training
        batch_size = self.settings(lane).batch_size
        return Sizes.of(images, self.validation, self.examples, batch_size)

    def settings(self, lane: Lane) -> Settings:
        """All settings of a lane: its own, and the training's for the rest."""
        common = tuple((each.name, getattr(self, each.name)) for each in fields(Settings))
        return Settings(**dict((*common, *lane.settings)))


TRAINING_PARAMETERS = {
    parameter.name: parameter
    for parameter in parameters_of(Training, but=("hidden", "seeds", "shared_lr"))
}
