"""What changes with a hundred dimensions: critical points, and descents."""

from pages.ui import registry

registry.DIMENSIONS.show()
