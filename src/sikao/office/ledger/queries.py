"""Reading the ledger: figures as of a number of the journal, versions of one figure, what became of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import cast

import polars as pl
from django.db.models import Count, Exists, Max, OuterRef, Q

from sikao.core.figures.absence import Absence, Flag
from sikao.core.figures.table import COLUMNS, KEY, VERSION, Figures
from sikao.core.scheme import Scheme
from sikao.core.scheme.catalogue import catalogue_of
from sikao.office.groundwork.calendar import end_of
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import head
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.refusals import NotValid
from sikao.office.ledger.facts import BY_HISTORY, OFFICE_WAYS, Key, Piece, Sent, Version
from sikao.office.ledger.models import Evidence, FigureEvent, FigureVersion, Submission, What
from sikao.office.ledger.rules import NOT_STANDING

READ = (
    *("unit", "indicator", "kind", "period", "value", "measure", "absence", "caliber", "provider", "since"),
    *("late", "synthetic", "ref", "entry_id", "position"),
)
_ROW = dict.fromkeys(READ, pl.String) | {
    "late": pl.Boolean,
    "synthetic": pl.Boolean,
    "entry_id": pl.Int64,
    "position": pl.Int64,
}
_TOO_MANY_DIGITS = 16
"""More than any journal will ever count; a database refuses much longer ones."""


def seq_at(moment: datetime) -> int:
    """The number of the last entry committed at or before a moment; 0 before the first."""
    return Entry.objects.filter(at__lte=moment).aggregate(last=Max("seq"))["last"] or 0


def seq_given(text: str, at: datetime) -> int:
    """The number of the journal that somebody gave: a number, a day (at its end), or nothing, which is now.

    Raises ``NotValid`` where the text is neither, and where it names what is still to come after ``at``.
    """
    given = text.strip()
    if not given:
        return head()[0]
    if given.isascii() and given.isdigit() and len(given) < _TOO_MANY_DIGITS:
        return reached(int(given))
    try:
        day = date.fromisoformat(given)
    except ValueError:
        raise NotValid.of("ledger.no_such_moment", given=given) from None
    if day > day_of(at):
        raise NotValid.of("ledger.later_day", day=given, today=day_of(at).isoformat())
    return seq_at(end_of(day))


def reached(seq: int) -> int:
    """A number of the journal; raises ``NotValid`` for one still to come: what it will say is not known."""
    last = head()[0]
    if seq > last:
        raise NotValid.of("ledger.later", seq=str(seq), last=str(last))
    return seq


def last_figure_seq() -> int:
    """The number of the last act that changed what the ledger says; 0 while it says nothing."""
    return figure_seq_at(head()[0])


def figure_seq_at(seq: int) -> int:
    """The last act up to an entry that changed what the ledger says: as of both it says the same."""
    figures = FigureVersion.objects.filter(entry_id__lte=seq).aggregate(last=Max("entry_id"))["last"] or 0
    events = FigureEvent.objects.filter(entry_id__lte=seq).aggregate(last=Max("entry_id"))["last"] or 0
    return max(figures, events)


def figures_as_of(scheme: Scheme, seq: int | None = None) -> Figures:
    """The figures of a scheme's items as the ledger had them once the entry ``seq`` was committed.

    ``None`` is now. The same number gives the same figures for ever, whatever is handed in later. The ledger
    holds other years' figures of the same items, and of units that only those years assess: of them what this
    scheme knows nothing of is left out.
    """
    limit = head()[0] if seq is None else seq
    last = last_events(limit)
    disputed = [ref for ref, what in last.items() if what == What.DISPUTED.value]
    return _newest(_standing_versions(scheme, limit, last), disputed)


def _standing_versions(scheme: Scheme, limit: int, last: Mapping[str, str]) -> pl.DataFrame:
    """All versions of a scheme's figures up to an entry but those returned by then, in order."""
    rows = FigureVersion.objects.filter(entry_id__lte=limit).values_list(*READ)
    frame = framed(rows.iterator())
    catalogue = catalogue_of(scheme)
    returned = [ref for ref, what in last.items() if what in NOT_STANDING]
    return frame.filter(
        pl.col("indicator").str.split("/").list.first().is_in(list(scheme.items)),
        pl.col("unit").is_in(list(catalogue.units)),
        pl.col("period").str.slice(0, 4).is_in([str(year) for year in catalogue.years]),
        ~pl.col("ref").is_in(returned),
    ).sort("entry_id", "position")


