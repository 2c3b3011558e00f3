"""Lay learning-rate schedules over each other, and try them in noise."""

from pages.ui import registry

registry.SCHEDULES.show()
