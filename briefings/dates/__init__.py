"""Expressions of time to values, one file per family."""
