"""What other rooms and the pages may know of schemes: those that bind, and those on their way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet

from sikao.core.scheme import Scheme
from sikao.office.groundwork.files import content_of
from sikao.office.groundwork.refusals import NotThere
from sikao.office.rulebook.models import AmendedScheme, Decision, Dossier, SealedScheme, Version
from sikao.office.rulebook.rules import Stand, State
from sikao.office.rulebook.shelf import unpacked


@dataclass(frozen=True, slots=True)
class Sealed:
    """A version of a scheme that binds. ``seq`` is the journal's entry that sealed it, ``at`` its moment.

    ``number`` counts from 1; a later one was put in force by the ``amendment`` named, since a checkpoint,
    and binds for the months from ``first_month`` on.
    """

    code: str
    digest: str
    year: int
    title: str
    previous: str
    at: datetime
    seq: int
    ref: str
    archive_sha256: str
    compiled_sha256: str
    title_en: str
    number: int = 1
    since: str = ""
    first_month: int = 1
    amendment: str = ""


@dataclass(frozen=True, slots=True)
class VersionLine:
    """An uploaded version; ``digest`` is empty where no scheme could be read from it."""

    number: int
    name: str
    form: str
    sha256: str
    size: int
    archive_sha256: str
    digest: str
    errors: int
    warnings: int
    uploaded_by: str
    note: str
    at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A step that somebody took, with the version and digest that it is bound to."""

    what: str
    number: int
    attempt: int
    digest: str
    person: str
    reason: str
    document: str
    document_date: date | None
    scan_sha256: str
    scan_name: str
    at: datetime
    seq: int
    ref: str


@dataclass(frozen=True, slots=True)
class Card:
    """A scheme in the office's hands as it stands now, with its last version."""

    ref: str
    code: str
    title: str
    title_en: str
    year: int | None
    state: State
    last: VersionLine
    approved_by: tuple[str, ...]
    sealed: Sealed | None

    @property
    def stand(self) -> Stand:
        """What decides about it."""
        return Stand(self.state, self.last.digest, self.last.uploaded_by, self.approved_by)


def sealed_all() -> tuple[Sealed, ...]:
    """The last version of every sealed scheme, in the order of sealing."""
    return _last_versions(_sealed_rows(), AmendedScheme.objects.all())


def sealed(code: str) -> Sealed | None:
    """The last version of the sealed scheme of a code: what holds for everything that is still to come."""
    return next(iter(sealed_versions(code)[-1:]), None)


def sealed_versions(code: str) -> tuple[Sealed, ...]:
    """Every version of the sealed scheme of a code, the first one first."""
    first = _sealed_rows().filter(code=code).first()
    if first is None:
        return ()
    rows = AmendedScheme.objects.filter(code=code).select_related("entry").order_by("number")
    sealed_first = _sealed(first)
    return (sealed_first, *(_amended(sealed_first, row) for row in rows))


def in_force(code: str, month: int, seq: int | None = None) -> Sealed:
    """The version of a sealed scheme that binds for a month of its year, as of an entry of the journal.

    A checkpoint is asked about by the last month that it looks at. This is the one place that says which
    version counts; what was computed, approved or handed in before names its own by digest. Raises
    ``NotThere`` where nothing is sealed.
    """
    known = [one for one in sealed_versions(code) if seq is None or one.number == 1 or one.seq <= seq]
    if not known:
        raise NotThere.of("rulebook.not_sealed", scheme=code)
    return next(one for one in reversed(known) if one.number == 1 or one.first_month <= month)


def in_force_at(code: str, checkpoint: str) -> Sealed:
    """The version that binds for a checkpoint; of one that there is not, the last. Raises ``NotThere``."""
    point = scheme_of(code).checkpoints.get(checkpoint)
    return in_force(code, 12 if point is None else point.through)


def sealed_digest(code: str) -> str:
    """The digest of the sealed scheme of a code, empty where none is sealed; asked for all the time."""
    return SealedScheme.objects.filter(code=code).values_list("digest", flat=True).first() or ""


def as_of(seq: int) -> tuple[Sealed, ...]:
    """The last versions of the schemes that were sealed when an entry of the journal was the last one."""
    return _last_versions(
        _sealed_rows().filter(entry_id__lte=seq), AmendedScheme.objects.filter(entry_id__lte=seq)
    )


def scheme_of(code: str) -> Scheme:
    """The last version of the sealed scheme of a code; raises ``NotThere`` where none is sealed.

    It says what is still to come. What is about a checkpoint or a month asks ``in_force``, what is about
    something computed or handed in ``scheme_with``.
    """
    found = sealed(code)
    if found is None:
        raise NotThere.of("rulebook.not_sealed", scheme=code)
    return scheme_in(found)


def scheme_in(version: Sealed) -> Scheme:
    """The scheme of a version that binds, its digest checked."""
    return unpacked(version.digest, lambda: content_of(version.archive_sha256))


def scheme_with(digest: str) -> Scheme:
    """The scheme of exactly this digest, as it was sealed; raises ``NotThere`` for one that never was."""

    def fetch() -> bytes:
        rows = (SealedScheme.objects, AmendedScheme.objects)
        found = (kind.filter(digest=digest).values_list("archive_sha256", flat=True).first() for kind in rows)
        archive = next((sha256 for sha256 in found if sha256 is not None), None)
        if archive is None:
            raise NotThere.of("rulebook.not_sealed", scheme=digest[:12])
        return content_of(archive)

    return unpacked(digest, fetch)


