"""The same work done with other tools, as their users would write it."""
