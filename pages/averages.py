"""Average a year of temperatures with several memories."""

from pages.ui import registry

registry.AVERAGES.show()
