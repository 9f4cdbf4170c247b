"""How units stand in a result and in those published before it, by the books as they were announced."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from django.urls import reverse

from sikao.core.scheme.resolving import Resolved
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.results.standing import Row, RowKey, Standing, index_rows
from sikao.office.results.editions import EditionView, editions
from sikao.office.results.keeping import kept_book
from sikao.office.results.stages import State
from sikao.office.rulebook.queries import scheme_with


class EditionStanding(Standing):
    """How units stand in an edition; every address leads to another page of its charts.

    Earlier checkpoints stand as they were published, and those that were not have no places.
    """

    edition: str

    def address(self, view: str, **parts: str) -> str:
        """The address of a page of the dashboard; of a table that is its group's."""
        pages = {"unit": "dashboard-unit", "explanation": "dashboard-point"}
        return reverse(pages.get(view, "dashboard-group"), kwargs={"ref": self.edition, **parts})

    def indicator_address(self, group: str, node: str) -> str:
        """The page of one indicator over all units of a group."""
        return reverse("dashboard-node", kwargs={"ref": self.edition, "group": group, "node": node})


def standing_of(view: EditionView) -> EditionStanding:
    """An edition with the results published before it."""
    scheme = scheme_with(view.digest)
    rows: dict[RowKey, Row] = {}
    for shown in (*_earlier(view), view):
        rows |= _rows(shown.book_sha256, shown.checkpoint)
    found = EditionStanding(Resolved(scheme), rows, view.checkpoint, language())
    found.edition = view.ref
    return found


def _earlier(view: EditionView) -> list[EditionView]:
    """The published results of earlier checkpoints."""
    through = {code: point.through for code, point in scheme_with(view.digest).checkpoints.items()}
    return [
        other
        for other in editions(view.scheme)
        if other.state is State.PUBLISHED and through[other.checkpoint] < through[view.checkpoint]
    ]


@lru_cache(maxsize=12)
def _rows(book_sha256: str, checkpoint: str) -> Mapping[RowKey, Row]:
    """The rows of a kept book, which never change, at its own checkpoint."""
    return index_rows(kept_book(book_sha256).at(checkpoint).iter_rows(named=True))
