"""REGISTER of platforms."""
