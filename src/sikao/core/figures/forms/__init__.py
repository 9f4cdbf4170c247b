"""Forms in which figures are entered: what a form asks, and what the texts in its cells say."""

from sikao.core.figures.forms.entered import Entered, Entries, Reply, figures_of
from sikao.core.figures.forms.form import (
    USUAL_ABSENCES,
    Column,
    Earlier,
    EntryForm,
    EntrySlot,
    Position,
    SlotKey,
    is_counted,
)
from sikao.core.figures.forms.grid import understand_grid
from sikao.core.figures.forms.marked import mark_form
from sikao.core.figures.forms.pasting import parse_range, paste
from sikao.core.figures.forms.returned import read_form, scan_form
from sikao.core.figures.forms.stamp import Stamp, read_stamp, token_of
from sikao.core.figures.forms.template import form_limits, write_form
from sikao.core.figures.forms.understanding import understand

__all__ = [
    "USUAL_ABSENCES",
    "Column",
    "Earlier",
    "Entered",
    "Entries",
    "EntryForm",
    "EntrySlot",
    "Position",
    "Reply",
    "SlotKey",
    "Stamp",
    "figures_of",
    "form_limits",
    "is_counted",
    "mark_form",
    "parse_range",
    "paste",
    "read_form",
    "read_stamp",
    "scan_form",
    "token_of",
    "understand",
    "understand_grid",
    "write_form",
]
