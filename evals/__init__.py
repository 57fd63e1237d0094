"""How right it is, on labelled data."""
