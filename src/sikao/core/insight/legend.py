"""What each number of a formula is: its name, unit of measure, period, whose it is, where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sikao.core.figures.decimals import canonical
from sikao.core.insight.explanation import Comparison, FigureUsed, Symbol
from sikao.core.insight.measuring import PER_CENT, unit_of_measure, unit_term
from sikao.core.scheme.expressions import (
    Apply,
    Constant,
    Expression,
    FigureRef,
    Parameter,
    figures_in,
    walk,
)
from sikao.core.scheme.methods import Range
from sikao.core.scheme.model import Scheme
from sikao.core.scheme.phrasing import expression_terms
from sikao.core.scheme.resolving import Settings
from sikao.core.scheme.values import Amount
from sikao.core.wording import Term
from sikao.core.wording.fillings import GROUP_NAMES, Filled, group_values, is_calculation
from sikao.core.wording.formulas import counted_entries, shown, tier_reached

POINTS = Term("分", "points")
SET_BY_SCHEME = Term("方案规定", "set by the scheme")
BY_DEFAULT = Term("方案未写，按默认", "by default, as the scheme says nothing")
SET_FOR_UNIT = Term("方案为本单位规定", "set by the scheme for this unit")
WRITTEN = Term("计量式中的数", "a number of the measure's formula")
CALCULATED = Term("由计量式算出", "calculated by the measure's formula")
NAMED = 3
"""Units that set an extreme and are named."""

_NAMES = {
    "full": Term("分值（满分）", "full points"),
    "measure": Term("实际", "actual"),
    "target": Term("目标", "target"),
    "short": Term("未达标折算分", "reduced points"),
    "met": Term("达标得分", "points when met"),
    "unmet": Term("未达标得分", "points when missed"),
    "base": Term("基础分", "base"),
    "standard": Term("达标分", "base"),
    "up": Term("加分率", "rate beyond the target"),
    "down": Term("扣分率", "rate short of the target"),
    "per": Term("步长", "length of a step"),
    "low": Term("最差", "worst"),
    "high": Term("最优", "best"),
    "best": Term("最优", "best"),
    "equal": Term("全组相同得分", "points when all are equal"),
    "first": Term("首位分", "first"),
    "last": Term("末位分", "last"),
    "step": Term("级差", "step"),
    "place": Term("本单位位次", "this unit's place"),
    "size": Term("参加比较的单位数", "units compared"),
    "start": Term("起始分", "start"),
    "coefficient": Term("系数", "coefficient"),
}


class Legend:
    """The numbers of one window's formula. ``found`` is the calculator's window, ``figures`` what it read."""

    def __init__(
        self,
        scheme: Scheme,
        settings: Settings,
        unit: Term,
        found: Mapping[str, Any],
        figures: Sequence[FigureUsed],
        group: Comparison | None,
    ) -> None:
        self._scheme = scheme
        self._settings = settings
        self._unit = unit
        self._found = found
        self._figures = figures
        self._group = group

    def of_formula(self, *, higher: bool) -> tuple[Symbol, ...]:
        """The numbers of the method's formula, in the order in which they stand."""
        if self._settings.method is None or self._found["raw"] is None:
            return ()
        return tuple(_READERS[self._found["method"]["kind"]](self, higher))

    def of_measure(self, tree: Filled) -> tuple[Symbol, ...]:
        """The numbers from which the measure is calculated: figures, then functions over the group."""
        read = [figure for figure in self._read(self._settings.measure) if figure.value is not None]
        groups = [self._group_value(name, value) for name, value in group_values(tree)]
        figures = (figure_symbol(figure) for figure in read)
        return (*figures, *dict.fromkeys((*groups, *self._constants(), *_of_members(tree))))

    def _constants(self) -> Iterator[Symbol]:
        """Numbers that are written in the measure itself, and the hundred of a per cent."""
        measure = self._settings.measure
        for node in () if measure is None else walk(measure):
            if isinstance(node, Constant):
                yield Symbol(shown(str(node.value)), WRITTEN, origin=SET_BY_SCHEME)
            elif isinstance(node, Apply) and node.operator in PER_CENT:
                yield Symbol("100", Term("化为百分数", "to per cent"))

    def _group_value(self, name: str, value: str) -> Symbol:
        """A function over the group, with the words and the unit of measure of what it goes over."""
        said, measure = GROUP_NAMES[name], self._settings.measure
        over = [] if measure is None else [node for node in walk(measure) if isinstance(node, Apply)]
        inner = next((node.arguments[0] for node in over if node.operator in (name, "share")), None)
        if inner is None:
            return Symbol(shown(value), said, whose=self._among())
        words, unit = expression_terms(inner, self._scheme), unit_of_measure(inner, self._scheme)
        title = Term(f"{said.zh}：{words.zh}", f"{said.en}: {words.en}")
        return Symbol(shown(value), title, unit_term(unit), self._periods(inner), self._among())

    def amount(self, name: str, title: str | None = None) -> Symbol:
        """A parameter that is an amount of points; ``title`` where the formula calls it otherwise."""
        given = getattr(self._settings.method, name, None)
        number = str(self._found["method"][name])
        return Symbol(shown(number), _NAMES[title or name], POINTS, origin=self._worth(given))

    def expression(self, name: str) -> Symbol:
        """A parameter in the unit of the measure, such as the target."""
        given = getattr(self._settings.method, name, None)
        number = str(self._found["method"][name])
        known = given if isinstance(given, Constant | Parameter | FigureRef | Apply) else None
        period = self._periods(known)
        whose = None if isinstance(known, Constant) else self._unit
        return Symbol(shown(number), _NAMES[name], self._measured_in(), period, whose, self._source(given))

    def full(self) -> Symbol:
        return Symbol(shown(self._found["full"]), _NAMES["full"], POINTS)

    def measure(self) -> Symbol:
        """What the unit achieved: a figure by its name, or what the measure's own formula came to."""
        words, method = self._settings.measure, self._settings.method
        said = _NAMES["measure"]
        origin: Term | None = CALCULATED
        if isinstance(words, FigureRef) and not isinstance(getattr(method, "target", None), Range):
            told = expression_terms(words, self._scheme)
            said, origin = Term(f"{said.zh}：{told.zh}", f"{said.en}: {told.en}"), None
        number = shown(self._found["measure"] or "0")
        return Symbol(number, said, self._measured_in(), self._periods(words), self._unit, origin)

    def extreme(self, name: str) -> Symbol:
        """The group's worst or best with the units that set it, or a declared bound."""
        declared = getattr(self._settings.method, name)
        if declared is not None or self._group is None:
            return self.expression(name)
        worst = name == "low"
        units = self._group.worst_units if worst else self._group.best_units
        number = self._group.worst if worst else self._group.best
        title = Term("组内最差", "worst of the group") if worst else Term("组内最优", "best of the group")
        period = self._periods(self._settings.measure)
        return Symbol(shown(number), title, self._measured_in(), period, named(units))

    def place(self) -> Symbol:
        number = "" if self._group is None else shown(self._group.place)
        return Symbol(number, _NAMES["place"], unit_term("位"), whose=self._unit, origin=self._among())

    def size(self) -> Symbol:
        number = "" if self._group is None else str(self._group.size)
        return Symbol(number, _NAMES["size"])

    def coefficient(self, number: str, words: Expression) -> Symbol:
        """The coefficient by which the points are multiplied, as it stands in the formula."""
        said = SET_BY_SCHEME if isinstance(words, Constant) else expression_terms(words, self._scheme)
        return Symbol(number, _NAMES["coefficient"], whose=self._unit, origin=said)

    def worth_of(self, name: str) -> Term | None:
        """Where the cap or the floor comes from; by default the full points and nothing."""
        given = getattr(self._settings.method, name, None)
        if given is not None:
            return self._worth(given)
        return Term("满分", "the full points") if name == "cap" else None

    def parameter(self, name: str) -> Any:
        """A resolved parameter of the method."""
        return self._found["method"].get(name)

    @property
    def points(self) -> str:
        """The full points as an exact number."""
        return str(self._found["full"])

    @property
    def value(self) -> str:
        """The measure as an exact number."""
        return self._found["measure"] or "0"

    def _read(self, expression: Expression | None) -> list[FigureUsed]:
        if expression is None:
            return []
        items = {reference.item for reference in figures_in(expression)}
        return [figure for figure in self._figures if figure.indicator.partition("/")[0] in items]

    def _periods(self, expression: Expression | None) -> str:
        return "、".join(dict.fromkeys(figure.period for figure in self._read(expression)))

    def _measured_in(self) -> Term | None:
        measure = self._settings.measure
        return None if measure is None else unit_term(unit_of_measure(measure, self._scheme))

    def _among(self) -> Term | None:
        if self._group is None:
            return None
        size = self._group.size
        return Term(f"{size} 个单位比较", f"among {size} units")

    def _worth(self, given: Amount | None) -> Term | None:
        if not isinstance(given, Amount):
            return None
        if given.share is not None:
            share = canonical(given.share * 100)
            return Term(f"满分的 {share}%", f"{share}% of the full points")
        return SET_BY_SCHEME if given.expression is None else self._source(given.expression)

    def _source(self, given: Any) -> Term | None:
        if isinstance(given, Constant):
            return SET_BY_SCHEME
        if isinstance(given, Parameter):
            return SET_FOR_UNIT
        known = isinstance(given, FigureRef | Apply)
        return expression_terms(given, self._scheme) if known else None


