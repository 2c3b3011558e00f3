"""Descents on a surface: the compiled loop, races, landscapes, how a run ended."""
