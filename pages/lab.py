"""Train the same network with several optimizers, side by side."""

from pages.ui import component, explanations
from pages.ui.lab import link

shown = component.LAB.show()
training = link.read(component.address())[0]
explanations.show(
    explanations.named(shown) if shown else explanations.entries_of(None, training.lanes)
)
