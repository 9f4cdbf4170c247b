"""Pages of schemes on their way from draft to sealed."""
