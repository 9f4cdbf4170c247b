"""Organisations and their history, people, rights, sign-in."""
