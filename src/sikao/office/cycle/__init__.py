"""The year's reporting: who delivers what by when, who signs, who confirms."""
