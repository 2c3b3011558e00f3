"""Tests of plane."""
