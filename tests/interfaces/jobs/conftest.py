"""Background work needs a home with its keys, and tables that may be emptied."""

from tests.office.ground import emptying, keys

__all__ = ["emptying", "keys"]
