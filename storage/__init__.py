"""WHAT WE KEEP: the only room that knows SQL."""
