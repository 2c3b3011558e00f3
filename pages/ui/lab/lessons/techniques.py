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
    Preset(
        "decoupled_decay",
        "Decay in the gradient, or beside it: AdamW",
        "layers=64&1=adam&1.lr=0.003&2=adam&2.lr=0.003&2.l2=0.1&3=adamw&3.lr=0.003"
        "&3.weight_decay=0.1&batch_size=32&epochs=10&examples=1000&evaluations=1&run=1&v=2",
        "A penalty of 0.1 in Adam's gradient (lane 2) costs over 5 points: Adam evens its size "
        "out. AdamW's decay of 0.1 (lane 3) pulls by itself: within 2 points of lane 1.",
        topic="overfitting",
    ),
)
MUON = Preset(
    "muon",
    "Muon: all directions of a matrix go equally far",
    "1=adam&1.lr=0.005&2=muon&batch_size=64&epochs=3&examples=3000&evaluations=1&run=1&v=2",
    "After as many steps, Muon at 0.02 ends with a lower training loss than Adam at 0.005. Each of "
    "its steps is more work; biases go by AdamW.",
    topic="network",
)
