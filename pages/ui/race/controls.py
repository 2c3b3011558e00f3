"""What only the controls of a race are built from."""

import inspect
import sys
from hashlib import blake2s
from typing import Any

from optim_core.formulas.expression import Expression
from optim_core.formulas.jets import jet
from optim_core.lane import STEPS_PER_EPOCH
from optim_core.plane.landscape import heights
from optim_core.plane.outcome import DescentThresholds
from optim_core.plane.race import RACE_PARAMETERS
from pages.ui.catalog import parameter
from pages.ui.race.heightmap import heightmap
from surfaces import SURFACES

THRESHOLDS = "window", "still", "hover", "near", "far"  # those of which the scoreboard tells


def controls() -> dict[str, Any]:
    """Its parameters; where verdicts draw their lines; an epoch; the version of the heights."""
    thresholds = DescentThresholds()
    return {
        "race": {each.key: parameter(each) for each in RACE_PARAMETERS.values()},
        "limits": {name: getattr(thresholds, name) for name in THRESHOLDS},
        "steps_per_epoch": STEPS_PER_EPOCH,
        "heightmap_version": heightmap_version(),
    }


def heightmap_version() -> str:
    """A name for how heights are made: part of their address, as browsers keep them for ever."""
    makers = heights, heightmap, jet, Expression
    made_by = [inspect.getsource(sys.modules[maker.__module__]) for maker in makers]
    code = "".join([*made_by, *(entry.code for entry in SURFACES.values())])
    return blake2s(code.encode(), digest_size=6).hexdigest()
