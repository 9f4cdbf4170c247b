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
from sikao.core.figures.forms.pasting import parse_range, paste
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
    "figures_of",
    "is_counted",
    "parse_range",
    "paste",
    "understand",
    "understand_grid",
]
