"""The gallery of transfers."""

from optim_core.network.transfer import Transfer
from pages.ui.gallery import Gallery, Preset
from pages.ui.transfer.link import CODEC, TransferView

PRESETS: tuple[Preset, ...] = (
    Preset(
        "few_examples",
        "Few examples of new digits",
        "v=1",
        "With 5 examples of each new digit, fine-tuning gets to 71.5 % on average, training from "
        "scratch to 68.6 %. With 1000 both are near 95 %; the last layer alone stays at 91.1 %.",
    ),
    Preset(
        "random_features",
        "Nothing learnt before",
        "ways=last_layer-scratch&epochs=0&v=1",
        "Without a first training the frozen layer is random. A last layer on it still gets to "
        "87.7 % with 1000 examples, after a first training on 0–4 to 91.1 %: so little was learnt.",
    ),
    Preset(
        "longer_first",
        "A longer first training",
        "ways=last_layer-fine_tuning&epochs=5&v=1",
        "After 5 epochs on 0–4 in place of 1 the last layer alone gets to 68.9 % with 5 examples "
        "(64.3 % before) and to 92.9 % with 1000 (91.1 % before).",
    ),
    Preset(
        "too_special",
        "Three frozen layers",
        "layers=64-64-64&v=1",
        "The deeper a layer, the more it is made for 0–4: with 1000 examples a new last layer on "
        "three frozen ones gets to 77.2 %, fine-tuning to 94.9 %.",
    ),
    Preset(
        "small_set",
        "When transfer does not help",
        "dataset=digits&sizes=5-20-100&epochs=10&steps=200&v=1",
        "On 8 x 8 images of digits the first training has 719 images only: training from scratch "
        "is first at every number of examples, with 5 by 2.2 points.",
    ),
)

TRANSFERS: Gallery[Transfer, TransferView] = Gallery(PRESETS, CODEC, topic="transfer")
