"""The command line: a command translates its words into one call of the library and prints the answer."""

from sikao.interfaces.cli.program import main

__all__ = ["main"]
