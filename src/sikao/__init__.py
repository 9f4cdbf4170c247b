"""Sikao 四考: the yearly comprehensive assessment of a city's districts, zones and departments."""

__version__ = "0.1.0"
