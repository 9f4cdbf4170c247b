"""The four ways in which an action is refused; each carries findings for the person who asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sikao.core.wording import Finding, Place, Severity


class Refusal(Exception):  # noqa: N818 -- a refusal is an answer, not an error of the program
    """An action was refused; nothing of it was kept but the refusal itself."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(finding.what("en") for finding in self.findings))

    @classmethod
    def of(cls, code: str, /, where: Place | None = None, **details: Any) -> Refusal:
        """A refusal with one finding; whole numbers among its details are written out."""
        words = {name: str(detail) if isinstance(detail, int) else detail for name, detail in details.items()}
        return cls((Finding(code, Severity.ERROR, where or Place(), words),))


class NotThere(Refusal):
    """There is nothing of that name that this person may see."""


class NotYou(Refusal):
    """The state would allow it, but not to this person."""


class NotNow(Refusal):
    """This person might do it, but not in this state or at this moment."""


class NotValid(Refusal):
    """What was handed in is wrong; the findings say where."""
