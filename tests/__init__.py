"""What the app promises, one file per promise."""
