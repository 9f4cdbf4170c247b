"""How the tables of groundwork came to be."""
