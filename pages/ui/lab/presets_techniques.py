"""What is dropped, kept short or made orthogonal in a lane, next to one without."""

from pages.ui.gallery import Preset

FEW = "&batch_size=32&epochs=20&examples=300&evaluations=1&run=1&v=2"

TECHNIQUES: tuple[Preset, ...] = (
    Preset(
        "input_dropout",
        "Pixels that are dropped",
        "layers=256-128&1=momentum&1.lr=0.02&2=momentum&2.lr=0.02&2.input_dropout=0.3" + FEW,
        "With 0.3 of the pixels dropped at each step (lane 2) the training loss ends over 3 times "
        "as high. The validation loss is no lower: with so few images it does not help.",
        topic="overfitting",
    ),
    Preset(
        "dropconnect",
        "Weights that are dropped",
        "layers=256-128&1=momentum&1.lr=0.02&2=momentum&2.lr=0.02&2.dropconnect=0.5" + FEW,
        "With 0.5 of the weights into hidden units dropped at each step (lane 2) the training loss "
        "ends over 5 times as high. The validation loss is no lower here, either.",
        topic="overfitting",
    ),
    Preset(
        "max_norm",
        "Weights that are kept short",
        "layers=256-128&1=momentum&1.lr=0.02&2=momentum&2.lr=0.02&2.max_norm=1" + FEW,
        "Lane 2 keeps the weights into a hidden unit at a length of 1; in lane 1 they exceed 1.5. "
        "The training loss ends higher, and within 2 points as many are right.",
        topic="overfitting",
    ),
)
DECAY = Preset(
    "decay_beside",
    "A penalty in Adam, or decay beside it",
    "1=adam&1.lr=0.003&1.l2=0.01&2=adamw&2.lr=0.003&batch_size=64&epochs=10"
    "&examples=1000&evaluations=1&run=1&v=2",
    "Adam divides an L2 penalty, too: the pixel that matters least keeps below a fifth of the "
    "weights that AdamW (lane 2) leaves it. Both end within 3 points of each other.",
    topic="overfitting",
)
MUON = Preset(
    "muon",
    "Muon: all directions of a matrix go equally far",
    "1=adam&1.lr=0.005&2=muon&batch_size=64&epochs=3&examples=3000&evaluations=1&run=1&v=2",
    "After as many steps, Muon at 0.02 ends with a lower training loss than Adam at 0.005. Each of "
    "its steps is more work; biases go by AdamW.",
    topic="network",
)
