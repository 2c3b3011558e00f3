"""The races of the gallery, a file a part of the course: one statement a race."""
