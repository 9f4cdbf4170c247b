"""How the tables of rulebook came to be."""
