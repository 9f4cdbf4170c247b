"""Figures as reported and confirmed: appended, superseded, never changed."""
