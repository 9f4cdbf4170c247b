"""Pages of results on their way: the office's, the units' own, objections and rulings, what is published."""
