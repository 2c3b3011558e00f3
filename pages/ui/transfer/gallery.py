"""The gallery of transfers."""

from optim_core.network.transfer import Transfer
from pages.ui.gallery import Gallery, Preset
from pages.ui.transfer.link import CODEC, TransferView

PRESETS: tuple[Preset, ...] = (
    Preset(
        "few_examples",
        "Few examples of new digits",
        "v=1",
        "TODO",
    ),
)

TRANSFERS: Gallery[Transfer, TransferView] = Gallery(PRESETS, CODEC, topic="transfer")
