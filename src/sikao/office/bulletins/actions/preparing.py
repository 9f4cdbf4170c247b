"""Preparing papers: asking for their files, for many of one result at once, and keeping what was made."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from sikao.core.wording import Language, Term
from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.bulletins.actions.common import ask_for_files, begin, described, move
from sikao.office.bulletins.building import basis_of
from sikao.office.bulletins.content.bulletin import kind_of
from sikao.office.bulletins.document import Kind
from sikao.office.bulletins.keeping import Files
from sikao.office.bulletins.models import Made, Paper, Words
from sikao.office.bulletins.queries import follows, paper, views
from sikao.office.bulletins.rules import ALIVE, KIND, State, next_state
from sikao.office.cycle.monthly import named_by
from sikao.office.cycle.months import held_sheet
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.refusals import NotNow, NotThere
from sikao.office.results.editions import edition as edition_view
from sikao.office.results.objections import objection as objection_view
from sikao.office.results.own_results import own_digests
from sikao.office.results.stages import State as EditionState
from sikao.office.rulebook.queries import scheme_with

USUAL = Term("综合考核委员会办公室", "Assessment committee office")
"""Who issues papers until the office has said otherwise in one."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a paper is to be about; see the columns of ``Paper``."""

    kind: Kind
    scheme: str
    at: str
    edition: str = ""
    unit: str = ""
    about: str = ""


@action(Verb.PAPER_PREPARE, KIND, "edition")
def prepare_papers(
    *,
    actor: Actor,
    at: datetime,
    edition: str,
    bulletin: bool = False,
    letters: Collection[str] = (),
    lang: Language = "zh",
) -> tuple[str, ...]:
    """Prepare papers of a result: its bulletin, the letters to some units, in the order of their units.

    Those that are there as drafts are made anew, those that went out stay. Returns the references; ``NotNow``
    where the result holds no more, or nothing is left to prepare.
    """
    capacity = authorise(actor, at, Verb.PAPER_PREPARE)
    view = edition_view(edition)
    if not view.state.under_way and view.state is not EditionState.PUBLISHED:
        raise NotNow.of("edition.holds_no_more")
    scheme = scheme_with(view.digest)
    there = own_digests(view.book_sha256, scheme)
    if not set(letters) <= there.keys():
        raise NotThere.of("edition.not_there")
    about = (view.scheme, view.checkpoint, view.ref)
    wanted = [_Wanted(kind_of(scheme, view.checkpoint), *about)] if bulletin else []
    wanted += [_Wanted(Kind.FEEDBACK, *about, unit=unit) for unit in there if unit in letters]
    return _prepared(wanted, actor, at, capacity, lang)


@action(Verb.PAPER_PREPARE, KIND, "objection")
def prepare_ruling(*, actor: Actor, at: datetime, objection: str, lang: Language = "zh") -> str:
    """Prepare the letter about an objection that was ruled on."""
    capacity = authorise(actor, at, Verb.PAPER_PREPARE)
    view = objection_view(objection)
    told = _Wanted(Kind.RULING, view.scheme, view.checkpoint, view.edition, view.unit, view.ref)
    return _prepared([told], actor, at, capacity, lang)[0]


@action(Verb.PAPER_PREPARE, KIND, "review")
def prepare_report(*, actor: Actor, at: datetime, review: str, lang: Language = "zh") -> str:
    """Prepare the report of a month whose review was held."""
    capacity = authorise(actor, at, Verb.PAPER_PREPARE)
    named = named_by(review)
    held_sheet(review)
    told = _Wanted(Kind.MONTHLY, named.scheme, named.through, about=named.ref)
    return _prepared([told], actor, at, capacity, lang)[0]


@action(Verb.PAPER_PREPARE, KIND, "paper")
def prepare_again(*, actor: Actor, at: datetime, paper: str) -> None:
    """Make the files of a draft anew, from what it tells of as that is now."""
    act = begin(actor, at, Verb.PAPER_PREPARE, paper)
    after = act.after
    act.close(after, job=ask_for_files([act.row], actor, at))


