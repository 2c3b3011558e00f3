"""Formulas and update rules that a person types: read without being evaluated as Python."""
