"""The columnar kernel: the same scores as the exact calculator's, for what-if, exploration and scale."""
