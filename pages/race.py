"""Race several optimizers on one surface."""

from pages.ui import registry

registry.RACE.show()
