"""REGISTER of formats: bytes to sources."""
