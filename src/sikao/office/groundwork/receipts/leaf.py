"""A row in a receipt."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Leaf:
    """One row: its place in the entry, its canonical text, and the hashes (hexadecimal) up to both roots."""

    position: int
    text: str
    path_sha256: tuple[str, ...]
    path_sm3: tuple[str, ...]

    @property
    def file(self) -> str:
        """The row's name in the ZIP; people count from 1."""
        return f"leaf-{self.position + 1}.json"
