"""Pages of any two books beside each other."""
