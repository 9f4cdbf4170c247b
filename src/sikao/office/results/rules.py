"""Pure decisions about results: where a run stands."""

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
