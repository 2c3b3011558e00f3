"""Trainings of the gallery, a file a subject: one statement a training."""
