"""What we descend: loss surfaces with their box, start, minima and source."""

from optim_core.catalog import Surface
from optim_core.declare import entries_in
from surfaces import convex, multimodal, saddles, typed, valleys

SURFACES = entries_in(Surface, [convex, valleys, saddles, multimodal, typed])
