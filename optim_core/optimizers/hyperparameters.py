"""The hyperparameters that several families share: each with its range and its texts."""

from typing import Annotated

from optim_core.parameters import Range, Text

RATES = Range(1e-5, 10.0, log=True)

LearningRate = Annotated[float, RATES, Text("Learning rate", "learning rate: the size of a step")]
Momentum = Annotated[
    float,
    Range(0.0, 0.999, log_complement=True),
    Text("Momentum", "how much of the velocity is kept from step to step"),
]
Decay = Annotated[
    float,
    Range(0.0, 0.9999, log_complement=True),
    Text("Decay", "how much of the old mean square is kept at a step"),
]
Beta1 = Annotated[
    float,
    Range(0.0, 0.9999, log_complement=True),
    Text("β₁", "how much of the old mean gradient is kept at a step"),
]
Beta2 = Annotated[
    float,
    Range(0.0, 0.9999, log_complement=True),
    Text("β₂", "how much of the old mean square is kept at a step"),
]
Epsilon = Annotated[
    float,
    Range(1e-12, 1.0, log=True),
    Text("ε", "added to the divisor, so that it is never zero"),
]
EpsilonInRoot = Annotated[
    bool, Text("ε inside the root", "add epsilon inside the root instead of after it")
]
BiasCorrection = Annotated[
    bool, Text("Bias correction", "make up for averages that start from zero")
]
WeightDecay = Annotated[
    float,
    Range(0.0, 1.0),
    Text("Weight decay", "how strongly each step pulls towards the origin"),
]
