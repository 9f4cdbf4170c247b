"""What the tests of the office share: a prepared home, and tables that may be emptied."""

from tests.office.ground import emptying, keys

__all__ = ["emptying", "keys"]
