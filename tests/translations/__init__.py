"""Two languages: who gets which, and that nothing is missing in either."""
