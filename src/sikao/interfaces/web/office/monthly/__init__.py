"""Pages of the monthly review: the months, one month's sheet, its decisions."""
