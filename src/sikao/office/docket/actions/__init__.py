"""What people do about the docket: one function for each verb."""

from sikao.office.docket.actions.announcing import announce_applications, object_to_notice
from sikao.office.docket.actions.applying import (
    apply_for_bonus,
    bring_deduction,
    resubmit_application,
    withdraw_application,
)
from sikao.office.docket.actions.closing import close_docket, reopen_docket
from sikao.office.docket.actions.deciding import (
    confirm_decision,
    decide_application,
    decide_application_offline,
    send_decision_back,
)
from sikao.office.docket.actions.examining import (
    examine_application,
    reexamine_application,
    return_application,
)
from sikao.office.docket.actions.exporting import export_docket

__all__ = [
    "announce_applications",
    "apply_for_bonus",
    "bring_deduction",
    "close_docket",
    "confirm_decision",
    "decide_application",
    "decide_application_offline",
    "examine_application",
    "export_docket",
    "object_to_notice",
    "reexamine_application",
    "reopen_docket",
    "resubmit_application",
    "return_application",
    "send_decision_back",
    "withdraw_application",
]
