"""What other rooms and doors may know of papers: frozen views of each, its words, files and steps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from sikao.core.wording import Language
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.bulletins.document import Kind
from sikao.office.bulletins.models import Made, Paper, PaperStep, Words
from sikao.office.bulletins.rules import State, standing
from sikao.office.groundwork.refusals import NotThere
from sikao.office.results.editions import editions
from sikao.office.results.stages import State as EditionState


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper as other rooms see it; see the columns of ``Paper``. ``state`` is where it really stands."""

    ref: str
    kind: Kind
    lang: Language
    scheme: str
    at: str
    edition: str
    unit: str
    about: str
    number: int
    code: str
    state: State
    words: int
    made: str
    job: str
    document_number: str

    @property
    def follows_edition(self) -> bool:
        """Whether it holds as long as its edition does; a ruling stands whatever becomes of that."""
        return follows(self.kind)


@dataclass(frozen=True, slots=True)
class Edit:
    """A passage in the office's words, and the program's own ones over which it was written."""

    text: str
    over: str


@dataclass(frozen=True, slots=True)
class WordsView:
    """A version of the words of a paper."""

    number: int
    at: datetime
    person: str
    head: str
    issuer: str
    document_number: str
    on: date | None
    copies: str
    printed_by: str
    further: str
    edits: Mapping[str, Edit]


@dataclass(frozen=True, slots=True)
class MadeView:
    """The files of a paper; see the columns of ``Made``."""

    ref: str
    at: datetime
    words: int
    book: str
    bound: str
    content: str
    content_sha256: str
    own_sha256: str
    files: Mapping[str, str]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of a paper; see the columns of ``PaperStep``."""

    verb: Verb
    at: datetime
    person: str
    made: str
    document_number: str
    on: date
    reason: str
    scan_sha256: str
    scan_name: str


def follows(kind: Kind) -> bool:
    """Whether papers of a kind tell of an edition, and end with it."""
    return kind not in (Kind.RULING, Kind.MONTHLY)


def papers(
    *, scheme: str | None = None, edition: str | None = None, about: str | None = None
) -> tuple[PaperView, ...]:
    """The papers of a year, about an edition, or about an objection or a review: the last one first."""
    rows = Paper.objects.all()
    if scheme is not None:
        rows = rows.filter(scheme=scheme)
    if edition is not None:
        rows = rows.filter(edition=edition)
    if about is not None:
        rows = rows.filter(about=about)
    return views(rows)


def paper(ref: str) -> PaperView:
    """One paper; raises ``NotThere``."""
    found = views(Paper.objects.filter(pk=ref))
    if not found:
        raise NotThere.of("paper.not_there")
    return found[0]


def versions_of(ref: str) -> tuple[WordsView, ...]:
    """The versions of the words of a paper, the first one first."""
    rows = Words.objects.filter(paper_id=ref).select_related("entry").order_by("number")
    return tuple(_words(row) for row in rows)


def made_of(view: PaperView) -> MadeView | None:
    """The files of a paper that stand; ``None`` before the first ones are made."""
    row = Made.objects.filter(pk=view.made).select_related("entry").first() if view.made else None
    return None if row is None else made_view(row)


def steps_of(ref: str) -> tuple[StepView, ...]:
    """What was done to a paper, in order."""
    rows = PaperStep.objects.filter(paper_id=ref).select_related("entry").order_by("entry_id", "position")
    return tuple(_step(row) for row in rows)


def views(rows: QuerySet[Paper]) -> tuple[PaperView, ...]:
    """Papers by their rows, the latest first: kinds together, units in the order of their references."""
    found = list(rows)
    states = edition_states(row.edition for row in found)
    return tuple(_view(row, states) for row in found)


def edition_states(refs: Iterable[str]) -> dict[str, EditionState]:
    """Where some editions stand."""
    wanted = {ref for ref in refs if ref}
    return {view.ref: view.state for view in editions() if view.ref in wanted} if wanted else {}


def made_view(row: Made) -> MadeView:
    """The files of a paper, by their row."""
    files = {"pdf": row.pdf_sha256, "docx": row.docx_sha256, "xlsx": row.xlsx_sha256}
    return MadeView(
        ref=row.ref,
        at=row.entry.at,
        words=row.words,
        book=row.book,
        bound=row.bound,
        content=row.content,
        content_sha256=row.content_sha256,
        own_sha256=row.own_sha256,
        files={form: sha256 for form, sha256 in files.items() if sha256},
        left_out=tuple(json.loads(row.left_out)),
    )


def _view(row: Paper, states: Mapping[str, EditionState]) -> PaperView:
    kind = Kind(row.kind)
    about = states.get(row.edition) if follows(kind) else None
    return PaperView(
        ref=row.ref,
        kind=kind,
        lang="en" if row.lang == "en" else "zh",
        scheme=row.scheme,
        at=row.at,
        edition=row.edition,
        unit=row.unit,
        about=row.about,
        number=row.number,
        code=row.code,
        state=standing(State(row.state), about),
        words=row.words,
        made=row.made,
        job=row.job,
        document_number=row.document_number,
    )


def _words(row: Words) -> WordsView:
    told = json.loads(row.passages)
    return WordsView(
        number=row.number,
        at=row.entry.at,
        person=row.person,
        head=row.head,
        issuer=row.issuer,
        document_number=row.document_number,
        on=row.on,
        copies=row.copies,
        printed_by=row.printed_by,
        further=row.further,
        edits={id_: Edit(one["text"], one["over"]) for id_, one in told.items()},
    )


def _step(row: PaperStep) -> StepView:
    return StepView(
        verb=Verb(row.what),
        at=row.entry.at,
        person=row.person,
        made=row.made,
        document_number=row.document_number,
        on=row.on,
        reason=row.reason,
        scan_sha256=row.scan_sha256,
        scan_name=row.scan_name,
    )
