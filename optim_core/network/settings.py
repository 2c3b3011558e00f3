"""What a network and its training may be set to, lane by lane: each with its range."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Annotated, Any, Literal

from optim_core.network.canonical_settings import canonical
from optim_core.parameters import Key, Parameter, Range, Text, Value, parameters_of, set_fields

Activation = Literal["relu", "sigmoid", "tanh", "gelu"]
Initial = Literal["he", "xavier", "too_small", "too_large"]
Pooling = Literal["none", "average", "fractional"]
Widths = tuple[int, ...]

MAX_LAYERS = 4  # hidden ones; this and WIDTH bind widgets and links only, as every Range does
WIDTH = Range(8, 512, whole=True)

Setting = Value | Widths
Items = tuple[tuple[str, Setting], ...]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The network, its mini-batches, and what keeps it from learning the images by heart.

    Raises ValueError for a value of the wrong kind, a width below 1, or a share outside [0, 1).
    """

    hidden: Widths = (128,)  # the width of each hidden layer; none is a linear classifier
    batch_size: Annotated[
        int,
        Range(1, 60_000, log=True, whole=True),
        Text("Mini-batch", "images in a mini-batch; at most all"),
    ] = 128
    activation: Annotated[
        Activation,
        Text(
            "Activation",
            "what each hidden unit makes of its sum",
            {"relu": "ReLU", "gelu": "GELU"},
        ),
    ] = "relu"
    init: Annotated[
        Initial,
        Text(
            "Initial weights",
            "the size of the random weights at the start; PyTorch's own default is smaller: "
            "for 784-128-10, less than half of Xavier's",
            {"he": "He", "xavier": "Xavier"},
        ),
    ] = "he"
    batch_norm: Annotated[
        bool,
        Text(
            "Batch normalization",
            "normalize each unit's sum over the mini-batch; the running statistics keep 0.9 at a "
            "step (PyTorch's momentum 0.1) and the biased variance (PyTorch's is unbiased)",
        ),
    ] = False
    dropout: Annotated[
        float, Range(0.0, 0.9), Text("Dropout", "the share of hidden units dropped at a step")
    ] = 0.0
    input_dropout: Annotated[
        float,
        Range(0.0, 0.9),
        Text("Input dropout", "the share of the pixels of each image that is dropped at a step"),
    ] = 0.0
    dropconnect: Annotated[
        float,
        Range(0.0, 0.9),
        Text(
            "Dropconnect",
            "the share of the weights into hidden units that is dropped at a step, for the whole "
            "mini-batch",
        ),
    ] = 0.0
    label_smoothing: Annotated[
        float,
        Range(0.0, 0.5),
        Text("Label smoothing", "the share of the target that is spread over all classes"),
    ] = 0.0
    label_noise: Annotated[
        float,
        Range(0.0, 0.9),
        Text(
            "Label noise",
            "the share of the training images whose label is wrong: another class, drawn by the "
            "seed; validation and test images keep theirs",
        ),
    ] = 0.0
    l2: Annotated[
        float,
        Range(0.0, 0.1),
        Text("L2 penalty", "how strongly the squares of the weights are penalized"),
    ] = 0.0
    l1: Annotated[
        float,
        Range(0.0, 0.01),
        Text("L1 penalty", "how strongly the weights' sizes are penalized"),
    ] = 0.0
    max_norm: Annotated[
        float,
        Range(0.0, 10.0),
        Text(
            "Max-norm",
            "the greatest length of the vector of weights into a hidden unit: a longer one is "
            "shortened to it after the step; 0: never",
        ),
    ] = 0.0
    gradient_clip: Annotated[
        float,
        Range(0.0, 10.0),
        Text(
            "Gradient clipping",
            "the greatest norm of a gradient: a longer one is shortened to it before the optimizer "
            "gets it; 0: never",
        ),
    ] = 0.0
    ema_decay: Annotated[
        float,
        Range(0.0, 0.9999, log_complement=True),
        Text(
            "EMA of the weights",
            "how much of the weights' running average is kept at a step; 0: the weights themselves",
        ),
        Key("polyak"),
    ] = 0.0
    shift: Annotated[
        float,
        Range(0.0, 4.0),
        Text(
            "Shift (pixels)",
            "each time that a training image is seen, it is moved by up to so many pixels, up or "
            "down and left or right",
        ),
    ] = 0.0
    rotation: Annotated[
        float,
        Range(0.0, 45.0),
        Text(
            "Rotation (degrees)",
            "each time that a training image is seen, it is turned by up to so many degrees, left "
            "or right",
        ),
    ] = 0.0
    scaling: Annotated[
        float,
        Range(0.0, 0.3),
        Text(
            "Scaling",
            "each time that a training image is seen, it is larger or smaller by up to this share",
        ),
    ] = 0.0
    elastic: Annotated[
        float,
        Range(0.0, 3.0),
        Text(
            "Elastic distortion (pixels)",
            "each time that a training image is seen, it is bent: how far a pixel typically moves; "
            "Simard's best (2003), α = 34 at σ = 4, is 1.4",
        ),
    ] = 0.0
    mixup: Annotated[
        float,
        Range(0.0, 2.0),
        Text(
            "Mixup α",
            "each training image is mixed with another, and so are their labels, by a share from "
            "Beta(α, α): near 0 or 1 for a small α, anything from 0 to 1 for α = 1; 0: never",
        ),
    ] = 0.0
    pooling: Annotated[
        Pooling,
        Text(
            "Pooling",
            "the first layer gets means of the image over regions: of 2 x 2 pixels, or 1 or 2 high "
            "and wide, drawn anew at each step (fractional); in testing the regions are fixed",
            {"average": "2 x 2"},
        ),
    ] = "none"
    multi_task: Annotated[
        float,
        Range(0.0, 2.0),
        Text(
            "Weight of a second task",
            "a second head, on the same hidden layers, says whether the digit is even (of clothes, "
            "the number of their class): how much its loss counts beside the first's; 0: none",
        ),
    ] = 0.0
    patience: Annotated[
        float,
        Range(0, 20, whole=True),
        Text(
            "Early stopping (epochs)",
            "epochs without a lower validation loss before it stops; 0: never",
        ),
    ] = 0.0

    def __post_init__(self) -> None:
        for name in (field.name for field in fields(Settings)):
            set_fields(self, **{name: canonical(name, getattr(self, name), SETTINGS)})


# all but `hidden`, which is neither a number nor an option
SETTINGS: Mapping[str, Parameter] = {
    parameter.name: parameter for parameter in parameters_of(Settings, but=("hidden",))
}


def settings_of(settings: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> Items:
    """Some settings in canonical form, in the order of `Settings`.

    Raises TypeError for a name that it does not have, ValueError for a value that it refuses.
    """
    given = dict(settings)
    known = [field.name for field in fields(Settings)]
    unknown = sorted(given.keys() - set(known))
    if unknown:
        raise TypeError(f"there is no setting {unknown[0]!r}; there are: {', '.join(known)}")
    return tuple((name, canonical(name, given[name], SETTINGS)) for name in known if name in given)
