"""What people do with schemes: one function for each verb."""

from sikao.office.rulebook.actions.approving import Paper, approve, approve_offline, refuse
from sikao.office.rulebook.actions.drafting import Drafted, draft, submit, withdraw
from sikao.office.rulebook.actions.sealing import seal

__all__ = [
    "Drafted",
    "Paper",
    "approve",
    "approve_offline",
    "draft",
    "refuse",
    "seal",
    "submit",
    "withdraw",
]
