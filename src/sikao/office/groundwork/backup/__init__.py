"""Backups: one locked file that holds everything an installation keeps, taken while it runs."""
