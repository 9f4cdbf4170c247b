"""The form of a task: its slots with names, units of measure, and what is known beside each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.core.signing import BadSignature, Signer

from sikao.core.figures.absence import Absence
from sikao.core.figures.checking import Catalogue, Range
from sikao.core.figures.forms import Earlier, EntryForm, EntrySlot, SlotKey, is_counted
from sikao.core.figures.measures import MeasureTable
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Kind
from sikao.core.insight.duties import Slot
from sikao.core.scheme import Scheme
from sikao.core.scheme.catalogue import catalogue_of
from sikao.core.wording import Term
from sikao.office.cycle.duties import Owed, owed_by, period_of, slots_of
from sikao.office.cycle.models import Task
from sikao.office.cycle.targets import Targets
from sikao.office.groundwork.here import place
from sikao.office.ledger.facts import Key
from sikao.office.ledger.queries import reported
from sikao.office.ledger.rules import NOT_STANDING

SALT = "entry form"


@dataclass(frozen=True, slots=True)
class Before:
    """The last standing figure of each key, and its moment's absence where it has none."""

    values: Mapping[Key, Decimal | Absence]

    def value(self, key: Key) -> Decimal | None:
        """The number reported, if there is one."""
        found = self.values.get(key)
        return found if isinstance(found, Decimal) else None


def form_of(task: Task) -> EntryForm:
    """The form that a task asks to be filled in, with last year's figures and targets beside the cells."""
    known = owed_by(task.digest)
    scheme = known.scheme
    made, _ = with_what_is_known(known, slots_of(task))
    period = period_of(task)
    return EntryForm(
        code=task.ref,
        title=_title(task, scheme, period),
        provider=task.organisation,
        provider_name=provider_name(scheme, task.provider),
        period=period,
        period_label=Term(period.label("zh"), period.label("en")),
        version=known.digest[:12],
        slots=made,
        token=token_of(task),
        contained=_contained(scheme, made),
        synthetic=place().demo or scheme.illustrative,
    )


def with_what_is_known(known: Owed, slots: Iterable[Slot]) -> tuple[tuple[EntrySlot, ...], Before]:
    """Slots with names, units of measure, last year's figures and targets; and what stands of this year."""
    asked = tuple(slots)
    before = _before(asked)
    return tuple(_slot(slot, known.scheme, known.catalogue, known.targets, before) for slot in asked), before


def measures_of(scheme: Scheme) -> MeasureTable:
    """The units of measure that the figures of a scheme may be written in."""
    return catalogue_of(scheme).measures


def token_of(task: Task) -> str:
    """The signed text by which an uploaded workbook proves for which task it was made."""
    return Signer(salt=SALT).sign(task.ref)


def task_of_token(token: str) -> str | None:
    """The task that a token was made for; ``None`` for a token that this installation did not make."""
    try:
        return Signer(salt=SALT).unsign(token)
    except BadSignature:
        return None


def provider_name(scheme: Scheme, code: str) -> Term:
    """The name of a provider, or of a unit that reports about itself, as the scheme has it."""
    named = scheme.providers.get(code) or scheme.units.get(code) or scheme.references.get(code)
    return Term(code, code) if named is None else Term(named.name, named.name_en or named.name)


def _title(task: Task, scheme: Scheme, period: Period) -> Term:
    name = provider_name(scheme, task.provider)
    return Term(f"{name.zh}{period.label('zh')}数据表", f"{name.en}: figures, {period.label('en')}")


def _slot(slot: Slot, scheme: Scheme, catalogue: Catalogue, targets: Targets, before: Before) -> EntrySlot:
    code, _, member = slot.indicator.partition("/")
    item, rule = scheme.items[code], catalogue.items[code]
    measure = catalogue.measures[rule.kinds[slot.kind]]
    unit, indicator, kind, _ = slot.key
    last = before.values.get((unit, indicator, kind, str(slot.period.shift(-1))))
    return EntrySlot(
        unit=unit,
        unit_name=provider_name(scheme, unit),
        indicator=indicator,
        indicator_name=indicator_name(scheme, code, member, unit),
        kind=slot.kind,
        period=slot.period,
        measure=measure,
        last_year=last,
        target=targets.get((code, slot.kind, unit, slot.period.end.month)),
        peers=_peers(slot, before),
        earlier=_earlier(slot, before),
        declared=rule.ranges.get(slot.kind),
        is_count=is_counted(slot.kind, measure),
        evidence=bool(item.evidence),
        note=Term(item.note, item.note) if item.note else None,
    )


def indicator_name(scheme: Scheme, code: str, member: str, unit: str) -> Term:
    """The name of an item, or of one of its members at a unit."""
    item = scheme.items[code]
    name, name_en = item.name, item.name_en or item.name
    if member and item.members is not None:
        entry = scheme.registers[item.members].members_of(unit).get(member)
        if entry is not None:
            return Term(f"{name}·{entry.name}", f"{name_en}: {entry.name_en or entry.name}")
    return Term(name, name_en)


def _before(slots: Iterable[Slot]) -> Before:
    """Everything reported of the same indicators, this year and last, that stands."""
    slots = tuple(slots)
    years = {year for slot in slots for year in (slot.period.year, slot.period.year - 1)}
    periods = {str(Period.of(year, 1, month)) for year in years for month in range(1, 13)}
    periods |= {str(slot.period.shift(-1)) for slot in slots} | {str(slot.period) for slot in slots}
    items = {slot.indicator.partition("/")[0] for slot in slots}
    found = reported({slot.unit for slot in slots}, items, periods)
    standing = [version for version in found if version.standing not in NOT_STANDING]
    values: dict[Key, Decimal | Absence] = {}
    for version in standing:
        known = version.value if version.value is not None else version.absence
        if known is not None:
            values[version.key] = known
    return Before(values)


def _peers(slot: Slot, before: Before) -> Range | None:
    """The least and the greatest of last year's figures of the other units; of fewer than three, none."""
    last = str(slot.period.shift(-1))
    values = [
        value
        for (unit, indicator, kind, period), value in before.values.items()
        if (indicator, kind, period) == (slot.indicator, slot.kind.value, last)
        and unit != slot.unit
        and isinstance(value, Decimal)
    ]
    return Range(min(values), max(values)) if len(values) >= 3 else None


def _earlier(slot: Slot, before: Before) -> Earlier | None:
    """The latest cumulative figure of the same year before this one; growth is no such figure."""
    if slot.kind is not Kind.LEVEL or not slot.period.from_january:
        return None
    for month in range(slot.period.end.month - 1, 0, -1):
        period = Period.of(slot.period.year, 1, month)
        value = before.value((slot.unit, slot.indicator, slot.kind.value, str(period)))
        if value is not None:
            return Earlier(period, value)
    return None


def _contained(scheme: Scheme, slots: tuple[EntrySlot, ...]) -> tuple[tuple[SlotKey, SlotKey], ...]:
    """Levels of a unit that lies within another one, with the same figure of that one."""
    keys = {slot.key for slot in slots}
    pairs: list[tuple[SlotKey, SlotKey]] = []
    for slot in slots:
        unit = scheme.units.get(slot.unit)
        if unit is None or unit.within is None or slot.kind is not Kind.LEVEL:
            continue
        whole = slot.key._replace(unit=unit.within)
        if whole in keys:
            pairs.append((slot.key, whole))
    return tuple(pairs)
