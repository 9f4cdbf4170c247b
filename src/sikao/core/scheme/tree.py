"""What a form of the scheme (text or workbook) is read into before its meaning is built: trees with places.

And the side table that remembers where every field was written, so that findings can name the line or cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sikao.core.wording import Place

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text; ``plain`` when it was written without quotes, ``broken`` when it was refused already."""

    text: str
    where: Place
    plain: bool = False
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Tree, ...]
    where: Place


@dataclass(frozen=True, slots=True)
class Keyed:
    """A mapping: every key is a scalar of its own, with its place, and occurs once."""

    entries: tuple[tuple[Scalar, Tree], ...]
    where: Place


Tree = Scalar | Sequence | Keyed


@dataclass(frozen=True, slots=True)
class Places:
    """Where each field was written, by its path: ``("scorecards", "districts", "nodes", "fai", "points")``.

    Nodes are listed under their scorecard by code, whatever their depth.
    """

    known: Mapping[Path, Place] = field(default_factory=dict, hash=False)

    def at(self, *path: str | int) -> Place:
        """The place of a field, else of the nearest thing around it, else the path alone."""
        for length in range(len(path), 0, -1):
            place = self.known.get(path[:length])
            if place is not None:
                return place
        return Place(path=".".join(str(part) for part in path) or None)


NO_PLACES = Places()
