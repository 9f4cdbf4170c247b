"""Uploading the changed scheme as a proposal, and giving an amendment up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from sikao.core.wording import Finding, has_errors
from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.amendments.actions.common import KIND, begin, described, move
from sikao.office.amendments.models import Amendment, Proposal
from sikao.office.amendments.queries import closed_to
from sikao.office.amendments.rules import State, check_reach, next_state
from sikao.office.amendments.telling import settle
from sikao.office.amendments.touching import misfits
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.files import row_for, store
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.models import StoredFile
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid
from sikao.office.rulebook.actions.common import ARCHIVE_NAME, SHEET, ZIP
from sikao.office.rulebook.checking import WORKBOOK, Checked
from sikao.office.rulebook.queries import Sealed, scheme_in, sealed
from sikao.office.rulebook.rules import check_text


@dataclass(frozen=True, slots=True)
class Proposed:
    """The amendment that a proposal belongs to, and what was found in it that is no error."""

    ref: str
    number: int
    findings: tuple[Finding, ...]


@action(Verb.AMENDMENT_DRAFT, KIND)
def propose_amendment(
    *,
    actor: Actor,
    at: datetime,
    scheme: str,
    checked: Checked,
    since: str,
    reason: str,
    amendment: str | None = None,
) -> Proposed:
    """Keep a changed scheme as the proposal of an amendment, or of a new one; it binds from ``since`` on.

    ``checked`` comes from the rulebook's ``check_upload``. ``NotValid`` with all findings for a scheme with
    errors, or one that is no version of this one; ``NotNow`` where a result of a checkpoint that it would
    reach was opened, or another amendment is under way.
    """
    capacity = authorise(actor, at, Verb.AMENDMENT_DRAFT, state=State.DRAFT.value)
    binding = sealed(scheme)
    if binding is None:
        raise NotThere.of("rulebook.not_sealed", scheme=scheme)
    why = check_text(reason, needed=True)
    if checked.scheme is None or has_errors(checked.findings):
        raise NotValid(checked.findings)
    found = misfits(scheme_in(binding), checked.scheme, since)
    if found:
        raise NotValid(found)
    check_reach(closed_to(scheme, since))
    row = _new(binding) if amendment is None else begin(actor, at, Verb.AMENDMENT_DRAFT, amendment).row
    next_state(State(row.state), Verb.AMENDMENT_DRAFT)
    files = _files(checked)
    proposal = _proposal(row, checked, binding, files)
    proposal.since, proposal.reason, proposal.uploaded_by = since, why, actor.person
    move(row, proposal=proposal.number)
    told = {"digest": proposal.digest, "since": since, "reason": why}
    subject = Subject(KIND, row.ref, capacity)
    write(
        actor=actor,
        at=at,
        verb=Verb.AMENDMENT_DRAFT.value,
        subject=subject,
        new=described(row) | told,
        rows=[proposal, *files],
    )
    return Proposed(row.ref, proposal.number, checked.findings)


@action(Verb.AMENDMENT_DROP, KIND, "amendment")
def drop_amendment(*, actor: Actor, at: datetime, amendment: str, reason: str) -> None:
    """Give up an amendment that is not submitted, with the reason; the version in force stays."""
    act = begin(actor, at, Verb.AMENDMENT_DROP, amendment)
    after, why = act.after, check_text(reason, needed=True)
    settle(act.row, at)
    act.close(after, act.step(reason=why))


def _new(binding: Sealed) -> Amendment:
    row = Amendment(scheme=binding.code, number=binding.number + 1)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise NotNow.of("amendment.under_way") from None
    return row


def _files(checked: Checked) -> list[StoredFile]:
    """What was uploaded, and its text form."""
    media = SHEET if checked.form == WORKBOOK else ZIP
    archive = checked.archive or b""
    return [
        row_for(store([checked.content]), checked.name, media),
        row_for(store([archive]), ARCHIVE_NAME, ZIP),
    ]


def _proposal(row: Amendment, checked: Checked, binding: Sealed, files: Sequence[StoredFile]) -> Proposal:
    return Proposal(
        amendment=row,
        number=row.proposal + 1,
        name=checked.name,
        form=checked.form,
        sha256=files[0].sha256,
        size=len(checked.content),
        archive_sha256=files[1].sha256,
        digest=checked.digest,
        follows=binding.digest,
    )
