"""Room: library."""