def _of_members(tree: Filled) -> Iterator[Symbol]:
    """How many members a mean is taken over, or the weight of each."""
    name, arguments = tree[0], tree[1:]
    if name == "mean":
        yield Symbol(str(len(arguments)), Term("成员个数", "number of members"))
    elif name == "weighted_mean":
        for weighted in arguments:
            yield Symbol(shown(weighted[1][1]), Term("成员份额", "share of a member"), origin=SET_BY_SCHEME)
    elif is_calculation(tree):
        for argument in arguments:
            yield from _of_members(argument)


def figure_symbol(figure: FigureUsed) -> Symbol:
    """A figure as a number of a formula."""
    name = Term(
        f"{figure.indicator_name.zh}·{figure.kind.zh}", f"{figure.indicator_name.en}, {figure.kind.en}"
    )
    number = shown(figure.value or "0")
    return Symbol(number, name, unit_term(figure.unit_of_measure), figure.period, figure.unit_name)


def named(units: Sequence[tuple[str, Term]]) -> Term:
    """The units that set an extreme: the first few by name, and how many there are."""
    zh = "、".join(name.zh for _, name in units[:NAMED])
    en = ", ".join(name.en for _, name in units[:NAMED])
    if len(units) <= NAMED:
        return Term(zh, en)
    return Term(f"{zh}等 {len(units)} 个", f"{en} … {len(units)} in all")