def _newest(frame: pl.DataFrame, disputed: list[str]) -> Figures:
    """What counts of some versions in order: the last one of those that count since the same checkpoint."""
    return Figures(tidied(frame.unique(VERSION, keep="last", maintain_order=True), disputed))


def framed(rows: Iterable[tuple[object, ...]]) -> pl.DataFrame:
    """Rows of versions, their columns those of ``READ``, as a frame; for this room."""
    return pl.DataFrame(list(rows), schema=_ROW, orient="row")


def last_events(limit: int, refs: Collection[str] | None = None) -> dict[str, str]:
    """What became last of versions, up to an entry: of all of them, or of some; for this room."""
    events = FigureEvent.objects.filter(entry_id__lte=limit).order_by("entry_id", "position")
    if refs is not None:
        events = events.filter(figure_id__in=refs)
    return dict(events.values_list("figure_id", "what"))


def tidied(frame: pl.DataFrame, disputed: list[str]) -> pl.DataFrame:
    """The columns of the library's table; the flags of a row in their canonical order."""
    flags = pl.concat_list(
        pl.when(pl.col("ref").is_in(disputed)).then(pl.lit(Flag.DISPUTED.value)),
        pl.when(pl.col("late")).then(pl.lit(Flag.LATE.value)),
        pl.when(pl.col("synthetic")).then(pl.lit(Flag.SYNTHETIC.value)),
    )
    return frame.select(
        *("unit", "indicator", "kind", "period", "value"),
        pl.col("measure").alias("unit_of_measure"),
        pl.when(pl.col("absence") == "").then(None).otherwise(pl.col("absence")).alias("absence"),
        flags.list.drop_nulls().list.sort().list.join(" ").alias("flags"),
        "caliber",
        pl.col("provider").alias("source"),
        "since",
    ).select(COLUMNS)


def latest(keys: Collection[Key]) -> dict[Key, str]:
    """The last version of each figure, by its reference; figures without one are left out."""
    return {version.key: version.ref for version in versions(keys, events=False)}


def versions(keys: Collection[Key], *, events: bool = True) -> list[Version]:
    """All versions of some figures in the order in which they were recorded."""
    if not keys:
        return []
    wanted = set(keys)
    units = {key[0] for key in wanted}
    indicators = {key[1] for key in wanted}
    rows = FigureVersion.objects.filter(unit__in=units, indicator__in=indicators)
    found = rows.select_related("entry").order_by("entry_id", "position")
    return _seen([row for row in found if (row.unit, row.indicator, row.kind, row.period) in wanted], events)


def standing_as_of(keys: Collection[Key], seq: int) -> dict[Key, Decimal | Absence]:
    """What some figures said as of an entry: the last version of each that had not been returned by then."""
    units, indicators, _, periods = (set(parts) for parts in zip(*keys, strict=True)) if keys else [set()] * 4
    rows = FigureVersion.objects.filter(unit__in=units, indicator__in=indicators, period__in=periods)
    rows = rows.filter(entry_id__lte=seq).order_by("entry_id", "position")
    columns = ("ref", "unit", "indicator", "kind", "period", "value", "absence")
    found = [row for row in rows.values_list(*columns) if row[1:5] in set(keys)]
    last = last_events(seq, [row[0] for row in found])
    standing = [row for row in found if last.get(row[0]) not in NOT_STANDING]
    return {
        (unit, indicator, kind, period): Absence(absence) if value is None else Decimal(value)
        for _, unit, indicator, kind, period, value, absence in standing
    }


def providers_of(key: Key) -> frozenset[str]:
    """Who provided any version of one figure; nobody where there is none."""
    where = dict(zip(("unit", "indicator", "kind", "period"), key, strict=True))
    return frozenset(FigureVersion.objects.filter(**where).values_list("provider", flat=True))


def versions_in(submission: str) -> list[Version]:
    """The figures of one submission, in its order."""
    rows = FigureVersion.objects.filter(submission_id=submission).select_related("entry")
    return _seen(list(rows.order_by("position")), events=True)


def without_a_word(scheme: str, seq: int) -> list[tuple[str, Key]]:
    """The figures of a scheme about which nobody had said anything as of an entry: neither yes nor no.

    Each with the act of handing in that brought it; what a later version had replaced by then is left out.
    """
    later = FigureVersion.objects.filter(replaces=OuterRef("pk"), entry_id__lte=seq)
    events = FigureEvent.objects.filter(figure=OuterRef("pk"), entry_id__lte=seq)
    rows = FigureVersion.objects.filter(~Exists(events), ~Exists(later), submission__scheme=scheme)
    columns = ("submission_id", "unit", "indicator", "kind", "period")
    found = rows.filter(entry_id__lte=seq).order_by("entry_id", "position").values_list(*columns)
    return [(submission, (unit, item, kind, period)) for submission, unit, item, kind, period in found]


