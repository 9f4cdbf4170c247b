"""Amendments of a sealed scheme during its year (调整通知): drafted, weighed, approved, put in force."""