def _attainment(of: Legend, higher: bool) -> Iterator[Symbol]:
    reduced = Decimal(str(of.parameter("short"))) != Decimal(of.points)
    ahead = Decimal(of.value) - Decimal(str(of.parameter("target")))
    met = ahead >= 0 if higher else ahead <= 0
    yield of.amount("short") if reduced and not met else of.full()
    yield of.measure()
    yield of.expression("target")


def _all_or_nothing(of: Legend, _: bool) -> Iterator[Symbol]:
    yield of.measure()
    yield of.expression("target")
    yield of.amount("met")
    yield of.amount("unmet")


def _steps(of: Legend, higher: bool) -> Iterator[Symbol]:
    ahead = Decimal(of.value) - Decimal(str(of.parameter("target")))
    yield of.amount("base", "standard")
    if ahead != 0 and of.parameter("up_by") is None:
        yield of.amount("up" if (ahead > 0) == higher else "down")
    elif ahead != 0:
        yield from _rate_by_size(of, good=(ahead > 0) == higher)
    yield of.measure()
    yield of.expression("target")
    if Decimal(str(of.parameter("per"))) != 1:
        yield of.expression("per")


def _rate_by_size(of: Legend, *, good: bool) -> Iterator[Symbol]:
    """The rate beyond the target where it depends on a size: that of the first band reached."""
    if not good:
        yield of.amount("down")
        return
    by_size = of.parameter("up_by")
    for band in by_size["bands"]:
        if Decimal(by_size["size"]) >= Decimal(band["at_least"]):
            size, bound = shown(by_size["size"]), shown(band["at_least"])
            origin = Term(f"规模 {size} 达到 {bound} 的档", f"the band from {bound}, the size is {size}")
            yield Symbol(shown(band["rate"]), _NAMES["up"], POINTS, origin=origin)
            return
    yield of.amount("up")


