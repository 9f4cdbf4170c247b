"""The journal against the heads that the witness file noted outside the database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sikao.core.wording import Finding, Place, Severity
from sikao.office.groundwork.journal import witness
from sikao.office.groundwork.journal.witness import Line, WitnessError

PLACE = Place(file="witness.log")


class Witnessed:
    """Walks along the witness file while the entries go by; ``found`` grows on the way."""

    def __init__(self, path: Path) -> None:
        self.found: list[Finding] = []
        self.last = 0
        self._lines = self._readable(path)
        self._next = next(self._lines, None)
        self._unseen: Line | None = None

    def meet(self, seq: int, sha256: str) -> None:
        """An entry goes by."""
        while self._next is not None and self._next.seq <= seq:
            line = self._next
            if line.committed and line.seq == seq and line.sha256 != sha256:
                self.found.append(Finding("home.witness_differs", Severity.ERROR, PLACE, {"seq": str(seq)}))
            self._next = next(self._lines, None)

    def finish(self, head: int) -> None:
        """All entries went by; ``head`` is the number of the last one by now."""
        while self._next is not None:
            if self._next.committed:
                self._unseen = self._next
            self._next = next(self._lines, None)
        seen = self._unseen
        if seen is not None and seen.seq > head:
            told = {"head": str(head), "witness": str(seen.seq), "at": seen.at}
            self.found.append(Finding("home.rolled_back", Severity.ERROR, PLACE, told))
        if self.last < head:
            told = {"head": str(head), "witness": str(self.last)}
            self.found.append(Finding("home.witness_behind", Severity.ERROR, PLACE, told))

    def _readable(self, path: Path) -> Iterator[Line]:
        try:
            for line in witness.lines(path):
                self.last = max(self.last, line.seq)
                yield line
        except (WitnessError, OSError) as error:
            told = {"reason": str(error)}
            self.found.append(Finding("home.witness_broken", Severity.ERROR, PLACE, told))
