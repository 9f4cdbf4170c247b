"""Background work: which functions do it, and the processes that it runs in."""
