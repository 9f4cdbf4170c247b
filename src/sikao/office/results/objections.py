"""What other rooms and doors may know of objections and rulings: frozen views, and precedents."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

from sikao.core.figures.absence import Absence
from sikao.office.groundwork.refusals import NotThere
from sikao.office.ledger.facts import Key
from sikao.office.results.disputing import RULED, State
from sikao.office.results.effects import Affected
from sikao.office.results.models import Enclosed, Objection, Word


@dataclass(frozen=True, slots=True)
class WordLine:
    """What was said about an objection; see the columns of ``Word``."""

    what: str
    at: datetime
    seq: int
    person: str
    delegate_of: str
    reason: str
    value: Decimal | None
    measure: str
    absence: Absence | None
    figure: str
    effect: tuple[Affected, ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file that an objection rests on."""

    ref: str
    file: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class ObjectionView:
    """An objection with everything that was said about it, in order: first of all the unit's claim."""

    ref: str
    edition: str
    scheme: str
    digest: str
    checkpoint: str
    number: int
    unit: str
    scorecard: str
    node: str
    key: Key
    state: State
    words: tuple[WordLine, ...]
    files: tuple[File, ...]

    @property
    def claim(self) -> WordLine:
        """What the unit said."""
        return self.words[0]

    @property
    def ruling(self) -> WordLine | None:
        """What was ruled, once it was."""
        return self.words[-1] if self.state in RULED else None


def objections(
    *, edition: str | None = None, units: Collection[str] | None = None
) -> tuple[ObjectionView, ...]:
    """The objections to an edition or of some units, or all: those that wait first, the oldest before."""
    rows = _rows()
    if edition is not None:
        rows = rows.filter(edition=edition)
    if units is not None:
        rows = rows.filter(unit__in=units)
    return tuple(sorted(_views(rows), key=lambda view: (view.state is not State.OPEN, view.claim.seq)))


def objection(ref: str) -> ObjectionView:
    """One objection; raises ``NotThere``."""
    found = _views(_rows().filter(pk=ref))
    if not found:
        raise NotThere.of("objection.not_there")
    return found[0]


def enclosed(ref: str, file: str) -> File:
    """One file of an objection, by its own reference; raises ``NotThere``."""
    found = next((one for one in objection(ref).files if one.ref == file), None)
    if found is None:
        raise NotThere.of("objection.not_there")
    return found


def precedents(view: ObjectionView) -> tuple[ObjectionView, ...]:
    """The rulings on figures of the same item, whoever objected and whenever, the latest first."""
    item = view.key[1].partition("/")[0]
    rows = _rows().filter(Q(indicator=item) | Q(indicator__startswith=f"{item}/"))
    ruled = _views(rows.filter(state__in=[state.value for state in RULED]).exclude(pk=view.ref))
    return tuple(sorted(ruled, key=lambda one: -one.words[-1].seq))


def _rows() -> QuerySet[Objection]:
    return Objection.objects.select_related("edition__run")


def _views(rows: Iterable[Objection]) -> tuple[ObjectionView, ...]:
    found = list(rows)
    refs = [row.ref for row in found]
    words: dict[str, list[WordLine]] = defaultdict(list)
    for word in Word.objects.filter(objection__in=refs).select_related("entry").order_by("entry_id"):
        words[word.objection_id].append(_word(word))
    files: dict[str, list[File]] = defaultdict(list)
    for one in Enclosed.objects.filter(objection__in=refs).order_by("entry_id", "position"):
        files[one.objection_id].append(File(one.ref, one.file, one.name, one.size))
    return tuple(_view(row, tuple(words[row.ref]), tuple(files[row.ref])) for row in found)


def _view(row: Objection, words: tuple[WordLine, ...], files: tuple[File, ...]) -> ObjectionView:
    return ObjectionView(
        ref=row.ref,
        edition=row.edition_id,
        scheme=row.edition.scheme,
        digest=row.edition.run.digest,
        checkpoint=row.edition.checkpoint,
        number=row.edition.number,
        unit=row.unit,
        scorecard=row.scorecard,
        node=row.node,
        key=(row.unit, row.indicator, row.kind, row.period),
        state=State(row.state),
        words=words,
        files=files,
    )


def _word(row: Word) -> WordLine:
    return WordLine(
        what=row.what,
        at=row.entry.at,
        seq=row.entry_id,
        person=row.person,
        delegate_of=row.delegate_of,
        reason=row.reason,
        value=Decimal(row.value) if row.value else None,
        measure=row.measure,
        absence=Absence(row.absence) if row.absence else None,
        figure=row.figure,
        effect=tuple(Affected.kept(plain) for plain in json.loads(row.effect)) if row.effect else (),
    )
