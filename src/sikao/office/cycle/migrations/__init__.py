"""How the tables of cycle came to be."""
