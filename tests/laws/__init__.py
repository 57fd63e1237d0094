"""What every card of any words keeps to, a file for each platform."""
