"""From frozen records of papers to the shapes of the API."""

from __future__ import annotations

from datetime import date
from typing import Any

from sikao.interfaces.api.shapes import papers as shapes
from sikao.interfaces.api.shapes.common import moment, words
from sikao.office.bulletins.actions.taking import SCAN
from sikao.office.bulletins.document import Kind
from sikao.office.bulletins.genuine import Genuine
from sikao.office.bulletins.keeping import MEDIA
from sikao.office.bulletins.queries import MadeView, PaperView, StepView, made_of, steps_of
from sikao.office.bulletins.rules import code_shown
from sikao.office.bulletins.stands import issued_files, issued_step, scan_of
from sikao.office.bulletins.telling import name_of


def paper(view: PaperView, *, within: bool) -> dict[str, Any]:
    """A paper as lists show it; ``within`` to who sees how papers come about."""
    step, made = issued_step(view), _made(view, within=within)
    monthly = view.kind is Kind.MONTHLY
    return {
        "ref": view.ref,
        "kind": view.kind.value,
        "name": words(name_of(view)),
        "lang": view.lang,
        "scheme": view.scheme,
        "checkpoint": None if monthly else view.at,
        "month": view.at if monthly else None,
        "edition": view.edition or None,
        "about": view.about or None,
        "unit": view.unit or None,
        "number": view.number,
        "state": view.state.value,
        "document_number": None if step is None else step.document_number,
        "document_date": None if step is None else step.on.isoformat(),
        "code": code_shown(view.code) if view.state.went_out else None,
        "content": None if made is None else made.content,
    }


def whole(view: PaperView, *, within: bool, takes: bool) -> shapes.PaperWhole:
    """A paper with its files, as far as they may be taken."""
    made = _made(view, within=within)
    bound = made if within else None
    return shapes.PaperWhole(
        **paper(view, within=within),
        files=_files(view, made) if takes else [],
        steps=[_step(step, named=within) for step in steps_of(view.ref)],
        book=None if bound is None else bound.book,
        bound=None if bound is None else bound.bound or None,
    )


def verified(found: Genuine) -> shapes.PaperVerified:
    """What is told of a paper that went out."""
    return shapes.PaperVerified(
        by=found.by.value,
        state=found.state.value,
        holds=found.state.in_force,
        title=found.title,
        document_number=found.number,
        document_date=found.on.isoformat(),
        issuer=found.issuer,
        addressees=found.addressees,
        content=found.content,
        ended_at=moment(found.ended),
        instead=None if found.instead is None else _instead(*found.instead),
    )


def _made(view: PaperView, *, within: bool) -> MadeView | None:
    """The files that the reader sees: those that were issued, or inside the office those of a draft."""
    if view.state.went_out:
        return issued_files(view)
    return made_of(view) if within else None


def _files(view: PaperView, made: MadeView | None) -> list[shapes.PaperFile]:
    """What may be taken, the version that counts first: the stamped scan, once there is one."""
    out = view.state.went_out
    scan = scan_of(view) if out else None
    found = {} if made is None else dict(made.files)
    told = [
        shapes.PaperFile(form=form, media=MEDIA[form], sha256=sha256 if out else None)
        for form, sha256 in found.items()
    ]
    if scan is None:
        return told
    return [shapes.PaperFile(form=SCAN, media="application/octet-stream", sha256=scan.scan_sha256), *told]


def _step(step: StepView, *, named: bool) -> shapes.PaperStep:
    return shapes.PaperStep(
        at=moment(step.at) or "",
        what=step.verb.value,
        person=step.person if named else None,
        document_number=step.document_number,
        document_date=step.on.isoformat(),
        reason=step.reason or None,
    )


def _instead(number: str, on: date) -> shapes.PaperInstead:
    return shapes.PaperInstead(document_number=number, document_date=on.isoformat())
