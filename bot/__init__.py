"""HOW PEOPLE REACH IT: platforms, commands, views, the clock."""
