"""Trainings of a network: settings, images, the compiled step, runs, how they ended."""
