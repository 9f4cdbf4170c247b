"""How the tables of papers came to be."""
