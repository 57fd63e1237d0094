"""Full-text search over two databases behind one small set of functions."""
