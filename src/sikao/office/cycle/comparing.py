"""What a revision changes: the figure that stands beside the new one, and since when the new one counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sikao.core.figures.forms import EntryForm, EntrySlot, SlotKey
from sikao.core.wording import Term
from sikao.office.cycle.duties import owed
from sikao.office.cycle.handing_in import differs, known_of, since_of
from sikao.office.cycle.judging import Judged
from sikao.office.cycle.models import Draft, Task
from sikao.office.ledger.facts import Version


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that was reported before. ``since`` is the checkpoint from which the new one counts."""

    slot: EntrySlot
    before: Version
    changed: bool
    since: Term | None


def standing_in(form: EntryForm) -> dict[SlotKey, Version]:
    """The version of each figure of a form that stands now, by its slot."""
    known = known_of(form).stands
    return {
        slot.key: found
        for slot in form.slots
        if (found := known.get((slot.unit, slot.indicator, slot.kind.value, str(slot.period)))) is not None
    }


def changes_of(task: Task, draft: Draft, judged: Judged, at: datetime) -> dict[SlotKey, Change]:
    """Each figure of a task's form that stands, beside what its draft says."""
    scheme = owed(task.scheme).scheme
    found = {}
    for key, before in standing_in(judged.form).items():
        entered = judged.entries[key]
        slot = judged.form.slot(key)
        changed = entered.accepted and differs(entered, draft, before)
        point = scheme.checkpoints.get(since_of(scheme, entered, at)) if changed else None
        since = None if point is None else Term(point.name, point.name_en or point.name)
        if slot is not None:
            found[key] = Change(slot, before, changed, since)
    return found
