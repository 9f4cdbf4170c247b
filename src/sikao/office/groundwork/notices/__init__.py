"""Notices: what a person should know, inside the system; reminders outside it are off unless asked for."""
