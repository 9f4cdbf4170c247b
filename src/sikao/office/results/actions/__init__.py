"""What people do about results: one function for each verb."""

from sikao.office.results.actions.analysing import ask_analysis, keep_analysis
from sikao.office.results.actions.approving import (
    approve_edition,
    approve_edition_offline,
    refuse_edition,
    submit_edition,
    take_back_edition,
)
from sikao.office.results.actions.exporting import export_run
from sikao.office.results.actions.opening import drop_edition, give_edition, open_edition, rerun_edition
from sikao.office.results.actions.publishing import publish_edition, withdraw_edition
from sikao.office.results.actions.replying import agree_to_edition, raise_objection, withdraw_objection
from sikao.office.results.actions.ruling import reject_objection, uphold_objection
from sikao.office.results.actions.running import ask_run, keep_run, refuse_run

__all__ = [
    "agree_to_edition",
    "approve_edition",
    "approve_edition_offline",
    "ask_analysis",
    "ask_run",
    "drop_edition",
    "export_run",
    "give_edition",
    "keep_analysis",
    "keep_run",
    "open_edition",
    "publish_edition",
    "raise_objection",
    "refuse_edition",
    "refuse_run",
    "reject_objection",
    "rerun_edition",
    "submit_edition",
    "take_back_edition",
    "uphold_objection",
    "withdraw_edition",
    "withdraw_objection",
]
