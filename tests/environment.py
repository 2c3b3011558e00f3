"""What the app's modules and servers are told by the environment, in tests alone."""

import os

os.environ.setdefault("RACE_PROGRAMS", "200")  # few are compiled twice
os.environ.setdefault("WARM_UP", "0")  # a server compiles what it is asked for and no more
