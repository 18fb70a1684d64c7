"""What the benchmarks share: time that jumps, a world with enough work in it, a table of figures."""
