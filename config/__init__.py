"""HOW THIS INSTALLATION IS SET UP: environment and logging."""
