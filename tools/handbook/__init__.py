"""Makes the handbook's pages that are read off the program: findings, fields, units of measure, sheets."""
