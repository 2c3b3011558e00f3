"""What this is, and the course: the galleries of the pages, topic by topic."""

from pages.ui import home

home.HOME.show()
