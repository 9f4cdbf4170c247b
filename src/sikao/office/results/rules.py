"""Pure decisions about results: where a run or an analysis stands, and what is worked out about a result."""

from __future__ import annotations

from enum import StrEnum

from sikao.core.wording import Term

LONGEST = 500
"""Characters of a note."""


class RunState(StrEnum):
    """Where a run stands."""

    COMPUTING = "computing"
    READY = "ready"
    FAILED = "failed"

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _STATES[self]


_STATES = {
    RunState.COMPUTING: Term("正在测算", "computing"),
    RunState.READY: Term("已测算", "computed"),
    RunState.FAILED: Term("没有算成", "failed"),
}


class Asked(StrEnum):
    """What is worked out about an edition in the background."""

    CHANGE = "change"
    """Where the change of everyone's points and places since another result came from."""
    PLACES = "places"
    """Which places at the end of the year are still open to whom."""
