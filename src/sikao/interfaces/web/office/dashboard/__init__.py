"""Charts of results for the office and leaders: the city, its groups, units and indicators."""