@action(Verb.PAPER_KEEP, KIND, "job")
def keep_papers(*, actor: Actor, at: datetime, job: str, made: Sequence[tuple[str, int, Files]]) -> None:
    """Keep the files that a job made, of each paper with the version of its words; called by the worker.

    In the transaction that ends the job: all of them, or none. ``NotNow`` where a paper has gone on since.
    """
    capacity = authorise(actor, at, Verb.PAPER_KEEP)
    rows = {row.ref: row for row in _locked(ref for ref, _, _ in made)}
    found = {view.ref: view for view in views(Paper.objects.filter(pk__in=rows))}
    records = []
    for ref, words, files in made:
        row = rows[ref]
        next_state(found[ref].state, Verb.PAPER_KEEP)
        if row.job != job or row.words != words:
            raise NotNow.of("paper.changed")
        kept = _made(row, words, files, job)
        move(row, made=kept.ref)
        records += [kept, *files.rows()]
    told = {"papers": {ref: files.content for ref, _, files in made}}
    subject = Subject("job", job, capacity)
    write(actor=actor, at=at, verb=Verb.PAPER_KEEP.value, subject=subject, new=told, rows=records)


def _made(row: Paper, words: int, files: Files, job: str) -> Made:
    return Made(
        paper=row,
        words=words,
        book=files.basis.book,
        bound=files.basis.bound,
        content=files.content,
        content_sha256=files.kept["content"].sha256,
        own_sha256=files.kept["own"].sha256,
        pdf_sha256=files.kept["pdf"].sha256,
        docx_sha256=files.kept["docx"].sha256,
        xlsx_sha256=files.kept["xlsx"].sha256 if "xlsx" in files.kept else "",
        left_out=json.dumps(files.left_out),
        job=job,
    )


def _locked(refs: Iterable[str]) -> Iterable[Paper]:
    return Paper.objects.select_for_update(no_key=True).filter(pk__in=list(refs)).order_by("pk")


def _prepared(
    wanted: Sequence[_Wanted], actor: Actor, at: datetime, capacity: str, lang: Language
) -> tuple[str, ...]:
    """Rows for what is wanted, each new one with its first words, and one job for all of them."""
    papers, records = [], []
    for one in wanted:
        row = _alive(one)
        if row is None:
            row = _new(one, lang)
            records.append(_first_words(row, actor.person))
        if row.state == State.DRAFT:
            papers.append(row)
    if not papers:
        raise NotNow.of("paper.nothing_to_prepare")
    job = ask_for_files(papers, actor, at)
    for row in papers:
        move(row, job=job)
        basis_of(paper(row.ref))  # what there is nothing to tell of is refused at once
    told = {"papers": [described(row) for row in papers], "job": job}
    first = wanted[0]
    subject = Subject(KIND, papers[0].ref if len(papers) == 1 else first.edition, capacity)
    write(actor=actor, at=at, verb=Verb.PAPER_PREPARE.value, subject=subject, new=told, rows=records)
    return tuple(row.ref for row in papers)


def _alive(wanted: _Wanted) -> Paper | None:
    """The paper about this that was not withdrawn, locked."""
    rows = Paper.objects.select_for_update(no_key=True).filter(state__in=[state.value for state in ALIVE])
    return rows.filter(
        kind=wanted.kind.value, edition=wanted.edition, unit=wanted.unit, about=wanted.about
    ).first()


def _new(wanted: _Wanted, lang: Language) -> Paper:
    same = Paper.objects.filter(
        kind=wanted.kind.value, edition=wanted.edition, unit=wanted.unit, about=wanted.about
    )
    row = Paper(
        kind=wanted.kind.value,
        lang=lang,
        scheme=wanted.scheme,
        at=wanted.at,
        edition=wanted.edition,
        unit=wanted.unit,
        about=wanted.about,
        number=(same.aggregate(last=Max("number"))["last"] or 0) + 1,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # somebody else has prepared it since we looked
        raise NotNow.of("paper.being_made") from None
    return row


def _first_words(row: Paper, person: str) -> Words:
    """The head and the foot as the office had them last; nothing that belongs to one paper alone."""
    last = Words.objects.filter(paper__scheme=row.scheme, paper__lang=row.lang).order_by("-entry_id").first()
    usual = USUAL.text("en" if row.lang == "en" else "zh")
    return Words(
        paper=row,
        number=1,
        person=person,
        head=usual if last is None else last.head,
        issuer=usual if last is None else last.issuer,
        printed_by="" if last is None else last.printed_by,
        copies="" if last is None or not follows(Kind(row.kind)) else last.copies,
    )
