"""What is fast and how fast, beside a named peer in the same run."""
