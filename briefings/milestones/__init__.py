"""REGISTER of milestone rules: entries to days worth telling."""
