"""The README's examples run as they stand there; its pages and its map are those that there are."""

import re
from pathlib import Path
from typing import Annotated

import jax
import jax.numpy as jnp
import numpy as np

from optim_core.catalog import Choice
from optim_core.declare import optimizer
from optim_core.lane import Lane
from optim_core.optimizers.first_order import no_memory
from optim_core.optimizers.hyperparameters import LearningRate
from optim_core.parameters import Range, Text, parameters_of
from optim_core.plane.race import Race, solve
from pages.ui.registry import PAGES
from surfaces import SURFACES

README = Path(__file__).parents[2] / "README.md"
EXAMPLES = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
NOTEBOOK, TRAINED, ADDED, ANNOTATED = EXAMPLES


def test_the_notebook_example_runs():
    names: dict = {}
    exec(NOTEBOOK, names)
    assert names["adam"].x.shape == (301, 2)
    assert names["momentum"].value[-1] < names["momentum"].value[0]


def test_the_training_example_runs():
    names: dict = {}
    exec(TRAINED, names)
    assert names["progress"].lanes[0].test_accuracy[-1] > 0.5


def test_an_optimizer_is_added_by_one_function():
    names = {
        "optimizer": optimizer,
        "no_memory": no_memory,
        "LearningRate": LearningRate,
        "jax": jax,
        "jnp": jnp,
    }
    exec(ADDED, names)
    added = names["sign_descent"]
    assert [parameter.name for parameter in added.parameters] == ["lr"]
    (path,) = solve(Race(Choice.of(SURFACES["quadratic"]), (Lane(Choice.of(added, lr=0.5)),)))
    assert np.abs(path.x[1] - path.x[0]).tolist() == [0.5, 0.5]


def test_a_hyperparameter_is_declared_by_its_annotation():
    names: dict = {"Annotated": Annotated, "Range": Range, "Text": Text}
    exec(ANNOTATED, names)

    def step(f, x, state, t, *, growth=1.2): ...

    step.__annotations__["growth"] = names["Growth"]
    (growth,) = parameters_of(step)
    assert (growth.range, growth.label) == (Range(1.0, 3.0), "Growth η⁺")
    assert growth.help == "what a step is multiplied by while the sign stays"


def test_every_page_is_told_of():
    told = re.findall(r"^\| `/(\w+)` \|", README.read_text("utf-8"), re.MULTILINE)
    assert told == [page.path for page in PAGES]


def test_the_map_is_the_tree():
    """All that it names exists; nothing of the first two levels is missing."""
    _, _, readme = README.read_text("utf-8").partition("## Map of the code")
    rows = re.findall(r"^\| (`.*?) \|", readme, re.MULTILINE)
    root, named = README.parent, set()
    for row in rows:
        folder = root
        for name in re.findall(r"`([^`]+)`", row):
            if name == "pages/ui/<name>/":
                named |= {root / "pages" / "ui" / page.name for page in PAGES}
                continue
            here = root / name if "/" in name or name == "app.py" else folder / name
            assert here.exists(), name
            named.add(here)
            folder = here.parent
    for folder in ("optim_core", "pages/ui"):
        there = {path for path in (root / folder).iterdir() if not path.name.startswith("__")}
        assert not there - named
