"""Changes as text, one a line, for the command line and for pages.

districts.fai.points=70                        points of a leaf or of a composed branch
districts.fai.points@shinan=60                 … for one unit or group
districts.fai.target@shinan:q1=2.5             a parameter, at one checkpoint or (without it) at all
districts.fai.method={kind: steps, target: $target, up: 2}
districts.water.absence.not_applicable=exclude
shinan:retail.growth:2020=3.0                  a figure, written as in a file; or an absence
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sikao.core.books.asking import some_of
from sikao.core.figures.absence import REPORTABLE_ABSENCES, Absence
from sikao.core.figures.checking import Catalogue
from sikao.core.figures.codes import CODE_PATTERN, check_code, is_code
from sikao.core.figures.decimals import canonical
from sikao.core.figures.numbers import parse_number, rule_for
from sikao.core.figures.spellings import parse_period
from sikao.core.figures.table import Kind
from sikao.core.insight.changes import (
    Change,
    EffectChange,
    FigureChange,
    MethodChange,
    ParameterChange,
    PointsChange,
)
from sikao.core.scheme.building import INVALID, Builder
from sikao.core.scheme.catalogue import catalogue_of
from sikao.core.scheme.methods import METHOD_KIND
from sikao.core.scheme.model import Scheme
from sikao.core.scheme.plain import plain_value
from sikao.core.scheme.shape import Consequence, Number
from sikao.core.scheme.shape import Kind as FieldKind
from sikao.core.scheme.text.yaml_tree import read_yaml
from sikao.core.wording import Finding, Findings, Place

MAX_CHANGES = 100
MAX_LENGTH = 2000

_CODE = CODE_PATTERN
_LEAF = re.compile(
    rf"(?P<card>{_CODE})\.(?P<node>{_CODE})\.(?P<what>{_CODE})(?:\.(?P<kind>{_CODE}))?"
    rf"(?:@(?P<carrier>{_CODE}))?(?::(?P<checkpoint>{_CODE}))?"
)
# Two colons make a figure; each of its parts is read, and told of, alone.
_FIGURE = re.compile(r"(?P<unit>[^:]+):(?P<indicator>[^:.]+)(?:\.(?P<kind>[^:]+))?:(?P<period>[^:]+)")
_ABSENCES = {word: Absence(code) for code in REPORTABLE_ABSENCES for word in (code, Absence(code).term.zh)}
_POINTS, _METHOD, _ABSENCE = "points", "method", "absence"


def parse_changes(texts: Iterable[str], scheme: Scheme) -> tuple[tuple[Change, ...], tuple[Finding, ...]]:
    """The changes that texts describe; of those that are refused, a finding each, with its number as line."""
    found = Findings()
    changes: list[Change] = []
    for number, text in enumerate(texts, 1):
        where = Place(line=number)
        if number > MAX_CHANGES:
            found.error("whatif.too_many", where, most=str(MAX_CHANGES))
            break
        change = _change(text, scheme, where, found)
        if change is not None:
            changes.append(change)
    return tuple(changes), found.sorted()


def change_text(change: Change) -> str:
    """The text of a change, which ``parse_changes`` reads back to an equal one."""
    if isinstance(change, FigureChange):
        value = change.absence.value if change.value is None and change.absence else _number(change.value)
        return f"{change.unit}:{change.indicator}.{change.kind}:{change.period}={value}"
    head = f"{change.scorecard}.{change.node}"
    if isinstance(change, PointsChange):
        return f"{head}.{_POINTS}{_after('@', change.carrier)}={canonical(change.points)}"
    if isinstance(change, ParameterChange):
        where = f"@{change.carrier}{_after(':', change.checkpoint)}"
        return f"{head}.{change.name}{where}={_number(change.value)}"
    if isinstance(change, EffectChange):
        return f"{head}.{_ABSENCE}.{change.absence}={change.effect}"
    plain = plain_value(METHOD_KIND, change.method)
    return f"{head}.{_METHOD}={json.dumps(plain, ensure_ascii=False)}"


def _after(sign: str, text: str | None) -> str:
    return "" if text is None else sign + text


def _number(value: Any) -> str:
    return value.value if isinstance(value, Absence) else canonical(value)


def _change(text: str, scheme: Scheme, where: Place, found: Findings) -> Change | None:
    key, sign, value = text.strip().partition("=")
    figure, leaf = _FIGURE.fullmatch(key.strip()), _LEAF.fullmatch(key.strip())
    if sign and value.strip() and len(text) <= MAX_LENGTH:
        if figure is not None:
            return _figure(figure, value.strip(), scheme, where, found)
        if leaf is not None:
            return _READERS.get(leaf["what"], _parameter)(leaf, value.strip(), where, found)
    found.error("whatif.unreadable", where, text=text)
    return None


def _read(kind: FieldKind, text: str, where: Place, found: Findings) -> Any:
    """One value by the language's own readers; what they refuse is told at the change's place."""
    told = Findings()
    tree = read_yaml(text.encode("utf-8", "replace"), "", told)
    value = INVALID if tree is None else Builder(told).build(kind, tree, ())
    for finding in told:
        found.extend([Finding(finding.code, finding.severity, where, finding.details)])
    return None if value is INVALID else value


def _figure(
    given: re.Match[str], text: str, scheme: Scheme, where: Place, found: Findings
) -> FigureChange | None:
    unit, indicator, kind = (str(given[part] or "").strip() for part in ("unit", "indicator", "kind"))
    item = scheme.items.get(indicator.partition("/")[0])
    kind = kind or ("" if item is None else item.main_kind)
    period, told = parse_period(given["period"].strip(), year=scheme.year)
    found.extend(replace(finding, where=where) for finding in (*check_code(unit, where), *told))
    if item is None or kind not in item.kinds:
        named = f"{indicator}.{kind}" if kind else indicator
        found.error("whatif.unknown_item", where, indicator=named, known=some_of(scheme.items))
        return None
    if period is None or not is_code(unit):
        return None
    head = (unit, indicator, Kind(kind), period)
    if text in _ABSENCES:
        return FigureChange(*head, absence=_ABSENCES[text])
    value = _figure_value(text, catalogue_of(scheme), item.code, Kind(kind), where, found)
    return None if value is None else FigureChange(*head, value=value)


def _figure_value(
    text: str, catalogue: Catalogue, item: str, kind: Kind, where: Place, found: Findings
) -> Decimal | None:
    """A value as a file of figures may write it, with or without its unit of measure."""
    measure = catalogue.measures[catalogue.items[item].kinds[kind]]
    number, told = parse_number(text, rule_for(measure), where)
    if number is None:
        found.extend(told)
    return None if number is None else number.value


def _points(given: re.Match[str], text: str, where: Place, found: Findings) -> Change | None:
    if given["kind"] or given["checkpoint"]:
        found.error("whatif.unreadable", where, text=given[0])
        return None
    value = _read(Number(), text, where, found)
    if value is not None and value < 0:
        found.error("whatif.negative_points", where, text=text)
        return None
    return None if value is None else PointsChange(given["card"], given["node"], value, given["carrier"])


def _method(given: re.Match[str], text: str, where: Place, found: Findings) -> Change | None:
    if given["kind"] or given["carrier"] or given["checkpoint"]:
        found.error("whatif.unreadable", where, text=given[0])
        return None
    method = _read(METHOD_KIND, text, where, found)
    return None if method is None else MethodChange(given["card"], given["node"], method)


def _effect(given: re.Match[str], text: str, where: Place, found: Findings) -> Change | None:
    if given["kind"] not in frozenset(Absence) or given["carrier"] or given["checkpoint"]:
        found.error("whatif.unreadable", where, text=given[0])
        return None
    effect = _read(Consequence(), text, where, found)
    if effect is None:
        return None
    return EffectChange(given["card"], given["node"], Absence(given["kind"]), effect)


def _parameter(given: re.Match[str], text: str, where: Place, found: Findings) -> Change | None:
    if given["kind"] or not given["carrier"]:
        found.error("whatif.unreadable", where, text=given[0])
        return None
    value = _read(Number(absent=True), text, where, found)
    if value is None:
        return None
    head = (given["card"], given["node"], given["what"], given["carrier"])
    return ParameterChange(*head, value, given["checkpoint"])


_READERS: dict[str, Callable[[re.Match[str], str, Place, Findings], Change | None]] = {
    _POINTS: _points,
    _METHOD: _method,
    _ABSENCE: _effect,
}
