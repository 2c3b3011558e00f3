"""What many dimensions change: of critical points, of a descent."""
