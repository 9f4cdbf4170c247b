"""Reading plain JSON data by path, so that whatever is wrong is said with its place."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from .errors import CalculationError
from .rounding import parse_number


class Entry:
    """A JSON value and the path that leads to it."""

    __slots__ = ("path", "value")

    def __init__(self, value: Any, path: str) -> None:
        self.value = value
        self.path = path

    def error(self, what: str) -> CalculationError:
        return CalculationError(self.path, what)

    def __getitem__(self, key: str) -> Entry:
        self._expect(dict, "an object")
        if key not in self.value:
            raise self.error(f"{key!r} is missing")
        return Entry(self.value[key], f"{self.path}.{key}")

    def get(self, key: str) -> Entry | None:
        """The field, or None when it is missing or null."""
        self._expect(dict, "an object")
        return None if self.value.get(key) is None else self[key]

    def items(self) -> Iterator[tuple[str, Entry]]:
        self._expect(dict, "an object")
        return ((str(key), Entry(value, f"{self.path}.{key}")) for key, value in self.value.items())

    def __iter__(self) -> Iterator[Entry]:
        if not isinstance(self.value, list | tuple):
            raise self.error("a list is expected")
        return (Entry(value, f"{self.path}[{n}]") for n, value in enumerate(self.value))

    def text(self) -> str:
        self._expect(str, "a text")
        return str(self.value)

    def texts(self) -> tuple[str, ...]:
        return tuple(item.text() for item in self)

    def one_of(self, *choices: str) -> str:
        text = self.text()
        if text not in choices:
            raise self.error(f"{text!r} is none of {', '.join(choices)}")
        return text

    def flag(self) -> bool:
        self._expect(bool, "true or false")
        return bool(self.value)

    def whole(self) -> int:
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise self.error("a whole number is expected")
        return self.value

    def within(self, low: int, high: int) -> int:
        """A whole number between two bounds, both included."""
        if not low <= self.whole() <= high:
            raise self.error(f"a whole number from {low} to {high} is expected")
        return self.whole()

    def number(self) -> Fraction:
        """A decimal or fraction written as text."""
        value = parse_number(self.text())
        if value is None:
            raise self.error(f"{self.value!r} is no number")
        return value

    def _expect(self, kind: type, name: str) -> None:
        if not isinstance(self.value, kind):
            raise self.error(f"{name} is expected")


def optional_text(entry: Entry, key: str) -> str | None:
    """The text under a key that may be missing or null."""
    field = entry.get(key)
    return None if field is None else field.text()


def optional_number(entry: Entry, key: str) -> Fraction | None:
    """The number under a key that may be missing or null."""
    field = entry.get(key)
    return None if field is None else field.number()
