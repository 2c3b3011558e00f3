"""One step of an optimizer, taken apart."""

from pages.ui import registry

registry.STEP.show()