def recorded_between(scheme: str, first: int, last: int) -> list[Version]:
    """The versions of a scheme's figures that were recorded after one entry and up to another, in order."""
    rows = FigureVersion.objects.filter(submission__scheme=scheme, entry_id__gt=first, entry_id__lte=last)
    return _seen(list(rows.select_related("entry").order_by("entry_id", "position")), events=False)


def was_reported(scheme: str) -> bool:
    """Whether anything was reported for a scheme's own year, beside the figures of earlier years."""
    return Submission.objects.filter(scheme=scheme).exclude(way=BY_HISTORY).exists()


def ways_between(scheme: str, first: int, last: int) -> frozenset[str]:
    """How what the ledger says of a scheme changed after one entry and up to another: by which ways.

    A figure that was returned in between counts as ``returned``: what stands is another since.
    """
    since = {"entry_id__gt": first, "entry_id__lte": last}
    rows = FigureVersion.objects.filter(submission__scheme=scheme, **since)
    events = FigureEvent.objects.filter(figure__submission__scheme=scheme, what__in=NOT_STANDING, **since)
    returned = {What.RETURNED.value} if events.exists() else set()
    return frozenset(rows.values_list("submission__way", flat=True).distinct()) | returned


def courses(scheme: Scheme, first: int, last: int) -> tuple[dict[Key, list[str]], list[Figures]]:
    """What happened to a scheme's figures after one entry and up to another, leaving out what was returned.

    By figure the ways of the acts that recorded it, in order, empty for another scheme's. And what figures
    said once the first of their acts was done, the second, and so on: those that had a later one by ``last``.
    """
    frame = _standing_versions(scheme, last, last_events(last))
    within = FigureVersion.objects.filter(entry_id__gt=first, entry_id__lte=last)
    ways = dict(within.filter(submission__scheme=scheme.code).values_list("ref", "submission__way"))
    acts = frame.filter(pl.col("entry_id") > first)
    acts = acts.with_columns(pl.col("entry_id").rank("dense").over(KEY).cast(pl.Int64).alias("act"))
    known: dict[Key, dict[int, str]] = defaultdict(dict)
    for *key, act, ref in acts.select(*KEY, "act", "ref").iter_rows():
        known[cast("Key", tuple(key))][act] = ways.get(ref, "")
    frame = frame.join(acts.select("ref", "act"), on="ref", how="left", maintain_order="left")
    frame = frame.with_columns(pl.col("act").fill_null(0))
    states = []
    for number in range(1, max(map(len, known.values()), default=1)):
        later = frame.filter(pl.col("act") > number)
        said = frame.filter(pl.col("act") <= number).join(later, on=KEY, how="semi", maintain_order="left")
        states.append(_newest(said.drop("act"), []))
    return {key: list(of.values()) for key, of in known.items()}, states


def replaced_among(refs: Collection[str]) -> frozenset[str]:
    """Those of some versions that a later version has taken the place of."""
    rows = FigureVersion.objects.filter(replaces_id__in=refs)
    return frozenset(rows.values_list("replaces_id", flat=True))


def disputed_in(submissions: Collection[str]) -> list[tuple[str, str, bool]]:
    """Every figure of some acts of handing in that a unit ever disputed: the act's reference and the unit.

    Last whether it waits: nobody has answered or replaced it yet.
    """
    events = FigureEvent.objects.filter(what=What.DISPUTED, figure__submission__in=submissions)
    where = events.values_list("figure_id", "figure__submission_id", "figure__unit")
    found = {ref: (submission, unit) for ref, submission, unit in where}
    last, later = _standing(found), replaced_among(found)
    return [(*found[ref], last[ref] == What.DISPUTED and ref not in later) for ref in found]


def reported(units: Collection[str], items: Collection[str], periods: Collection[str]) -> list[Version]:
    """All versions of the figures of some units, items and periods, in the order of recording."""
    of_items = Q(*(Q(indicator__startswith=f"{item}/") for item in items), _connector=Q.OR)
    rows = FigureVersion.objects.filter(unit__in=units, period__in=periods)
    rows = rows.filter(Q(indicator__in=items) | of_items).select_related("entry")
    return _seen(list(rows.order_by("entry_id", "position")), events=True)


