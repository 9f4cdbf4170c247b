"""Taking a paper out of the office: who took which one, by its digest, is in the journal.

A draft bears across every page who took it and when.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sikao.core.wording import Language
from sikao.office.accounts.queries import authorise, person_names
from sikao.office.accounts.rights.deciding import Concerned
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.bulletins.document import Document, Kind, Stage
from sikao.office.bulletins.keeping import kept_bytes, setting
from sikao.office.bulletins.making import stage_of
from sikao.office.bulletins.queries import PaperView, made_of, paper
from sikao.office.bulletins.restoring import document_of
from sikao.office.bulletins.rules import KIND, State
from sikao.office.bulletins.stands import concerned_by, issued_files, scan_of
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.canonical import sha256
from sikao.office.groundwork.clock import CITY
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.refusals import NotNow, NotThere
from sikao.office.results.editions import edition

SCAN = "scan"
"""The form of a file that is the scan of the stamped paper."""


@action(Verb.PAPER_TAKE, KIND, "ref")
def take_paper(*, actor: Actor, at: datetime, ref: str, form: str) -> bytes:
    """A paper in a form, or the scan of the stamped one, for whoever may take it; noted by its digest.

    One that went out is served as the bytes that were issued; of a draft a copy is set that names the taker.
    ``NotThere`` for a form that there is not.
    """
    view = paper(ref)
    capacity = authorise(actor, at, Verb.PAPER_TAKE, concerned_by(view), view.state.value)
    content = _draft(view, form, actor, at) if not view.state.went_out else _issued(view, form)
    told = {"form": form, "state": view.state.value, "sha256": sha256(content)}
    subject = Subject(KIND, ref, capacity)
    write(actor=actor, at=at, verb=Verb.PAPER_TAKE.value, subject=subject, new=told)
    return content


@action(Verb.LETTER_TAKE, "edition", "edition")
def take_letter(
    *, actor: Actor, at: datetime, edition: str, state: str, unit: str, name: str, content: bytes
) -> None:
    """Note that a unit took its own letter: its name and its digest."""
    concerned = Concerned(own=frozenset({unit}))
    capacity = authorise(actor, at, Verb.LETTER_TAKE, concerned, state)
    told = {"name": name, "unit": unit, "sha256": sha256(content)}
    subject = Subject("edition", edition, capacity)
    write(actor=actor, at=at, verb=Verb.LETTER_TAKE.value, subject=subject, new=told)


def marked(document: Document, stage: Stage, actor: Actor, at: datetime) -> Document:
    """A document as it is taken out before it went out: with its stage, its taker and the moment."""
    if stage is Stage.FINAL:
        return document
    told = taker(actor, at, document.lang)
    return replace(document, stage=stage, code="", taken=told, labels=(*document.labels, told))


def taker(actor: Actor, at: datetime, lang: Language) -> str:
    """Who takes something out, and when, by the city's clock."""
    name = person_names(frozenset({actor.person})).get(actor.person, actor.person)
    moment = f"{at.astimezone(CITY):%Y-%m-%d %H:%M}"
    return f"{name} {moment} 下载" if lang == "zh" else f"taken by {name}, {moment}"


def _draft(view: PaperView, form: str, actor: Actor, at: datetime) -> bytes:
    made = made_of(view)
    if made is None:
        raise NotNow.of("paper.being_made")
    if form not in made.files:
        raise NotThere.of("paper.not_there")
    return setting(marked(document_of(kept_bytes(made.content_sha256)), _stage(view), actor, at), form)


def _stage(view: PaperView) -> Stage:
    """A draft about a result that is not approved yet is inside the office, else it is a draft."""
    if view.kind in (Kind.RULING, Kind.MONTHLY) or view.state is State.LAPSED:
        return Stage.DRAFT
    stage = stage_of(edition(view.edition))
    return Stage.DRAFT if stage is Stage.FINAL else stage


def _issued(view: PaperView, form: str) -> bytes:
    if form == SCAN:
        return kept_bytes(_scan(view))
    made = issued_files(view)
    if made is None or form not in made.files:
        raise NotThere.of("paper.not_there")
    return kept_bytes(made.files[form])


def _scan(view: PaperView) -> str:
    found = scan_of(view)
    if found is None:
        raise NotThere.of("paper.not_there")
    return found.scan_sha256
