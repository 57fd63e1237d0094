"""Values to cards."""