def _efficacy(of: Legend, _: bool) -> Iterator[Symbol]:
    if Decimal(str(of.parameter("low"))) == Decimal(str(of.parameter("high"))):
        yield of.amount("equal")
        return
    yield of.amount("base")
    yield of.full()
    yield of.measure()
    yield of.extreme("low")
    yield of.extreme("high")


def _tiers(of: Legend, higher: bool) -> Iterator[Symbol]:
    standards, scores = of.parameter("standards"), of.parameter("coefficients")
    reached = tier_reached(of.value, standards, higher=higher)
    yield of.measure()
    if reached is None:
        yield Symbol(
            shown(str(of.parameter("below"))), Term("末档以下得分", "points below the last tier"), POINTS
        )
        return
    for tier in (reached, reached - 1) if reached else (0,):
        number = Term(f"第{tier + 1}档", f"tier {tier + 1}")
        standard, score = shown(str(standards[tier])), shown(str(scores[tier]))
        yield Symbol(
            standard, Term(f"{number.zh}标准值", f"standard of {number.en}"), of.measure().unit_of_measure
        )
        yield Symbol(score, Term(f"{number.zh}得分", f"points of {number.en}"), POINTS)


def _relative_best(of: Legend, _: bool) -> Iterator[Symbol]:
    yield of.full()
    yield of.measure()
    yield of.extreme("best")


def _rank_step(of: Legend, _: bool) -> Iterator[Symbol]:
    yield of.amount("first")
    yield of.amount("step")
    yield of.place()


def _rank_interval(of: Legend, _: bool) -> Iterator[Symbol]:
    yield of.amount("first")
    yield of.amount("last")
    yield of.place()
    yield of.size()


def _rank_ladder(of: Legend, _: bool) -> Iterator[Symbol]:
    yield of.size()
    yield of.place()


def _bands(of: Legend, _: bool) -> Iterator[Symbol]:
    yield of.measure()


def _tally(of: Legend, _: bool) -> Iterator[Symbol]:
    start = of.parameter("start")
    yield Symbol(shown(str(start)), _NAMES["start"], POINTS, origin=of.worth_of("start") or BY_DEFAULT)
    for entry in (entry for entries in counted_entries(of.parameter("members")) for entry in entries):
        name = entry["name"]
        each, count = shown(entry["each"]), shown(entry["count"])
        yield Symbol(each, Term(f"{name}：每次分值", f"{name}: points each"), POINTS)
        yield Symbol(count, Term(f"{name}：次数", f"{name}: number"), whose=of.measure().whose)
        if entry.get("most") is not None:
            most = shown(str(abs(Decimal(entry["most"]))))
            yield Symbol(
                most, Term(f"{name}：分值上限", f"{name}: most points"), POINTS, origin=SET_BY_SCHEME
            )


_READERS: Mapping[str, Callable[[Legend, bool], Iterator[Symbol]]] = {
    "attainment": _attainment,
    "all_or_nothing": _all_or_nothing,
    "steps": _steps,
    "efficacy": _efficacy,
    "tiers": _tiers,
    "relative_best": _relative_best,
    "rank_step": _rank_step,
    "rank_interval": _rank_interval,
    "rank_ladder": _rank_ladder,
    "bands": _bands,
    "tally": _tally,
}
