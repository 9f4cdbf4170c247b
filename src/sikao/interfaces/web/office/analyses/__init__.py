"""Pages of what is worked out about a result: why it changed, and which places are still open."""
