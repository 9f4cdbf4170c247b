"""What a correction posts: each figure beside the one before, and since when the new one counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sikao.core.figures.forms import EntrySlot, SlotKey
from sikao.core.scheme import Scheme
from sikao.core.wording import Term
from sikao.office.cycle.duties import owed_by
from sikao.office.cycle.handing_in import known_of, new_figures
from sikao.office.cycle.judging import Judged
from sikao.office.cycle.models import Draft, Task
from sikao.office.ledger.facts import Key, Version


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of a correction's form. ``since`` is the checkpoint from which the new one counts.

    ``before`` is what stands; where it was ``returned`` and nothing stands, what was returned; ``None`` where
    nothing was ever reported. ``changed`` says that signing posts another version.
    """

    slot: EntrySlot
    before: Version | None
    returned: bool
    changed: bool
    since: Term | None


def changes_of(task: Task, draft: Draft, judged: Judged, at: datetime) -> dict[SlotKey, Change]:
    """Each figure that was reported before or is posted now, beside what the draft of a correction says.

    What counts as changed is what the act itself would post at this moment.
    """
    scheme, known = owed_by(task.digest).scheme, known_of(judged.form)
    posted = {figure.key: figure.since for figure in new_figures(task, draft, judged, known, at)}
    found = {}
    for slot in judged.form.slots:
        key: Key = (slot.unit, slot.indicator, slot.kind.value, str(slot.period))
        before = known.stands.get(key) or known.last.get(key)
        if before is not None or key in posted:
            since = _since(scheme, posted.get(key, ""))
            found[slot.key] = Change(slot, before, key not in known.stands, key in posted, since)
    return found


def _since(scheme: Scheme, code: str) -> Term | None:
    point = scheme.checkpoints.get(code)
    return None if point is None else Term(point.name, point.name_en or point.name)
