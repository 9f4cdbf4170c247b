"""How the tables of results came to be."""
