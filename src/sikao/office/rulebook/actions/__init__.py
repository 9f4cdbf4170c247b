"""What people do with schemes: one function for each verb."""

from sikao.office.rulebook.actions.approving import approve, approve_offline, refuse
from sikao.office.rulebook.actions.drafting import Drafted, draft, submit, withdraw
from sikao.office.rulebook.actions.sealing import seal
from sikao.office.rulebook.papers import Paper

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
