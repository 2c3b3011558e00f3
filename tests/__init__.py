"""What the app promises, one file per promise."""

import os

os.environ.setdefault("RACE_PROGRAMS", "200")  # before it is read: so few are compiled twice
