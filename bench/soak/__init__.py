"""Long runs with real processes that are killed, frozen and cut off, and a count of what arrived."""
