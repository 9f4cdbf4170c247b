"""Benchmarks: the kernel beside other tools that do the same work, measured in one run."""
