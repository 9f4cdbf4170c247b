"""The result of the demonstration's first quarter: given to the units, objected to, approved, published.

All of it is invented, and says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sikao.interfaces.demo.papers import bring_out
from sikao.interfaces.demo.people import Cast
from sikao.office.groundwork.clock import CITY
from sikao.office.results import actions
from sikao.office.results.editions import edition, silent_units
from sikao.office.results.queries import runs

GIVEN = datetime(2020, 4, 30, 10, tzinfo=CITY)
SUBMITTED = datetime(2020, 5, 12, 9, tzinfo=CITY)
OBJECTS = "laixi"
FIGURE = "laixi/fixed_assets/growth/2020-01..03"
CLAIMED = "-11.4"
REASON = "个别项目的投资额应计入一季度（示例）。"
RULING = "经统计部门核对，该项目四月才形成投资额，维持原数（示例）。"
SILENT = ("pingdu", "special_four")
"""Units that let the days for replies pass."""


@dataclass(slots=True)
class Announcing:
    """Brings the result of a checkpoint on, step by step, on the days of the story."""

    scheme: str
    cast: Cast
    later: Callable[[datetime | None], datetime]
    work: Callable[[], object]
    edition: str = ""
    announced: bool = False

    def until(self, moment: datetime) -> None:
        """What happens about the result of the first quarter before a moment, once its run is there."""
        run = next((view for view in runs(self.scheme) if view.checkpoint == "q1"), None)
        if run is not None and not self.edition and moment >= GIVEN:
            self.edition = actions.open_edition(actor=self.cast["office"], at=self.later(None), run=run.ref)
            self._give()
        if self.edition and not self.announced and moment >= SUBMITTED:
            self.announced = True
            self._announce()

    def _give(self) -> None:
        """The units have it: one objects and loses, some say nothing, the others agree."""
        ref, office = self.edition, self.cast["office"]
        actions.give_edition(actor=office, at=self.later(GIVEN), edition=ref)
        self._object(ref)
        for unit in silent_units(edition(ref)):
            if unit not in SILENT:
                signer = self.cast[f"{unit}.signer"]
                actions.agree_to_edition(actor=signer, at=self.later(None), edition=ref, unit=unit)

    def _announce(self) -> None:
        """Two approve it; the units then see places, the public nothing."""
        ref, office, director = self.edition, self.cast["office"], self.cast["director"]
        at = self.later(SUBMITTED)
        actions.submit_edition(actor=office, at=at, edition=ref, units="ranks", public="nothing")
        bound = edition(ref).bound
        for approver in (director, self.cast["leader"]):
            actions.approve_edition(actor=approver, at=self.later(None), edition=ref, bound=bound)
        actions.publish_edition(actor=director, at=self.later(None), edition=ref, bound=bound)
        bring_out(self.cast, self.later, self.work, ref)

    def _object(self, ref: str) -> None:
        """One unit objects, and loses."""
        signer, director = self.cast[f"{OBJECTS}.signer"], self.cast["director"]
        made = actions.raise_objection(
            actor=signer,
            at=self.later(None),
            edition=ref,
            unit=OBJECTS,
            node="fai",
            figure=FIGURE,
            claimed=CLAIMED,
            reason=REASON,
        )
        actions.reject_objection(actor=director, at=self.later(None), objection=made, reason=RULING)
