"""What people do with amendments: one function for each verb."""

from sikao.office.amendments.actions.approving import (
    approve_amendment,
    approve_amendment_offline,
    refuse_amendment,
    submit_amendment,
    withdraw_amendment,
)
from sikao.office.amendments.actions.issuing import issue_amendment
from sikao.office.amendments.actions.proposing import Proposed, drop_amendment, propose_amendment
from sikao.office.amendments.actions.weighing import weigh_amendment

__all__ = [
    "Proposed",
    "approve_amendment",
    "approve_amendment_offline",
    "drop_amendment",
    "issue_amendment",
    "propose_amendment",
    "refuse_amendment",
    "submit_amendment",
    "weigh_amendment",
    "withdraw_amendment",
]
