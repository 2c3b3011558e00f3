"""What controls in a browser are built from: everything that may be set, and the galleries."""

import json

from optim_core import OPTIMIZERS, SCHEDULES
from optim_core.network.dataset_specs import DATASET_SPECS
from optim_core.network.settings import SETTINGS
from optim_core.network.training import TRAINING_PARAMETERS
from optim_core.plane.race import RACE_PARAMETERS
from pages.ui import registry
from pages.ui.catalog import catalog
from pages.ui.lab.gallery import TRAININGS
from pages.ui.race.gallery import RACES
from surfaces import SURFACES


def test_the_catalog_can_be_sent():
    sent = json.loads(json.dumps(catalog(registry.PAGES), allow_nan=False))
    assert list(sent["optimizers"]) == list(OPTIMIZERS)
    assert list(sent["schedules"]) == list(SCHEDULES)
    assert list(sent["surfaces"]) == list(SURFACES)
    assert list(sent["race"]) == list(RACE_PARAMETERS)
    assert list(sent["settings"]) == [p.key for p in SETTINGS.values()]
    assert list(sent["training"]) == [p.key for p in TRAINING_PARAMETERS.values()]
    parameters = [
        *(p for kind in ("optimizers", "schedules", "surfaces") for each in sent[kind].values()
          for p in each["parameters"]),
        *(p for kind in ("race", "settings", "training") for p in sent[kind].values()),
        sent["shared_lr"],
    ]  # fmt: skip
    for parameter in parameters:
        assert parameter["label"]
        assert ("low" in parameter) + bool(parameter["options"]) + ("longest" in parameter) == 1
        named = [option for option in parameter["options"] if isinstance(option, str)]
        assert list(parameter["texts"]) == named


def test_the_galleries_and_data_sets_are_in_it():
    sent = catalog(registry.PAGES)
    for name, gallery in (("race", RACES), ("lab", TRAININGS)):
        assert [each["query"] for each in sent["galleries"][name]] == [
            preset.query for preset in gallery.presets
        ]
        assert all(each["title"] and each["observe"] for each in sent["galleries"][name])
    assert {name: each["training"] for name, each in sent["datasets"].items()} == {
        name: source.training for name, source in DATASET_SPECS.items()
    }