def hold(code: str) -> None:
    """Lock a sealed scheme until the act ends: what opens results or tasks by it, and what amends it."""
    Dossier.objects.select_for_update(no_key=True).filter(code=code).first()


def scheme_of_version(version: VersionLine) -> Scheme | None:
    """The scheme of an uploaded version; ``None`` where none could be read from it."""
    if not version.digest:
        return None
    return unpacked(version.digest, lambda: content_of(version.archive_sha256), keep=False)


def cards() -> tuple[Card, ...]:
    """Every scheme in the office's hands: those under way before those that are sealed, the latest first."""
    found = [_card(row) for row in Dossier.objects.select_related("sealed__entry")]
    return tuple(sorted(found, key=lambda card: (card.state is State.SEALED, -card.last.seq)))


def card(ref: str) -> Card:
    """One scheme; raises ``NotThere``."""
    return _card(dossier_of(Dossier.objects.select_related("sealed__entry"), ref))


def versions(ref: str) -> tuple[VersionLine, ...]:
    """The versions of a scheme, the last one first."""
    rows = Version.objects.filter(dossier_id=ref).select_related("entry").order_by("-number")
    return tuple(_version(row) for row in rows)


def version(ref: str, number: int) -> VersionLine:
    """One version; raises ``NotThere``."""
    row = Version.objects.filter(dossier_id=ref, number=number).select_related("entry").first()
    if row is None:
        raise NotThere.of("rulebook.not_there")
    return _version(row)


def decisions(ref: str) -> tuple[DecisionLine, ...]:
    """What was decided about a scheme, the last first."""
    rows = Decision.objects.filter(dossier_id=ref).select_related("entry", "decided")
    return tuple(_decision(row) for row in rows.order_by("-entry_id"))


def decision(ref: str, decided: str) -> DecisionLine:
    """One decision about a scheme, by its own ref; raises ``NotThere``."""
    row = Decision.objects.filter(dossier_id=ref, pk=decided).select_related("entry", "decided").first()
    if row is None:
        raise NotThere.of("rulebook.not_there")
    return _decision(row)


def find(code: str) -> str | None:
    """The ref of the scheme with a code that the office has in its hands."""
    return Dossier.objects.filter(code=code).values_list("ref", flat=True).first() if code else None


def dossier_of(rows: QuerySet[Dossier], ref: str) -> Dossier:
    """A scheme by its ref; for this room alone."""
    found = rows.filter(pk=ref).first()
    if found is None:
        raise NotThere.of("rulebook.not_there")
    return found


def approvers(dossier: Dossier) -> tuple[str, ...]:
    """Who has approved in the present attempt; for this room alone."""
    rows = Decision.objects.filter(dossier=dossier, attempt=dossier.attempt, what="approved")
    return tuple(rows.order_by("entry_id").values_list("person", flat=True))


def _sealed_rows() -> QuerySet[SealedScheme]:
    return SealedScheme.objects.select_related("entry").order_by("entry_id")


def _last_versions(first: QuerySet[SealedScheme], amended: QuerySet[AmendedScheme]) -> tuple[Sealed, ...]:
    later = {row.code: row for row in amended.select_related("entry").order_by("number")}
    found = [_sealed(row) for row in first]
    return tuple(_amended(one, later[one.code]) if one.code in later else one for one in found)


def _amended(first: Sealed, row: AmendedScheme) -> Sealed:
    return replace(
        first,
        **{name: getattr(row, name) for name in _OF_AMENDED},
        at=row.entry.at,
        seq=row.entry_id,
    )


def _sealed(row: SealedScheme) -> Sealed:
    return Sealed(
        row.code,
        row.digest,
        row.year,
        row.title,
        row.previous,
        row.entry.at,
        row.entry_id,
        row.dossier_id,
        row.archive_sha256,
        row.compiled_sha256,
        row.title_en,
    )


def _card(row: Dossier) -> Card:
    return Card(
        row.ref,
        row.code,
        row.title,
        row.title_en,
        row.year,
        State(row.state),
        version(row.ref, row.number),
        approvers(row),
        _sealed(row.sealed) if hasattr(row, "sealed") else None,
    )


def _version(row: Version) -> VersionLine:
    given = {name: getattr(row, name) for name in _VERSION}
    return VersionLine(**given, at=row.entry.at, seq=row.entry_id)


def _decision(row: Decision) -> DecisionLine:
    given = {name: getattr(row, name) for name in _DECISION}
    return DecisionLine(**given, number=row.decided.number, at=row.entry.at, seq=row.entry_id)


def _own(kind: type, others: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in kind.__dataclass_fields__ if name not in set(others))  # type: ignore[attr-defined]


_VERSION = _own(VersionLine, ("at", "seq"))
_DECISION = _own(DecisionLine, ("at", "seq", "number"))
_OF_AMENDED = (
    *("digest", "title", "title_en", "archive_sha256", "compiled_sha256"),
    *("number", "since", "first_month", "amendment"),
)
