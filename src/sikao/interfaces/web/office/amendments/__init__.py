"""Pages of amendments of a sealed scheme: on their way, in force, and the versions that they made."""
