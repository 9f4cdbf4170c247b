"""The pure library: a scheme and figures in, scores and their explanation out; no clock, chance, network or framework."""
