"""Reports of other shapes, by other invented municipalities."""
