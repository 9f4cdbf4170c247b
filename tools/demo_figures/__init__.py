"""Makes the figures of the demonstration year: the same bytes in every run, from a fixed seed.

Figures that were published carry their source; every other figure is synthetic, and says so as its source.
"""
