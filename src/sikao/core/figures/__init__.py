"""Numbers, units of measure, periods, absence and code ids, each with one parser; tidy tables of figures."""
