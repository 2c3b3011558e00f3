"""The words of the choices above the lab."""

from optim_core.network.datasets import DATASET_SPECS

PRESET = "A training from the gallery"
DATASET = "Images"
DATASETS = {spec.name: spec.label.partition(",")[0] for spec in DATASET_SPECS.values()}
VIEW = {
    "axis": "The curves over",
    "loss": "Loss scale",
    "accuracy": "Accuracy scale",
}
VIEW_OPTIONS = {
    "axis": {"epochs": "Epochs", "steps": "Steps", "examples": "Examples", "seconds": "Seconds"},
    "loss": {"log": "Log loss", "linear": "Linear loss"},
    "accuracy": {"linear": "Accuracy", "log": "Log errors"},
}
