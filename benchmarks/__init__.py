"""How fast it is and what it takes, one file per promise."""

import os

os.environ.setdefault("RACE_PROGRAMS", "")  # the app's own number, not that of the tests
