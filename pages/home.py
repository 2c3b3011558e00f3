"""What this is, and the galleries of the pages."""

from pages.ui import home, registry

home.show(registry.PAGES)
