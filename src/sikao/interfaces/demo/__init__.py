"""The demonstration: a home in the middle of an assessment year, made by the same acts that people do."""
