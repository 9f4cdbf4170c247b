"""Looking at figures and receipts by right: what a person may not see is not there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

import polars as pl
from django.db.models import QuerySet

from sikao.core.wording import Term
from sikao.office.accounts.queries import Names, authorise, names_on, successors
from sikao.office.accounts.rights.deciding import Concerned
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.decisions import visible_decisions
from sikao.office.cycle.duties import owed
from sikao.office.cycle.models import Task
from sikao.office.cycle.queries import (
    decision_label,
    opened_years,
    verification_view,
    visible_confirmations,
    visible_tasks,
    visible_verifications,
)
from sikao.office.cycle.telling import what_of
from sikao.office.cycle.views import VerificationView
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import head
from sikao.office.groundwork.receipts import Receipt, receipt_of
from sikao.office.groundwork.refusals import NotThere, NotYou
from sikao.office.ledger.facts import Key, Version
from sikao.office.ledger.queries import providers_of, reached, sent, versions, versions_in
from sikao.office.ledger.searching import Search, figures_found

VISIBLE: Mapping[str, Callable[[Actor, datetime], QuerySet[Any]]] = {
    "task": visible_tasks,
    "confirmation": visible_confirmations,
    "verification": visible_verifications,
    "decision": visible_decisions,
}


def refs_in_sight(actor: Actor, at: datetime, kind: str, refs: Collection[str]) -> frozenset[str]:
    """Which tasks, checks, verifications or decisions a person may see of some; ``kind`` as journaled."""
    return frozenset(VISIBLE[kind](actor, at).filter(ref__in=refs).values_list("ref", flat=True))


def named_in_sight(actor: Actor, at: datetime, kind: str, refs: Collection[str]) -> dict[str, Term]:
    """By reference what those tasks, checks, verifications or decisions are about that a person may see.

    ``kind`` as journaled; a kind that the cycle does not have gives nothing.
    """
    if kind == "decision":
        found = visible_decisions(actor, at).filter(ref__in=refs)
        return {row.ref: decision_label(row.through) for row in found}
    tasks = _tasks_of(actor, at, kind, refs) if kind in VISIBLE else {}
    names = names_on(day_of(at), frozenset(task.organisation for task in tasks.values()))
    return {ref: _about(task, names) for ref, task in tasks.items()}


def _tasks_of(actor: Actor, at: datetime, kind: str, refs: Collection[str]) -> dict[str, Task]:
    if kind == "task":
        return {row.ref: row for row in visible_tasks(actor, at).filter(ref__in=refs)}
    if kind == "confirmation":
        return {row.ref: row.task for row in visible_confirmations(actor, at).filter(ref__in=refs)}
    return {row.ref: row.task for row in visible_verifications(actor, at).filter(ref__in=refs)}


def _about(task: Task, names: Mapping[str, Names]) -> Term:
    what, whose = what_of(task), names.get(task.organisation, Names(task.organisation, task.organisation))
    return Term(f"{whose.zh} {what.zh}", f"{whose.en}: {what.en}")


def versions_for(actor: Actor, at: datetime, key: Key) -> list[Version]:
    """Every version of one figure, in the order of recording; ``NotThere`` for who may not see it.

    Right comes before content: whoever may not see a figure learns nothing from the work that it makes.
    """
    providers, moved = providers_of(key), successors(day_of(at))
    concerned = Concerned(
        own=frozenset({key[0]}),
        provider=providers | {moved[code] for code in providers if code in moved},
        verifies=_verifiers(key[1].partition("/")[0]),
    )
    _let(actor, at, Verb.FIGURE_VIEW, concerned, "/".join(key))
    found = versions({key})
    if not found:
        raise NotThere.of("task.not_there", ref="/".join(key))
    return found


def figures_for(
    actor: Actor, at: datetime, scheme: str, seq: int | None, page: int, size: int
) -> tuple[int, pl.DataFrame, int]:
    """A page of the figures as of an entry of the journal, and how many there are; for who may take out all.

    ``None`` is the last entry; one that is still to come raises ``NotValid``: what it says is not known.
    """
    authorise(actor, at, Verb.FIGURE_EXPORT)
    limit = head()[0] if seq is None else reached(seq)
    return limit, *figures_found(Search(owed(scheme).scheme), limit, page, size)


def receipt_for(actor: Actor, at: datetime, submission: str) -> Receipt:
    """The receipt of what was handed in; ``NotThere`` for who may not have it."""
    found = sent(submission)
    if found is None:
        raise NotThere.of("task.not_there", ref=submission)
    concerned = Concerned(own=frozenset({found.organisation}))
    _let(actor, at, Verb.RECEIPT_VIEW, concerned, submission)
    return receipt_of(found.seq)


def _let(actor: Actor, at: datetime, verb: Verb, concerned: Concerned, ref: str) -> None:
    try:
        authorise(actor, at, verb, concerned)
    except NotYou:
        raise NotThere.of("task.not_there", ref=ref) from None


def _verifiers(item: str) -> frozenset[str]:
    """Who verifies an item, by any of the schemes whose reporting was opened."""
    items = [owed(code).scheme.items.get(item) for code in opened_years()]
    return frozenset(found.verified_by for found in items if found is not None and found.verified_by)


def versions_to_verify(actor: Actor, at: datetime, ref: str) -> tuple[VerificationView, list[Version]]:
    """A verification and the figures that it is about, decided ones too; raises ``NotThere``."""
    view = verification_view(actor, at, ref)
    items = owed(Task.objects.get(pk=view.task).scheme).scheme.items
    found = versions_in(view.submission)
    return view, [one for one in found if items[one.indicator.partition("/")[0]].verified_by == view.verifier]
