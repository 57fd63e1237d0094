"""WHAT WE KNOW: pure values and functions; no socket, no database, no clock."""
