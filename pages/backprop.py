"""The backward pass through a computation graph, node by node."""

from pages.ui import registry

registry.BACKPROP.show()
