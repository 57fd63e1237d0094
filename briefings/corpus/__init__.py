"""The documents and the curated calendar that the product ships."""