def _seen(rows: list[FigureVersion], events: bool) -> list[Version]:
    last = _standing(row.ref for row in rows) if events else {}
    return [
        Version(
            ref=row.ref,
            seq=row.entry_id,
            at=row.entry.at,
            submission=row.submission_id,
            unit=row.unit,
            indicator=row.indicator,
            kind=row.kind,
            period=row.period,
            value=None if row.value is None else Decimal(row.value),
            measure=row.measure,
            absence=Absence(row.absence) if row.absence else None,
            caliber=row.caliber,
            provider=row.provider,
            raw=row.raw,
            since=row.since,
            replaces=row.replaces_id,
            reason=row.reason,
            late=row.late,
            standing=last.get(row.ref, ""),
        )
        for row in rows
    ]


def _standing(refs: Iterable[str]) -> dict[str, str]:
    events = FigureEvent.objects.filter(figure_id__in=list(refs)).order_by("entry_id", "position")
    return dict(events.values_list("figure_id", "what"))


def events_of(refs: Collection[str]) -> dict[str, list[tuple[datetime, str, str, str, str]]]:
    """What became of figures, by reference: moment, event, organisation, person, reason, in order."""
    rows = FigureEvent.objects.filter(figure_id__in=refs).select_related("entry")
    found: dict[str, list[tuple[datetime, str, str, str, str]]] = defaultdict(list)
    for row in rows.order_by("entry_id", "position"):
        told = (row.entry.at, row.what, row.organisation, row.person, row.reason)
        found[row.figure_id].append(told)
    return dict(found)


def evidence_sizes(organisation: str | None, *, paper: bool) -> dict[str, int]:
    """The files that an organisation handed in, by digest, with their bytes; ``None`` is everybody.

    Those of ``paper`` sheets and earlier years, which the office records, or those of all others.
    """
    rows = (
        Evidence.objects.all()
        if organisation is None
        else Evidence.objects.filter(submission__organisation=organisation)
    )
    by_office = Q(submission__way__in=OFFICE_WAYS)
    rows = rows.filter(by_office) if paper else rows.exclude(by_office)
    return dict(rows.values_list("file", "size"))


def pieces_in(submission: str) -> list[Piece]:
    """The files of one submission, in its order."""
    rows = Evidence.objects.filter(submission_id=submission).select_related("figure").order_by("position")
    return [
        Piece(
            row.file,
            row.name,
            row.size,
            None if row.figure is None else _key_of(row.figure),
        )
        for row in rows
    ]


def handed_in_elsewhere(files: Collection[str], submission: str) -> dict[str, list[Sent]]:
    """Other acts of handing in that rest on the same files, by digest, in their order."""
    rows = Evidence.objects.filter(file__in=files).exclude(submission_id=submission)
    found: dict[str, dict[str, Sent]] = defaultdict(dict)
    for row in rows.select_related("submission__entry").order_by("entry_id", "position"):
        found[row.file].setdefault(row.submission_id, _sent(row.submission))
    return {file: list(others.values()) for file, others in found.items()}


def _key_of(row: FigureVersion) -> Key:
    return (row.unit, row.indicator, row.kind, row.period)


def sent(submission: str) -> Sent | None:
    """One act of handing in."""
    row = Submission.objects.filter(ref=submission).select_related("entry").first()
    if row is None:
        return None
    return _sent(row)


def sent_for(tasks: Collection[str], way: str) -> frozenset[str]:
    """Those of some tasks, by their references, for which something was handed in this way."""
    return frozenset(Submission.objects.filter(task__in=tasks, way=way).values_list("task", flat=True))


def late_among(submissions: Collection[str]) -> frozenset[str]:
    """Those of some acts of handing in, by their references, that were late."""
    rows = Submission.objects.filter(ref__in=submissions, late=True)
    return frozenset(rows.values_list("ref", flat=True))


def sent_by(scheme: str, way: str) -> list[tuple[Sent, int]]:
    """The acts of handing in of one way for a scheme, the newest first, each with how many figures it had."""
    rows = Submission.objects.filter(scheme=scheme, way=way).select_related("entry").order_by("-entry_id")
    counted = rows.annotate(number=Count("figures"))
    return [(_sent(row), row.number) for row in counted]


def _sent(row: Submission) -> Sent:
    names = ("way", "organisation", "reporter", "signer", "delegate_of", "document", "document_date")
    told = {name: getattr(row, name) for name in (*names, "nothing", "late", "note")}
    return Sent(row.ref, row.entry_id, row.entry.at, **told)
