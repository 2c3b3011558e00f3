"""What is looked at in so many dimensions: random critical points, and rules on one bowl."""

from dataclasses import dataclass, field
from typing import Annotated

from optim_core.catalog import Choice, Optimizer
from optim_core.parameters import Key, Range, Text, finite, parameters_of, set_fields, whole

MAX_DIMENSIONS = 100
MAX_DRAWS = 2000
MAX_STEPS = 500

Dimensions = Annotated[
    int, Range(1, MAX_DIMENSIONS, log=True, whole=True), Key("n"),
    Text("Dimensions n", "how many numbers a point has: a network's weights are millions"),
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ManyDimensions:
    """Critical points whose Hessians are drawn at random, and rules that descend one bowl.

    `lift` shifts all curvatures of a random Hessian upwards, in radii of their semicircle. `kappa`
    is the condition number of the bowl. Raises ValueError for no lanes, and what is not finite or
    not whole.
    """

    lanes: tuple[Choice[Optimizer], ...] = field(kw_only=False)
    dimensions: Dimensions = 4
    lift: Annotated[
        float, Range(0.0, 1.5),
        Text("Curvatures lifted by", "how far all curvatures are shifted upwards, in radii of the "
             "semicircle: the lower a critical point lies, the more"),
    ] = 0.0  # fmt: skip
    draws: Annotated[
        int, Range(100, MAX_DRAWS, whole=True),
        Text("Critical points", "how many are drawn in each number of dimensions"),
    ] = 1000  # fmt: skip
    kappa: Annotated[
        float, Range(1.0, 1000.0, log=True),
        Text("Condition κ", "condition number: the largest curvature over the smallest"),
    ] = 10.0  # fmt: skip
    steps: Annotated[int, Range(1, MAX_STEPS, whole=True), Text("Steps", "steps of each lane")] = (
        100
    )
    seed: Annotated[
        int, Range(0, 9999, whole=True), Text("Seed", "another number, other random numbers")
    ] = 0

    def __post_init__(self) -> None:
        if not self.lanes:
            raise ValueError("there is at least one rule")
        set_fields(
            self,
            lanes=tuple(self.lanes),
            dimensions=whole("dimensions", self.dimensions, 1, MAX_DIMENSIONS),
            lift=finite("lift", self.lift),
            draws=whole("draws", self.draws, 1, MAX_DRAWS),
            kappa=finite("kappa", self.kappa, least=1),
            steps=whole("steps", self.steps, 1, MAX_STEPS),
            seed=whole("seed", self.seed, 0, 2**32 - 1),
        )


PARAMETERS = {parameter.name: parameter for parameter in parameters_of(ManyDimensions)}
