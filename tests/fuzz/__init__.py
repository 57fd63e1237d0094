"""The fuzzing target and what it holds the readers to."""
