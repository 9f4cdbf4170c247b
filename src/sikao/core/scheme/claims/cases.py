"""The single comparisons that a claim stands for: per group, unit or node, against groups or last year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from sikao.core.scheme.checks.sums import fraction_text
from sikao.core.scheme.claims.quantities import Unanswerable, Year
from sikao.core.scheme.claims.targets import nodes_with_differing_targets
from sikao.core.scheme.model import Claim, Node, Placed, Scorecard, Selector, Unit
from sikao.core.scheme.shape import written
from sikao.core.wording import Term


@dataclass(frozen=True, slots=True)
class Case:
    """One number that a claim is about: what it is, how it came about, and of whom."""

    value: Fraction
    figure: str
    subject: Term
    node: str | None = None
    unit: Unit | None = None


def cases_of(claim: Claim, year: Year, previous: Year | None) -> tuple[Case, ...]:
    """Every comparison of a claim, each different result once."""
    makers = {"units": _units, "groups": _groups, "burden": _burden, "members": _members}
    makers |= {"count": _counts, "targets": _counts}
    maker = makers.get(claim.quantity, _points)
    found = list(maker(claim, year, previous))
    if not found:
        raise Unanswerable("claim.nothing_selected")
    distinct = {(case.value, case.figure, case.node): case for case in reversed(found)}
    return tuple(reversed(distinct.values()))


def ratio(part: Fraction, whole: Fraction) -> str:
    """``790/1000=79.0%``; parts that are no finite decimals stand in brackets."""
    texts = [f"({text})" if "/" in text else text for text in map(fraction_text, (part, whole))]
    return f"{'/'.join(texts)}={percent(part / whole)}"


def percent(value: Fraction) -> str:
    """A percentage with one decimal at least and two at most; more are rounded half up, on magnitude."""
    hundredths = (abs(value) * 20000 + 1) // 2
    whole, rest = divmod(hundredths, 100)
    digits = f"{rest:02d}"
    return f"{'-' if value < 0 else ''}{whole}.{digits[0] if digits[1] == '0' else digits}%"


def _divided(part: Fraction, whole: Fraction, subject: Term, **about: object) -> Case:
    if whole == 0:
        raise Unanswerable("claim.zero_base")
    return Case(part / whole, ratio(part, whole), subject, **about)  # type: ignore[arg-type]


def _year_of(selector: Selector, year: Year, previous: Year | None) -> Year:
    if selector.year == "this":
        return year
    if previous is None:
        raise Unanswerable("claim.no_previous")
    return previous


def _group_name(year: Year, code: str) -> Term:
    group = year.scheme.groups.get(code)
    if group is None:
        raise Unanswerable("claim.unknown", key=written("Claim", "groups"), code=code)
    return Term(group.name, group.name_en or group.name)


def _unit_name(unit: Unit) -> Term:
    return Term(unit.name, unit.name_en or unit.name)


def _node_name(node: Node) -> Term:
    return Term(node.name, node.name_en or node.name)


def _joined(*terms: Term) -> Term:
    return Term("，".join(term.zh for term in terms), ", ".join(term.en for term in terms))


def _units(claim: Claim, year: Year, previous: Year | None) -> Iterator[Case]:  # noqa: ARG001
    if not claim.groups:
        raise Unanswerable("claim.incomplete", key=written("Claim", "groups"), quantity="units")
    for group in claim.groups:
        count = len(year.resolved.units_of(group))
        yield Case(Fraction(count), str(count), _group_name(year, group))


def _groups(claim: Claim, year: Year, previous: Year | None) -> Iterator[Case]:  # noqa: ARG001
    if not claim.groups:
        raise Unanswerable("claim.incomplete", key=written("Claim", "groups"), quantity="groups")
    for code in claim.groups:
        count = sum(group.parent == code for group in year.scheme.groups.values())
        yield Case(Fraction(count), str(count), _group_name(year, code))


def _burden(claim: Claim, year: Year, previous: Year | None) -> Iterator[Case]:
    """The total; a ratio compares means of a unit, over the scorecards that both years have."""
    chosen = _year_of(claim.of, year, previous)
    subject = Term("全方案", "the whole scheme")
    if claim.of.scorecard is not None:
        card = chosen.scorecard(claim.of, "burden")
        subject = Term(card.name, card.name_en or card.name)
    if claim.relative_to is None:
        total = chosen.burden(claim.of).total
        yield Case(Fraction(total), str(total), subject)
    else:
        other = _year_of(claim.relative_to, year, previous)
        both = frozenset(chosen.scheme.scorecards) & frozenset(other.scheme.scorecards)
        now, base = chosen.burden(claim.of, both), other.burden(claim.relative_to, both)
        yield _divided(now.per_unit, base.per_unit, subject)


def _members(claim: Claim, year: Year, previous: Year | None) -> Iterator[Case]:
    chosen = _year_of(claim.of, year, previous)
    units = chosen.scheme.units.values()
    for group in claim.groups or (None,):
        inside = [unit for unit in units if group is None or chosen.resolved.is_below(unit.group, group)]
        if claim.each == "unit":
            for unit in inside:
                count = chosen.members(claim.of, unit)
                yield Case(count, fraction_text(count), _unit_name(unit), unit=unit)
        else:
            total = sum((chosen.members(claim.of, unit) for unit in inside), Fraction(0))
            subject = Term("全部单位", "all units") if group is None else _group_name(chosen, group)
            yield Case(total, fraction_text(total), subject)


def _counts(claim: Claim, year: Year, previous: Year | None) -> Iterator[Case]:
    chosen = _year_of(claim.of, year, previous)
    card = chosen.scorecard(claim.of, claim.quantity)
    units = chosen.units(card, claim.groups)
    nodes = chosen.select(claim.of, claim.quantity)
    base = None
    if claim.relative_to is not None:
        earlier = _year_of(claim.relative_to, year, previous)
        of_base = earlier.scorecard(claim.relative_to, claim.quantity)
        among = earlier.select(claim.relative_to, claim.quantity)
        base = _count(of_base, among, claim.quantity, earlier, earlier.units(of_base, claim.groups))
    for some in [(unit,) for unit in units] if claim.each == "unit" else [units]:
        number = _count(card, nodes, claim.quantity, chosen, some)
        unit = some[0] if claim.each == "unit" else None
        subject = Term(card.name, card.name_en or card.name) if unit is None else _unit_name(unit)
        if base is None:
            yield Case(number, fraction_text(number), subject, unit=unit)
        else:
            yield _divided(number, base, subject, unit=unit)


def _count(
    card: Scorecard, nodes: tuple[Placed, ...], quantity: str, year: Year, units: tuple[Unit, ...]
) -> Fraction:
    """How many of the selected nodes apply to somebody: a node for nobody is there to be counted only.

    Of targets, how many have some that really differ, whatever their tags say.
    """
    if quantity == "targets":
        differing = nodes_with_differing_targets(year.resolved, card, units)
        return Fraction(sum(entry.node.code in differing for entry in nodes))
    settings = [year.resolved.settings(card, unit) for unit in units]
    return Fraction(sum(any(entry.node.code in own for own in settings) for entry in nodes))


def _points(claim: Claim, year: Year, previous: Year | None) -> Iterator[Case]:
    chosen = _year_of(claim.of, year, previous)
    card = chosen.scorecard(claim.of, claim.quantity)
    nodes = chosen.select(claim.of, claim.quantity)
    sets = [(entry,) for entry in nodes] if claim.each == "node" else [nodes]
    for wanted in sets:
        node = wanted[0].node if claim.each == "node" else None
        versus = _versus(claim, chosen, card, wanted)
        bases = None if claim.relative_to is None else _Bases(claim.relative_to, year, previous)
        for unit in chosen.units(card, claim.groups):
            names = [_unit_name(unit), *([] if node is None else [_node_name(node)])]
            own = chosen.points(card, wanted, unit)
            code = None if node is None else node.code
            if claim.against:
                for base, other in versus.items():
                    against = Term(f"对{other.name}", f"against {other.name_en or other.name}")
                    yield _divided(own, base, _joined(*names, against), node=code, unit=unit)
            elif bases is not None:
                yield _divided(own, bases.of(unit), _joined(*names), node=code, unit=unit)
            else:
                yield Case(own, fraction_text(own), _joined(*names), code, unit)


def _versus(claim: Claim, year: Year, card: Scorecard, nodes: tuple[Placed, ...]) -> dict[Fraction, Unit]:
    """The points that a claim compares with: each number once, with the first unit that has it."""
    found: dict[Fraction, Unit] = {}
    for group in claim.against:
        for other in year.units(card, (group,)):
            found.setdefault(year.points(card, nodes, other), other)
    return found


class _Bases:
    """The points of what a claim divides by: of the same unit where it has them, else of the first."""

    def __init__(self, selector: Selector, year: Year, previous: Year | None) -> None:
        self._year = _year_of(selector, year, previous)
        self._card = self._year.scorecard(selector, "points")
        self._nodes = self._year.select(selector, "points")
        units = self._year.units(self._card, ())
        self._first = units[0]
        self._units = {unit.code: unit for unit in units}

    def of(self, unit: Unit) -> Fraction:
        """The points for one unit of this year."""
        return self._year.points(self._card, self._nodes, self._units.get(unit.code, self._first))
