"""Compiles a scheme into the plain JSON that both calculators read.

The form is written down in section 1 of ``docs/algorithms/scoring.md``: every override
is resolved, every expression is a tree, every default is filled in.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sikao.core.figures.absence import Absence
from sikao.core.figures.decimals import canonical, shifted
from sikao.core.scheme.digest import scheme_digest
from sikao.core.scheme.expressions import Expression, expression_form
from sikao.core.scheme.expressions.form import Form
from sikao.core.scheme.methods import Method, Tally, method_kind
from sikao.core.scheme.model import (
    ABSENCE_DEFAULTS,
    Amount,
    Grade,
    Item,
    Node,
    Placed,
    Scheme,
    Unit,
    Values,
)
from sikao.core.scheme.plain import way_of
from sikao.core.scheme.resolving import RankedTable, Resolved, Settings
from sikao.core.scheme.shape import (
    Either,
    Formula,
    Kind,
    ListOf,
    Nested,
    Table,
    Worth,
    shape_of,
)
from sikao.core.scheme.values import points, share

FORMAT = "sikao-compiled/1"
Json = dict[str, Any]


def compile_scheme(scheme: Scheme) -> Json:
    """The compiled form of a scheme that passed its checks."""
    return _Compiler(scheme).compiled()


def compile_tables(scheme: Scheme) -> list[Json]:
    """The tables of the compiled form alone: the digest of the whole would cost more than they do."""
    return _Compiler(scheme).tables()


class _Compiler:
    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._resolved = Resolved(scheme)
        self._last = self._resolved.checkpoints[-1].code

    def compiled(self) -> Json:
        scheme = self._scheme
        return {
            "format": FORMAT,
            "scheme": scheme.code,
            "digest": scheme_digest(scheme),
            "year": scheme.year,
            "rounding": {
                "rule": scheme.rounding.rule,
                "checkpoint": scheme.rounding.checkpoint,
                "score": scheme.rounding.score,
                "total": scheme.rounding.total,
            },
            "ranking": {
                "by": scheme.ranking.by,
                "ties": scheme.ranking.ties,
                "tie_break": list(scheme.ranking.tie_break),
            },
            "checkpoints": [
                {"code": checkpoint.code, "through": checkpoint.through, "ranked": checkpoint.ranked}
                for checkpoint in self._resolved.checkpoints
            ],
            "items": {code: self._item(item) for code, item in scheme.items.items()},
            "units": [
                {"code": unit.code, "name": unit.name, "group": unit.group, "ranked": unit.ranked}
                for unit in scheme.units.values()
            ],
            "tables": self.tables(),
            **self._outcomes(),
        }

    def tables(self) -> list[Json]:
        return [self._table(table) for table in self._resolved.tables]

    def _outcomes(self) -> Json:
        scheme = self._scheme
        return {
            "grades": {
                group: [self._grade(grade) for grade in grades] for group, grades in scheme.grades.items()
            },
            "vetoes": [
                {
                    "code": veto.code,
                    "groups": self._groups(veto.groups),
                    "when": self._form(veto.when),
                    "effect": veto.effect,
                    "grade": veto.grade,
                    "vacancy": veto.vacancy,
                }
                for veto in scheme.vetoes.values()
            ],
            "promotions": [
                {
                    "code": promotion.code,
                    "groups": self._groups(promotion.groups),
                    "when": self._form(promotion.when),
                    "grade": promotion.grade,
                    "most": promotion.most,
                    "vacancy": promotion.vacancy,
                }
                for promotion in scheme.promotions.values()
            ],
            **self._awards(),
        }

    def _awards(self) -> Json:
        scheme = self._scheme
        return {
            "awards": [
                {
                    "code": award.code,
                    "group": award.group,
                    "last_rank": self._form(award.last_rank),
                    "places": str(award.places),
                    "most": None if award.most is None else str(award.most),
                }
                for award in scheme.awards.values()
            ],
            "item_awards": [
                {
                    "code": award.code,
                    "group": award.group,
                    "node": award.node,
                    "winners": award.winners,
                    "by": award.by,
                    "at_least": None if award.at_least is None else canonical(award.at_least),
                    "ties": award.ties,
                }
                for award in scheme.item_awards.values()
            ],
        }

    def _groups(self, named: tuple[str, ...]) -> list[str]:
        """The groups named and those below them, each once."""
        return list(dict.fromkeys(code for group in named for code in self._resolved.descendants(group)))

    def _form(self, expression: Expression) -> Form:
        return expression_form(expression, lambda item: self._scheme.items[item].main_kind)

    def _item(self, item: Item) -> Json:
        register = self._scheme.registers[item.members] if item.members is not None else None
        carriers = [*self._scheme.units, *self._scheme.references]
        members = {code: register.members_of(code) for code in carriers} if register is not None else {}
        shared = any(member.share is not None for table in members.values() for member in table.values())
        return {
            "frequency": item.frequency,
            "cover": item.cover,
            "lag": item.lag,
            "merged_january": item.merged_january,
            "revision": item.revision,
            "members": {code: list(table) for code, table in members.items()}
            if register is not None
            else None,
            "shares": {
                code: {
                    name: "1" if member.share is None else canonical(member.share)
                    for name, member in table.items()
                }
                for code, table in members.items()
            }
            if shared
            else None,
            "range": {kind: [canonical(bound) for bound in bounds] for kind, bounds in item.range.items()},
        }

    def _grade(self, grade: Grade) -> Json:
        return {
            "grade": grade.code,
            "count": grade.count,
            "share": None if grade.share is None else canonical(grade.share),
            "rounding": grade.rounding,
            "at_least": None if grade.at_least is None else self._amount(grade.at_least),
            "unranked_at_least": None
            if grade.unranked_at_least is None
            else self._amount(grade.unranked_at_least),
        }

    def _table(self, table: RankedTable) -> Json:
        card = table.scorecard
        check = card.checkpoint_table
        return {
            "scorecard": card.code,
            "group": table.group.code,
            "units": [unit.code for unit in table.units],
            "full_points": canonical(card.full_points),
            "nodes": [node for placed in card.walk() if (node := self._node(table, placed)) is not None],
            "checkpoint_table": None
            if check is None
            else {
                "code": check.code,
                "convert_to": canonical(check.convert_to),
                "nodes": {checkpoint: list(nodes) for checkpoint, nodes in check.nodes.items()},
            },
        }

    def _node(self, table: RankedTable, placed: Placed) -> Json | None:
        """A branch or leaf; ``None`` when it applies to no unit of the table."""
        node = placed.node
        found = {
            unit.code: self._resolved.settings(table.scorecard, unit).get(node.code) for unit in table.units
        }
        settings = {code: own for code, own in found.items() if own is not None}
        if not settings:
            return None
        weights = {own.weight for own in settings.values()}
        common: Json = {
            "code": node.code,
            "parent": None if placed.parent is None else placed.parent.node.code,
            "depth": placed.depth,
            "role": placed.role,
            "weight": None
            if weights == {None}
            else _fraction(next(iter(settings.values())).weight or Fraction(0)),
        }
        if node.is_leaf:
            return {**common, **self._leaf(table, placed, settings)}
        cap = canonical(node.points) if node.points is not None and placed.role != "main" else None
        variants = _variants(settings, lambda own: {"points": _fraction(own.points)})
        return {**common, "combine": node.combine, "cap": cap, "variants": variants}

    def _leaf(self, table: RankedTable, placed: Placed, settings: dict[str, Settings]) -> Json:
        node = placed.node
        units = [unit for unit in table.units if unit.code in settings]
        names = self._resolved.parameters_of(table.scorecard.code, node.code)
        parameters = {name: self._parameter(table, node, name, units) for name in names}
        among = self._among(table, node, units)
        variants = _variants(settings, lambda own: self._variant(placed, own, among))
        return {"prorate": node.prorate, "parameters": parameters, "variants": variants}

    def _parameter(self, table: RankedTable, node: Node, name: str, units: list[Unit]) -> Json:
        given = {
            unit.code: self._resolved.parameter(table.scorecard.code, node.code, name, unit) for unit in units
        }
        # What is given for a group is one object for all its units.
        distinct = {id(values): values for values in given.values() if values is not None}
        made = {key: self._values(values, node) for key, values in distinct.items()}
        by_unit = {code: made[id(values)] for code, values in given.items() if values is not None}
        return {code: values for code, values in by_unit.items() if values}

    def _values(self, values: Values, node: Node) -> dict[str, str | None]:
        """By checkpoint, or ``*`` for any; what does not apply is null, what is not given is not there."""
        if not isinstance(values, Table):
            # Under prorate a single value is the year's.
            values = Table({self._last if node.prorate else "*": values})
        return {
            code: None if isinstance(value, Absence) else canonical(value) for code, value in values.items()
        }

    def _among(self, table: RankedTable, node: Node, units: list[Unit]) -> list[str]:
        group = node.among or table.group.code
        return [unit.code for unit in units if unit.ranked and self._resolved.is_below(unit.group, group)]

    def _variant(self, placed: Placed, own: Settings, among: list[str]) -> Json:
        node, scheme = placed.node, self._scheme
        places, effects = node.rounding, {**ABSENCE_DEFAULTS, **scheme.absence, **node.absence}
        at_checkpoint = places.checkpoint if places is not None and places.checkpoint is not None else None
        at_score = places.score if places is not None and places.score is not None else None
        return {
            "points": _fraction(own.points),
            "measure": None if own.measure is None else self._form(own.measure),
            "beside": None if node.beside is None else self._form(node.beside),
            "direction": node.direction,
            "method": None if own.method is None else self._method(own.method, placed.role),
            "coefficient": None if node.coefficient is None else self._form(node.coefficient),
            "windows": [
                {"checkpoint": code, "share": [str(part.numerator), str(part.denominator)]}
                for code, part in self._resolved.windows(own.schedule)
            ],
            "among": among,
            "absence": {kind: effects[kind].to_json() for kind in ABSENCE_DEFAULTS},
            "places": {
                "checkpoint": scheme.rounding.checkpoint if at_checkpoint is None else at_checkpoint,
                "score": scheme.rounding.score if at_score is None else at_score,
            },
        }

    def _method(self, method: Method, role: str) -> Json:
        made: Json = {"kind": method_kind(method), **self._record(method)}
        deducts = role == "deduction"
        if method.floor is None:
            made["floor"] = (share("-1") if deducts else points("0")).to_json()
        if method.cap is None:
            made["cap"] = (points("0") if deducts else share("1")).to_json()
        if isinstance(method, Tally) and method.start is None:
            made["start"] = (share("1") if role == "main" else points("0")).to_json()
        for bound in ("low", "high", "best"):
            if bound in made and made[bound] is None:
                made[bound] = ["group"]
        return made

    def _record(self, record: object) -> Json:
        fields = shape_of(record).fields
        values = {field.key: (field.kind, getattr(record, field.attribute)) for field in fields}
        # A band has one of its two bounds; the other one is no bound of nothing.
        skipped = {key for key in ("at_least", "at_most") if values.get(key, (None, True))[1] is None}
        return {key: self._value(*pair) for key, pair in values.items() if key not in skipped}

    def _value(self, kind: Kind, value: Any) -> Any:
        if value is None:
            return None
        if isinstance(kind, Either):
            kind = way_of(kind, value)
        if isinstance(kind, Formula):
            return self._form(value)
        if isinstance(kind, Worth):
            return self._amount(value)
        if isinstance(kind, ListOf):
            return [self._value(kind.of, item) for item in value]
        if isinstance(kind, Nested):
            return self._record(value)
        return value

    def _amount(self, amount: Amount) -> list[object]:
        form = None if amount.expression is None else self._form(amount.expression)
        return amount.to_json(form)


def _fraction(value: Fraction) -> str:
    """A finite decimal where there is one, else numerator and denominator."""
    places = next((digits for digits in range(40) if (value * 10**digits).denominator == 1), 0)
    scaled = value * 10**places
    return canonical(shifted(Decimal(scaled.numerator), -places)) if scaled.denominator == 1 else str(value)


def _variants(by_unit: dict[str, Settings], compiled: Callable[[Settings], Json]) -> list[Json]:
    """Units with the same settings share a variant; order of first occurrence."""
    groups: dict[str, tuple[list[str], Json]] = {}
    found: dict[int, list[str]] = {}
    for code, own in by_unit.items():
        if id(own) not in found:
            content = compiled(own)
            key = json.dumps(content, ensure_ascii=False, sort_keys=True)
            found[id(own)] = groups.setdefault(key, ([], content))[0]
        found[id(own)].append(code)
    return [{"units": units, **content} for units, content in groups.values()]
