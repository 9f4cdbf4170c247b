"""What people, and the program by rule, do in the year's reporting."""

from sikao.office.cycle.actions.arranging import record_working_days
from sikao.office.cycle.actions.confirming import answer_dispute, check_figures
from sikao.office.cycle.actions.deciding import (
    carry_decision,
    close_decision,
    make_decision,
    tell_decision,
    withdraw_decision,
)
from sikao.office.cycle.actions.drafting import attach, detach, save_draft
from sikao.office.cycle.actions.escalating import escalate_lateness
from sikao.office.cycle.actions.exporting import (
    export_board,
    export_briefings,
    export_figures,
    export_page,
    export_review,
)
from sikao.office.cycle.actions.history import take_over_history
from sikao.office.cycle.actions.opening import move_tasks, open_year
from sikao.office.cycle.actions.paper import record_paper
from sikao.office.cycle.actions.reviewing import ask_explanation, hold_review
from sikao.office.cycle.actions.revising import (
    ask_correction,
    drop_revision,
    open_revision,
    withdraw_correction,
)
from sikao.office.cycle.actions.signing import return_task, sign_task
from sikao.office.cycle.actions.submitting import submit_task, take_back
from sikao.office.cycle.actions.timing import extend_task, record_silence
from sikao.office.cycle.actions.verifying import verify_figures

__all__ = [
    "answer_dispute",
    "ask_correction",
    "ask_explanation",
    "attach",
    "carry_decision",
    "check_figures",
    "close_decision",
    "detach",
    "drop_revision",
    "escalate_lateness",
    "export_board",
    "export_briefings",
    "export_figures",
    "export_page",
    "export_review",
    "extend_task",
    "hold_review",
    "make_decision",
    "move_tasks",
    "open_revision",
    "open_year",
    "record_paper",
    "record_silence",
    "record_working_days",
    "return_task",
    "save_draft",
    "sign_task",
    "submit_task",
    "take_back",
    "take_over_history",
    "tell_decision",
    "verify_figures",
    "withdraw_correction",
    "withdraw_decision",
]
