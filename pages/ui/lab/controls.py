"""What only the controls of the lab are built from."""

from typing import Any

from optim_core.network.dataset_specs import DATASET_SPECS
from optim_core.network.settings import MAX_LAYERS, SETTINGS
from optim_core.network.training import MAX_SEEDS, TRAINING_PARAMETERS
from pages.ui.catalog import parameter


def controls() -> dict[str, Any]:
    """Its parameters and the data sets."""
    return {
        "settings": {each.key: parameter(each) for each in SETTINGS.values()},
        "training": {each.key: parameter(each) for each in TRAINING_PARAMETERS.values()},
        "datasets": {
            name: {
                "label": each.label.partition(",")[0],
                "title": each.label,
                "training": each.training,
            }
            for name, each in DATASET_SPECS.items()
        },
        "max_layers": MAX_LAYERS,
        "max_seeds": MAX_SEEDS,
    }
