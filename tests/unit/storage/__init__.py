"""The shelves, each on both databases."""
