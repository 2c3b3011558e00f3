"""Train the same network with several optimizers, side by side."""

from pages.ui import registry

registry.LAB.show()
