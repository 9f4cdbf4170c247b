"""Everything in the ledger by which something can be claimed: files, letters, notes, briefings, members."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sikao.office.ledger.facts import BY_HISTORY
from sikao.office.ledger.models import BriefingVersion, Evidence, FigureVersion, Submission
from sikao.office.ledger.naming import Named, documents_in, projects_in, sentence_in
from sikao.office.ledger.sameness import Mention, Place, Sign


@dataclass(frozen=True, slots=True)
class Origin:
    """A task as claims need it: its last month, and the task that its chain of corrections began with."""

    through: str
    root: str


@dataclass(frozen=True, slots=True)
class _Where:
    """Where a thing stands, without what it is."""

    place: Place
    organisation: str
    period: str
    about: str
    task: str
    root: str

    def of(self, sign: Sign, named: Named) -> Mention:
        told = (self.place, self.organisation, self.period, self.about, self.task, self.root)
        return Mention(sign, named.key, named.shown, named.part, *told)


def mentions_in(schemes: Collection[str], origins: Mapping[str, Origin]) -> Iterator[Mention]:
    """Every place of the years of some schemes, in the order of recording.

    ``origins`` are the tasks, by reference. Figures of earlier years, taken over from yearbooks, claim
    nothing; of what was corrected the version that stands is read.
    """
    yield from _sheets(schemes, origins)
    yield from _evidence(schemes, origins)
    yield from _briefings(schemes, origins)


def members_in(names: Mapping[tuple[str, str], str], schemes: Collection[str]) -> Iterator[Mention]:
    """Projects that stand in registers as members of single units, once a figure other than 0 was reported.

    ``names`` are the members by unit and indicator.
    """
    rows = FigureVersion.objects.filter(
        submission__scheme__in=schemes,
        indicator__in={indicator for _, indicator in names},
        value__isnull=False,
        replaced_by__isnull=True,
    ).exclude(value="0")
    for row in rows.select_related("submission").order_by("entry_id", "position"):
        item, task = row.indicator.partition("/")[0], row.submission.task
        # A sum goes on through the year: the periods of one member are one claim.
        where = _Where(Place.MEMBER, row.unit, row.period[:4], item, task, f"{row.unit}/{item}")
        for named in projects_in(names.get((row.unit, row.indicator), "")):
            yield where.of(Sign.PROJECT, named)


def _sheets(schemes: Collection[str], origins: Mapping[str, Origin]) -> Iterator[Mention]:
    rows = Submission.objects.filter(scheme__in=schemes).exclude(way=BY_HISTORY).order_by("entry_id")
    for row in rows:
        origin = origins.get(row.task)
        if origin is None:
            continue
        letter = _Where(Place.LETTER, row.organisation, origin.through, "", row.task, origin.root)
        for named in documents_in(row.document):
            yield letter.of(Sign.DOCUMENT, named)
        note = _Where(Place.NOTE, row.organisation, origin.through, "", row.task, origin.root)
        yield from _written(row.note, note)


def _evidence(schemes: Collection[str], origins: Mapping[str, Origin]) -> Iterator[Mention]:
    rows = Evidence.objects.filter(submission__scheme__in=schemes).exclude(submission__way=BY_HISTORY)
    for row in rows.select_related("submission", "figure").order_by("entry_id", "position"):
        task, figure = row.submission.task, row.figure
        origin = origins.get(task)
        if origin is None:
            continue
        if figure is None:
            about = (row.submission.organisation, origin.through, "")
        else:
            about = (figure.unit, figure.period, figure.indicator)
        where = _Where(Place.EVIDENCE, *about, task, origin.root)
        yield where.of(Sign.FILE, Named(row.file, row.name))
        title = row.name.rpartition(".")[0] or row.name
        for named in documents_in(title):
            yield where.of(Sign.DOCUMENT, named)
        for named in projects_in(title):
            yield where.of(Sign.PROJECT, named)


def _briefings(schemes: Collection[str], origins: Mapping[str, Origin]) -> Iterator[Mention]:
    rows = BriefingVersion.objects.filter(submission__scheme__in=schemes, replaced_by__isnull=True)
    for row in rows.select_related("submission").order_by("entry_id", "position"):
        task = row.submission.task
        origin = origins.get(task)
        if origin is None:
            continue
        where = _Where(Place.BRIEFING, row.unit, row.through, row.subject, task, origin.root)
        for text in (row.progress, row.cause, row.next_step):
            yield from _written(text, where)


def _written(text: str, where: _Where) -> Iterator[Mention]:
    """The projects that a text names, and the text itself where it is long."""
    for named in projects_in(text):
        yield where.of(Sign.PROJECT, named)
    if (whole := sentence_in(text)) is not None:
        yield where.of(Sign.TEXT, whole)
