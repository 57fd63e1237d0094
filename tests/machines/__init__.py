"""State machines: random lives of a whole store, held against a model that knows nothing of it."""
