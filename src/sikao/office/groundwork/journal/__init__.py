"""The journal: what was done, by whom, in one chain that nobody can rewrite unnoticed."""

from sikao.office.groundwork.journal.writing import Subject, head, waiting_counted, write, write_refusal

__all__ = ["Subject", "head", "waiting_counted", "write", "write_refusal"]
