"""The pure library: a scheme and figures in, scores and explanations out; no clock, network or framework."""
