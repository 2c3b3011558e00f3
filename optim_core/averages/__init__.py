"""Averages of a series that forget: what momentum is to gradients, of a year's temperatures."""
