"""What people do about results: one function for each verb."""

from sikao.office.results.actions.exporting import export_run
from sikao.office.results.actions.running import ask_run, keep_run, refuse_run

__all__ = ["ask_run", "export_run", "keep_run", "refuse_run"]
