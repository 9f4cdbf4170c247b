"""How the tables of amendments came to be."""
