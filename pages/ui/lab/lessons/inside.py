"""Presets of the lab that open what happens inside the networks."""

from pages.ui.gallery import Preset

INSIDE: tuple[Preset, ...] = (
    Preset(
        "inside_too_small",
        "Inside: too small weights",
        "layers=64-64-64-64&activation=tanh&1=momentum&1.lr=0.01&1.init=too_small&2=momentum"
        "&2.lr=0.01&2.init=xavier&batch_size=32&epochs=2&examples=5000&panel=inside&run=1&v=2",
        "With weights of 0.01 (lane 1) activations are over 10 times smaller from layer to layer, "
        "and gradients on their way back. Xavier's keep both.",
        topic="depth",
    ),
    Preset(
        "inside_xavier",
        "Inside: Xavier's weights with tanh",
        "layers=64-64-64-64&activation=tanh&1=momentum&1.lr=0.01&1.init=xavier&2=momentum"
        "&2.lr=0.01&2.init=too_large&batch_size=32&epochs=2&examples=5000&panel=inside&run=1&v=2",
        "Xavier's weights (lane 1) keep tanh units off their bounds: below 1 % are saturated at "
        "the start. With too large ones (lane 2) it is over 40 % in every layer.",
        topic="depth",
    ),
    Preset(
        "inside_he",
        "Inside: He's weights with ReLU",
        "layers=128-128-128-128&1=momentum&1.lr=0.01&1.init=he&2=momentum&2.lr=0.01&2.init=xavier"
        "&batch_size=32&epochs=2&examples=5000&panel=inside&run=1&v=2",
        "At the start He's weights (lane 1) keep over half of the spread of the activations "
        "through the ReLU layers; Xavier's (lane 2) keep less than half.",
        topic="depth",
    ),
    Preset(
        "dead_relus",
        "Inside: ReLU units that die",
        "layers=64-64-64&1=momentum&1.lr=0.02&2=momentum&2.lr=0.2&batch_size=32&epochs=2"
        "&examples=5000&panel=inside&run=1&look=2&v=2",
        "At the rate 0.2 (lane 2) over 50 % of the ReLU units of layer 1 die: zero for every "
        "image, no gradient wakes them. At 0.02 it is below 20 %.",
        topic="depth",
    ),
)
