"""How fast it is. `make bench` prints it, as ratios where it can; nothing here passes or fails."""
