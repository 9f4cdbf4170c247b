"""Uploading a version, submitting it for approval, taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError

from sikao.core.wording import Finding, Severity
from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.files import content_of, row_for, store
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.models import StoredFile
from sikao.office.groundwork.refusals import NotNow, NotValid
from sikao.office.rulebook.actions.common import (
    ARCHIVE_NAME,
    KIND,
    SHEET,
    SUBMITTED,
    WITHDRAWN,
    ZIP,
    begin,
    move,
)
from sikao.office.rulebook.archive import read_archive
from sikao.office.rulebook.checking import WORKBOOK, Checked, check_reading
from sikao.office.rulebook.models import Dossier, Version
from sikao.office.rulebook.queries import dossier_of
from sikao.office.rulebook.rules import (
    State,
    check_open,
    check_same,
    check_submittable,
    check_text,
    next_state,
)


@dataclass(frozen=True, slots=True)
class Drafted:
    """The scheme that a version went to, the version's number, and what was found in it."""

    ref: str
    number: int
    findings: tuple[Finding, ...]


@action(Verb.SCHEME_DRAFT, KIND)
def draft(
    *, actor: Actor, at: datetime, checked: Checked, note: str = "", scheme: str | None = None
) -> Drafted:
    """Keep a file as the next version: of the scheme named, of that with its code, or of a new one.

    ``checked`` comes from ``checking.check_upload``. A file with errors is kept too; a file that is no
    workbook and no archive is not (``NotValid``). ``NotNow`` where the scheme is no draft any more.
    """
    note = check_text(note)
    code = "" if checked.scheme is None else checked.scheme.code
    dossier = _dossier(scheme, code)
    capacity = authorise(actor, at, Verb.SCHEME_DRAFT, state=State.DRAFT.value)
    check_open(State(dossier.state), dossier.code)
    if any(finding.code in {"rulebook.form", "rulebook.too_large"} for finding in checked.findings):
        raise NotValid(checked.findings)
    if code and Dossier.objects.filter(code=code).exclude(pk=dossier.pk).exists():
        raise NotNow.of("rulebook.code_taken", scheme=code)
    files = _files(checked)
    version = _version(checked, dossier, actor.person, note, [file.sha256 for file in files])
    old = {"number": dossier.number, "code": dossier.code}
    changes = {"number": version.number, "code": code or dossier.code}
    if checked.scheme is not None:
        changes |= {"title": version.title, "title_en": version.title_en, "year": version.year}
    elif not dossier.title:
        changes["title"] = checked.name
    try:
        if dossier._state.adding:
            dossier.save(force_insert=True)
        move(dossier, **changes)
    except IntegrityError as taken:
        raise NotNow.of("rulebook.code_taken", scheme=code) from taken
    write(
        actor=actor,
        at=at,
        verb=Verb.SCHEME_DRAFT.value,
        subject=Subject(KIND, dossier.ref, capacity),
        old=old,
        new={**changes, "sha256": version.sha256, "digest": version.digest, "errors": version.errors},
        rows=[version, *files],
    )
    return Drafted(dossier.ref, version.number, checked.findings)


@action(Verb.SCHEME_SUBMIT, KIND, "scheme")
def submit(*, actor: Actor, at: datetime, scheme: str, digest: str) -> None:
    """Ask for approval of the last version, which is checked once more: last year's may be sealed by now.

    ``digest`` is the version's as it was on the screen. ``NotValid`` with all findings where it has errors.
    """
    act = begin(actor, at, Verb.SCHEME_SUBMIT, scheme)
    check_same(act.stand, digest)
    after = next_state(act.stand.state, Verb.SCHEME_SUBMIT)
    if not act.last.digest:
        errors = {"count": str(max(1, act.last.errors))}
        raise NotValid((Finding("rulebook.faulty", Severity.ERROR, details=errors),))
    findings, _ = check_reading(read_archive(content_of(act.last.archive_sha256)))
    check_submittable(findings)
    attempt = act.dossier.attempt + 1
    act.close(after, act.decision(SUBMITTED, attempt=attempt), attempt=attempt)


@action(Verb.SCHEME_WITHDRAW, KIND, "scheme")
def withdraw(*, actor: Actor, at: datetime, scheme: str, reason: str) -> None:
    """Take a submitted or approved scheme back to be a draft; its approvals are worth nothing any more."""
    act = begin(actor, at, Verb.SCHEME_WITHDRAW, scheme)
    after = next_state(act.stand.state, Verb.SCHEME_WITHDRAW)
    act.close(after, act.decision(WITHDRAWN, reason=check_text(reason, needed=True)))


def _dossier(scheme: str | None, code: str) -> Dossier:
    held = Dossier.objects.select_for_update(no_key=True)
    if scheme is not None:
        return dossier_of(held, scheme)
    found = held.filter(code=code).first() if code else None
    return found or Dossier(state=State.DRAFT.value)


def _files(checked: Checked) -> list[StoredFile]:
    """What was uploaded and, where a scheme could be read, its text form: both kept on the disk."""
    media = SHEET if checked.form == WORKBOOK else ZIP
    files = [row_for(store([checked.content]), checked.name, media)]
    if checked.archive is not None:
        files.append(row_for(store([checked.archive]), ARCHIVE_NAME, ZIP))
    return files


def _version(checked: Checked, dossier: Dossier, person: str, note: str, digests: Sequence[str]) -> Version:
    scheme = checked.scheme
    return Version(
        dossier=dossier,
        number=dossier.number + 1,
        name=checked.name,
        form=checked.form,
        sha256=digests[0],
        size=len(checked.content),
        archive_sha256=digests[1] if len(digests) > 1 else "",
        digest=checked.digest,
        code="" if scheme is None else scheme.code,
        title="" if scheme is None else scheme.title,
        title_en="" if scheme is None else scheme.title_en or "",
        year=None if scheme is None else scheme.year,
        errors=checked.count(Severity.ERROR),
        warnings=checked.count(Severity.WARNING),
        uploaded_by=person,
        note=note,
    )
