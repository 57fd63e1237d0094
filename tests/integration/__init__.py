"""Parts together: files, databases, processes."""
