"""How fast it is. `make bench` prints it, as ratios where it can; nothing here passes or fails."""

import os

os.environ.setdefault("RACE_PROGRAMS", "")  # the app's own number, not that of the tests
