"""Put to use on other digits what was learnt on some."""

from pages.ui import registry

registry.TRANSFER.show()
