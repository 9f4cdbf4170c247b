"""The command line: every command translates its words into one call of the library and prints what comes back."""

from sikao.interfaces.cli.program import main

__all__ = ["main"]
