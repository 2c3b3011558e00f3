"""Tests of training service."""
